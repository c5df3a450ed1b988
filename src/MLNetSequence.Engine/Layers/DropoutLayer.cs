using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>
/// In training, sets each value to zero with probability <paramref name="rate"/> and scales the others by 1 / (1 - rate)
/// (Srivastava et al. 2014, inverted). In scoring it does nothing.
/// </summary>
/// <param name="rate">The probability.</param>
/// <param name="perStep">Whether it works on [N, F], every step of a sequence, and not on one row a sequence.</param>
internal sealed unsafe class DropoutLayer(double rate, bool perStep) : Layer([])
{
    private readonly DropoutRate _rate = new(rate);

    public override LayerRun NewRun() => new Run(this, perStep);

    private sealed class Run(DropoutLayer layer, bool perStep) : LayerRun
    {
        private readonly AlignedBuffer _mask = new();
        private readonly AlignedBuffer _output = new();

        public override Matrix Forward(Pass pass, Matrix input)
        {
            if (!pass.Training || !layer._rate.Any)
            {
                return input;
            }
            long count = (long)input.Rows * input.Columns;
            var mask = new Matrix(_mask.Ensure(count), input.Rows, input.Columns);
            Draw(pass, mask);
            var output = new Matrix(_output.Ensure(count), input.Rows, input.Columns);
            Elementwise.Multiply(input, mask.Data, output);
            return output;
        }

        public override Matrix Backward(Pass pass, Matrix outputGradient)
        {
            if (pass.Training && layer._rate.Any)
            {
                Elementwise.Multiply(outputGradient, _mask.Pointer, outputGradient);
            }
            return outputGradient;
        }

        // A sequence's numbers are drawn in the order of its steps, wherever its rows lie.
        private void Draw(Pass pass, Matrix mask)
        {
            PackedLayout layout = pass.Layout;
            for (int b = 0; b < pass.Batch.Count; b++)
            {
                SeededRandom random = pass.Random(layer.Index * 4, b);
                int rows = perStep ? layout.Lengths[b] : 1;
                for (int t = 0; t < rows; t++)
                {
                    layer._rate.Draw(mask.RowSpan(perStep ? layout.Row(t, b) : b), random);
                }
            }
        }
    }
}
