using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>y = x·Wᵀ + b with W [C, F]: each row on its own, so [B, F] to [B, C] and [N, F] to [N, C].</summary>
/// <param name="shapes">W, and b where there is one.</param>
/// <param name="perStep">Whether it reads every step of a sequence, and not one row a sequence.</param>
internal sealed unsafe class DenseLayer(ParameterShape[] shapes, bool perStep) : Layer(shapes)
{
    private readonly int _outputs = shapes[0].Shape[0];
    private readonly int _inputs = shapes[0].Shape[1];
    private readonly PackedMatrix _forward = new();  // Wᵀ [F, C]
    private readonly PackedMatrix _backward = new(); // W [C, F]
    private readonly AlignedBuffer _zeros = new(shapes[0].Shape[0]);
    private Parameter? _weight;
    private Parameter? _bias;
    private float* _biasValues;

    public override int PackTasks => 2;

    public override void Bind(ParameterStore store)
    {
        _weight = store.Find(Shapes[0].Name);
        _bias = Shapes.Count > 1 ? store.Find(Shapes[1].Name) : null;
        _biasValues = _bias is null ? _zeros.Pointer : store[_bias];
    }

    public override void Pack(ParameterStore store, int task)
    {
        Matrix weight = store.Matrix(_weight!);
        if (task == 0)
        {
            _forward.Pack(weight.Transposed);
        }
        else
        {
            _backward.Pack(weight);
        }
    }

    public override LayerRun NewRun() => new Run(this, perStep);

    public override void AddGradients(GradientShare share)
    {
        (int first, int count) = share.Units(_outputs);
        var piece = new LeftPiece
        {
            First = first,
            Count = count,
            Sums = _bias is null ? null : share.Gradient(_bias) + first,
            To0 = share.Matrix(_weight!).RowRange(first, count),
        };
        share.AddProducts(Run.OutputGradient, [piece], [new(Run.Input, _inputs)]);
    }

    private sealed class Run(DenseLayer layer, bool perStep) : LayerRun
    {
        public const int Input = 0;
        public const int OutputGradient = 1;

        private readonly AlignedBuffer _output = new();
        private readonly AlignedBuffer _inputGradient = new();
        private PackedLayout? _layout;
        private Matrix _input;
        private Matrix _gradient;

        public override PackedLayout? GradientRows => _layout;

        public override bool KeepsOutput => false;

        public override Matrix Forward(Pass pass, Matrix input)
        {
            _input = input;
            _layout = perStep ? pass.Layout : null;
            int outputs = layer._outputs;
            var output = new Matrix(_output.Ensure((long)input.Rows * outputs), input.Rows, outputs);
            Elementwise.Fill(layer._biasValues, output);
            Gemm.Multiply(input, layer._forward, output, accumulate: true);
            return output;
        }

        public override Matrix Backward(Pass pass, Matrix outputGradient)
        {
            _gradient = outputGradient;
            if (!layer.WantsInputGradient(pass))
            {
                return default;
            }
            int inputs = layer._inputs;
            var inputGradient = new Matrix(_inputGradient.Ensure((long)_input.Rows * inputs), _input.Rows, inputs);
            Gemm.Multiply(outputGradient, layer._backward, inputGradient, accumulate: false);
            return inputGradient;
        }

        public override float* Operand(int operand, int row) => operand == Input ? _input.Row(row) : _gradient.Row(row);
    }
}
