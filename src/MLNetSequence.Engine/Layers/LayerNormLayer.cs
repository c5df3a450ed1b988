using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>Each row to mean 0 and variance 1, then a learned scale and offset for each feature (Ba et al. 2016).</summary>
/// <remarks>
/// <code>
/// x̂ = (x - mean) / √(variance + ε)        over the F features of the row; the variance is the biased one, as in PyTorch
/// y = x̂ ⊙ w + b
/// ∂x = (∂x̂ - mean(∂x̂) - x̂·mean(∂x̂ ⊙ x̂)) / √(variance + ε)   with ∂x̂ = ∂y ⊙ w
/// </code>
/// </remarks>
/// <param name="shapes">w and b, [F].</param>
/// <param name="epsilon">ε.</param>
/// <param name="perStep">Whether it reads every step of a sequence, and not one row a sequence.</param>
internal sealed unsafe class LayerNormLayer(ParameterShape[] shapes, double epsilon, bool perStep) : Layer(shapes)
{
    private readonly int _features = shapes[0].Shape[0];
    private Parameter? _weight;
    private Parameter? _bias;
    private float* _weights;
    private float* _biases;

    public override void Bind(ParameterStore store)
    {
        _weight = store.Find(Shapes[0].Name);
        _bias = store.Find(Shapes[1].Name);
        _weights = store[_weight];
        _biases = store[_bias];
    }

    public override LayerRun NewRun() => new Run(this, epsilon, perStep);

    public override void AddGradients(GradientShare share)
    {
        (int first, int count) = share.Units(_features);
        share.AddColumnProducts(Run.OutputGradient, first, Run.Normal, first, count, share.Gradient(_weight!) + first);
        share.AddColumnSums(Run.OutputGradient, first, count, share.Gradient(_bias!) + first);
    }

    private sealed class Run(LayerNormLayer layer, double epsilon, bool perStep) : LayerRun
    {
        public const int Normal = 0;
        public const int OutputGradient = 1;

        private readonly AlignedBuffer _output = new();
        private readonly AlignedBuffer _normals = new();
        private readonly AlignedBuffer _scales = new(); // 1 / √(variance + ε), [N]
        private readonly AlignedBuffer _inputGradient = new();
        private PackedLayout? _layout;
        private Matrix _normal;
        private Matrix _gradient;

        public override PackedLayout? GradientRows => _layout;

        public override Matrix Forward(Pass pass, Matrix input)
        {
            _layout = perStep ? pass.Layout : null;
            (int rows, int features) = (input.Rows, input.Columns);
            var output = new Matrix(_output.Ensure((long)rows * features), rows, features);
            _normal = new Matrix(_normals.Ensure((long)rows * features), rows, features);
            float* scales = _scales.Ensure(rows);
            var bias = new ReadOnlySpan<float>(layer._biases, features);
            for (int i = 0; i < rows; i++)
            {
                float* normal = _normal.Row(i);
                double mean = RowMath.Sum(input.Row(i), features) / features;
                RowMath.Linear(input.Row(i), 1, (float)-mean, normal, features);
                scales[i] = (float)(1 / Math.Sqrt(Elementwise.SumOfSquares(normal, features) / features + epsilon));
                RowMath.Linear(normal, scales[i], 0, normal, features);
                bias.CopyTo(output.RowSpan(i));
                Elementwise.AddProduct(normal, layer._weights, output.Row(i), features);
            }
            return output;
        }

        public override Matrix Backward(Pass pass, Matrix outputGradient)
        {
            _gradient = outputGradient;
            (int rows, int features) = (outputGradient.Rows, outputGradient.Columns);
            var inputGradient = new Matrix(_inputGradient.Ensure((long)rows * features), rows, features);
            for (int i = 0; i < rows; i++)
            {
                float* gradient = inputGradient.Row(i);
                float* normal = _normal.Row(i);
                float scale = _scales.Pointer[i];
                Elementwise.Apply<Elementwise.MultiplyOperator>(outputGradient.Row(i), layer._weights, gradient, features);
                double mean = RowMath.Sum(gradient, features) / features;
                double slope = RowMath.Dot(gradient, normal, features) / features;
                RowMath.AddScaled(normal, (float)-slope, gradient, features);
                RowMath.Linear(gradient, scale, (float)(-mean * scale), gradient, features);
            }
            return inputGradient;
        }

        public override float* Operand(int operand, int row) => operand == Normal ? _normal.Row(row) : _gradient.Row(row);
    }
}
