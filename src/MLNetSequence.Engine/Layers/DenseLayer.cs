using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>y = x·Wᵀ + b with W [C, F]: each row on its own, so [B, F] to [B, C].</summary>
internal sealed unsafe class DenseLayer(string prefix, int inputs, int outputs) : Layer
{
    private readonly ParameterShape _weightShape = new(prefix + "weight", [outputs, inputs]);
    private readonly ParameterShape _biasShape = new(prefix + "bias", [outputs]);
    private readonly PackedMatrix _forward = new();  // Wᵀ [F, C]
    private readonly PackedMatrix _backward = new(); // W [C, F]
    private Parameter? _weight;
    private Parameter? _bias;
    private float* _biasValues;

    public override IEnumerable<ParameterShape> Parameters => [_weightShape, _biasShape];

    public override void Initialize(ParameterStore store, SeededRandom random) =>
        Initializers.GlorotUniform(store.Span(store.Find(_weightShape.Name)), inputs, outputs, random);

    public override void Pack(ParameterStore store)
    {
        _weight ??= store.Find(_weightShape.Name);
        _bias ??= store.Find(_biasShape.Name);
        Matrix weight = store.Matrix(_weight);
        _forward.Pack(weight.Transposed);
        _backward.Pack(weight);
        _biasValues = store[_bias];
    }

    public override LayerRun NewRun() => new Run(this, inputs, outputs);

    private sealed class Run(DenseLayer layer, int inputs, int outputs) : LayerRun
    {
        private readonly AlignedBuffer _output = new();
        private readonly AlignedBuffer _inputGradient = new();
        private readonly PackedMatrix _scratch = new();
        private Matrix _input;

        public override Matrix Forward(Pass pass, Matrix input)
        {
            _input = input;
            var output = new Matrix(_output.Ensure((long)input.Rows * outputs), input.Rows, outputs);
            for (int i = 0; i < input.Rows; i++)
            {
                new ReadOnlySpan<float>(layer._biasValues, outputs).CopyTo(new Span<float>(output.Row(i), outputs));
            }
            Gemm.Multiply(input, layer._forward, output, accumulate: true);
            return output;
        }

        public override Matrix Backward(Pass pass, Matrix outputGradient)
        {
            _scratch.Pack(_input);
            Gemm.Multiply(outputGradient.Transposed, _scratch, pass.GradientMatrix(layer._weight!), accumulate: true);
            Elementwise.AddColumnSums(outputGradient, pass.Gradient(layer._bias!));
            var inputGradient = new Matrix(_inputGradient.Ensure((long)_input.Rows * inputs), _input.Rows, inputs);
            Gemm.Multiply(outputGradient, layer._backward, inputGradient, accumulate: false);
            return inputGradient;
        }
    }
}
