using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>A convolution over each sequence's own steps: [N, F] to [N', C], with N' = N but for a stride.</summary>
/// <remarks>
/// y[t, c] = b[c] + Σ_i Σ_f W[c, f, i]·x[t·s + i·d - before, f], zeros outside of the sequence; W is [C, F, k] as in PyTorch. The
/// steps that an output reads are laid side by side, k·F floats in a row, so that all is one product with W as [C, k·F].
/// </remarks>
/// <param name="shapes">W, and b where there is one.</param>
/// <param name="size">Kernel, padding, stride and dilation.</param>
internal sealed unsafe class Conv1DLayer(ParameterShape[] shapes, Conv1DSize size) : Layer(shapes)
{
    private readonly int _filters = shapes[0].Shape[0];
    private readonly int _features = shapes[0].Shape[1];
    private readonly int _kernel = shapes[0].Shape[2];
    private readonly AlignedBuffer _byTap = new();    // W as [C, k·F]
    private readonly PackedMatrix _forward = new();  // [k·F, C]
    private readonly PackedMatrix _backward = new(); // [C, k·F]
    private readonly AlignedBuffer _zeros = new(shapes[0].Shape[0]);
    private Parameter? _weight;
    private Parameter? _bias;
    private float* _biasValues;

    private int Width => _kernel * _features;

    public override int PackTasks => 1;

    public override void Bind(ParameterStore store)
    {
        _weight = store.Find(Shapes[0].Name);
        _bias = Shapes.Count > 1 ? store.Find(Shapes[1].Name) : null;
        _biasValues = _bias is null ? _zeros.Pointer : store[_bias];
    }

    public override void Pack(ParameterStore store, int task)
    {
        Matrix weight = store.Matrix(_weight!);
        var byTap = new Matrix(_byTap.Ensure((long)_filters * Width), _filters, Width);
        for (int c = 0; c < _filters; c++)
        {
            for (int i = 0; i < _kernel; i++)
            {
                for (int f = 0; f < _features; f++)
                {
                    byTap.Row(c)[i * _features + f] = weight.Row(c)[f * _kernel + i];
                }
            }
        }
        _forward.Pack(byTap.Transposed);
        _backward.Pack(byTap);
    }

    public override LayerRun NewRun() => new Run(this, size);

    public override void AddGradients(GradientShare share)
    {
        (int first, int count) = share.Units(_filters);
        Matrix byTap = ((Run)share.Any).WeightSums.RowRange(first, count);
        new Span<float>(byTap.Data, count * Width).Clear();
        var piece = new LeftPiece
        {
            First = first,
            Count = count,
            Sums = _bias is null ? null : share.Gradient(_bias) + first,
            To0 = byTap,
        };
        share.AddProducts(Run.OutputGradient, [piece], [new(Run.Steps, Width)]);
        Matrix gradient = share.Matrix(_weight!).RowRange(first, count);
        for (int c = 0; c < count; c++)
        {
            for (int f = 0; f < _features; f++)
            {
                for (int i = 0; i < _kernel; i++)
                {
                    gradient.Row(c)[f * _kernel + i] += byTap.Row(c)[i * _features + f];
                }
            }
        }
    }

    private sealed class Run(Conv1DLayer layer, Conv1DSize size) : LayerRun
    {
        public const int Steps = 0;
        public const int OutputGradient = 1;

        // Output rows whose gradient is laid side by side at a time, so that it stays in the cache.
        private const int Block = 256;

        private readonly Conv1DTaps _taps = new(size);
        private readonly AlignedBuffer _steps = new();
        private readonly AlignedBuffer _output = new();
        private readonly AlignedBuffer _block = new();
        private readonly AlignedBuffer _inputGradient = new();
        private readonly AlignedBuffer _weightSums = new();
        private Matrix _side;
        private Matrix _gradient;
        private int _inputRows;

        /// <summary>Room for the weights' gradient as [C, k·F].</summary>
        public Matrix WeightSums => new(_weightSums.Pointer, layer._filters, layer.Width);

        public override PackedLayout? GradientRows => _taps.Layout;

        public override Matrix Forward(Pass pass, Matrix input)
        {
            _taps.Arrange(pass.Layout);
            pass.Layout = _taps.Layout;
            _inputRows = input.Rows;
            (int rows, int filters) = (pass.Layout.Rows, layer._filters);
            _side = new Matrix(_steps.Ensure((long)rows * layer.Width), rows, layer.Width);
            _taps.Gather(input, _side);
            var output = new Matrix(_output.Ensure((long)rows * filters), rows, filters);
            Elementwise.Fill(layer._biasValues, output);
            Gemm.Multiply(_side, layer._forward, output, accumulate: true);
            return output;
        }

        public override Matrix Backward(Pass pass, Matrix outputGradient)
        {
            _gradient = outputGradient;
            _weightSums.Ensure((long)layer._filters * layer.Width);
            if (!layer.WantsInputGradient(pass))
            {
                return default;
            }
            int features = layer._features;
            var inputGradient = new Matrix(_inputGradient.EnsureZero((long)_inputRows * features), _inputRows, features);
            float* block = _block.Ensure((long)Math.Min(Block, outputGradient.Rows) * layer.Width);
            for (int first = 0; first < outputGradient.Rows; first += Block)
            {
                Matrix from = outputGradient.RowRange(first, Math.Min(Block, outputGradient.Rows - first));
                var side = new Matrix(block, from.Rows, layer.Width);
                Gemm.Multiply(from, layer._backward, side, accumulate: false);
                _taps.Scatter(first, side, inputGradient);
            }
            return inputGradient;
        }

        public override float* Operand(int operand, int row) => operand == Steps ? _side.Row(row) : _gradient.Row(row);
    }
}
