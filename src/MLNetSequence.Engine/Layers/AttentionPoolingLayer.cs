using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>A learned mean of each sequence's own steps: [N, F] to [B, F]; zeros for an empty one.</summary>
/// <remarks>
/// Yang et al. 2016, with h a step, W [S, F], b and c [S]:
/// <code>
/// u = tanh(W·h + b)      s = u·c      α = softmax of s over the sequence      y = Σ α·h
/// ∂s = α·(∂y·h - Σ α·(∂y·h))          ∂h = α·∂y + what comes back through s
/// </code>
/// A dense layer, its tanh and a <see cref="ContextLayer"/> lie inside and make s.
/// </remarks>
/// <param name="shapes">W, b and c.</param>
internal sealed unsafe class AttentionPoolingLayer(ParameterShape[] shapes) : Layer([])
{
    private readonly Layer[] _score =
        [new DenseLayer(shapes[..2], perStep: true), new ActivationLayer(Activation.Tanh), new ContextLayer(shapes[2])];

    public override IReadOnlyList<Layer> Children => _score;

    public override LayerRun NewRun() => new Run(_score);

    private sealed class Run(Layer[] score) : NestedRun(score)
    {
        private readonly AlignedBuffer _output = new();
        private readonly AlignedBuffer _inputGradient = new();
        private readonly AlignedBuffer _shares = new(); // α, [N]
        private readonly AlignedBuffer _scoreGradients = new(); // [N]
        private PackedLayout _layout = new();
        private Matrix _input;

        public override Matrix Forward(Pass pass, Matrix input)
        {
            (_input, _layout) = (input, pass.Layout);
            float* scores = ForwardInner(pass, input).Data;
            float* shares = _shares.Ensure(_layout.Rows);
            int columns = input.Columns;
            var output = new Matrix(_output.EnsureZero((long)_layout.Count * columns), _layout.Count, columns);
            for (int b = 0; b < _layout.Live(0); b++)
            {
                Softmax(b, scores, shares);
                for (int t = 0; t < _layout.Lengths[b]; t++)
                {
                    int row = _layout.Row(t, b);
                    RowMath.AddScaled(input.Row(row), shares[row], output.Row(b), columns);
                }
            }
            return output;
        }

        public override Matrix Backward(Pass pass, Matrix outputGradient)
        {
            (int rows, int columns) = (_input.Rows, _input.Columns);
            var inputGradient = new Matrix(_inputGradient.Ensure((long)rows * columns), rows, columns);
            var scoreGradients = new Matrix(_scoreGradients.Ensure(rows), rows, 1);
            for (int b = 0; b < _layout.Live(0); b++)
            {
                Spread(b, outputGradient.Row(b), inputGradient, scoreGradients.Data);
            }
            Elementwise.Add(BackwardInner(pass, scoreGradients), inputGradient);
            return inputGradient;
        }

        public override bool TryStepWeights(int sequence, Span<float> to)
        {
            for (int t = 0; t < to.Length; t++)
            {
                to[t] = _shares.Pointer[_layout.Row(t, sequence)];
            }
            return true;
        }

        private void Softmax(int b, float* scores, float* shares)
        {
            int length = _layout.Lengths[b];
            double max = double.NegativeInfinity, sum = 0;
            for (int t = 0; t < length; t++)
            {
                max = Math.Max(max, scores[_layout.Row(t, b)]);
            }
            for (int t = 0; t < length; t++)
            {
                sum += Math.Exp(scores[_layout.Row(t, b)] - max);
            }
            for (int t = 0; t < length; t++)
            {
                shares[_layout.Row(t, b)] = (float)(Math.Exp(scores[_layout.Row(t, b)] - max) / sum);
            }
        }

        // The gradient of a sequence's row to its steps, and to their scores.
        private void Spread(int b, float* gradient, Matrix inputGradient, float* scoreGradients)
        {
            int columns = _input.Columns;
            double mean = 0;
            for (int t = 0; t < _layout.Lengths[b]; t++)
            {
                int row = _layout.Row(t, b);
                float share = _shares.Pointer[row];
                double worth = RowMath.Dot(gradient, _input.Row(row), columns);
                scoreGradients[row] = (float)worth;
                mean += share * worth;
                RowMath.Linear(gradient, share, 0, inputGradient.Row(row), columns);
            }
            for (int t = 0; t < _layout.Lengths[b]; t++)
            {
                int row = _layout.Row(t, b);
                scoreGradients[row] = (float)(_shares.Pointer[row] * (scoreGradients[row] - mean));
            }
        }
    }
}
