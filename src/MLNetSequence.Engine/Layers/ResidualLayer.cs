using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>y = x + inner(x) (He et al. 2016); parameters are the inner layers' own.</summary>
internal sealed unsafe class ResidualLayer(Layer[] inner) : Layer([])
{
    public override IReadOnlyList<Layer> Children => inner;

    public override LayerRun NewRun() => new Run(inner);

    private sealed class Run(Layer[] inner) : NestedRun(inner)
    {
        private readonly AlignedBuffer _output = new();
        private readonly AlignedBuffer _inputGradient = new();

        public override Matrix Forward(Pass pass, Matrix input)
        {
            var output = new Matrix(_output.Ensure((long)input.Rows * input.Columns), input.Rows, input.Columns);
            Elementwise.Copy(ForwardInner(pass, input), output);
            Elementwise.Add(input, output);
            return output;
        }

        // Inner layers may overwrite the gradient, or keep it: what goes past them is a copy.
        public override Matrix Backward(Pass pass, Matrix outputGradient)
        {
            (int rows, int columns) = (outputGradient.Rows, outputGradient.Columns);
            var inputGradient = new Matrix(_inputGradient.Ensure((long)rows * columns), rows, columns);
            Elementwise.Copy(outputGradient, inputGradient);
            Elementwise.Add(BackwardInner(pass, outputGradient), inputGradient);
            return inputGradient;
        }
    }
}
