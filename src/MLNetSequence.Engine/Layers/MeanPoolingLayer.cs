using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>The mean of each sequence's own steps: [N, F] to [B, F]; zeros for an empty one.</summary>
internal sealed unsafe class MeanPoolingLayer() : Layer([])
{
    public override LayerRun NewRun() => new Run();

    private sealed class Run : LayerRun
    {
        private readonly AlignedBuffer _output = new();
        private readonly AlignedBuffer _inputGradient = new();
        private PackedLayout _layout = new();

        public override Matrix Forward(Pass pass, Matrix input)
        {
            _layout = pass.Layout;
            int columns = input.Columns;
            var output = new Matrix(_output.EnsureZero((long)_layout.Count * columns), _layout.Count, columns);
            for (int t = 0; t < _layout.Steps; t++)
            {
                Elementwise.Add(input.RowRange(_layout.Offset(t), _layout.Live(t)), output);
            }
            Divide(output, output);
            return output;
        }

        public override Matrix Backward(Pass pass, Matrix outputGradient)
        {
            int columns = outputGradient.Columns;
            var inputGradient = new Matrix(_inputGradient.Ensure((long)_layout.Rows * columns), _layout.Rows, columns);
            Divide(outputGradient, outputGradient);
            for (int t = 0; t < _layout.Steps; t++)
            {
                int live = _layout.Live(t);
                Elementwise.Copy(outputGradient.RowRange(0, live), inputGradient.RowRange(_layout.Offset(t), live));
            }
            return inputGradient;
        }

        // By the number of each sequence's steps; an empty one has no gradient to give on.
        private void Divide(Matrix from, Matrix to)
        {
            for (int b = 0; b < _layout.Live(0); b++)
            {
                RowMath.Linear(from.Row(b), 1f / _layout.Lengths[b], 0, to.Row(b), from.Columns);
            }
        }
    }
}
