using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>
/// In training, sets each value to zero with probability <paramref name="rate"/> and scales the others by 1 / (1 - rate)
/// (Srivastava et al. 2014, inverted). In scoring it does nothing.
/// </summary>
internal sealed unsafe class DropoutLayer(double rate) : Layer
{
    // A mask is drawn 16 bits at a time, so a rate is met to one part in 65,536. Some value is always kept.
    private readonly uint _threshold = (uint)Math.Min(Math.Round(rate * 65536), 65535);

    public override IEnumerable<ParameterShape> Parameters => [];

    public override LayerRun NewRun() => new Run(_threshold, 65536f / (65536 - _threshold));

    private sealed class Run(uint threshold, float scale) : LayerRun
    {
        private readonly AlignedBuffer _mask = new();
        private readonly AlignedBuffer _output = new();

        public override Matrix Forward(Pass pass, Matrix input)
        {
            if (!pass.Training || threshold == 0)
            {
                return input;
            }
            int count = input.Rows * input.Columns;
            Draw(_mask.Ensure(Simd.RoundUp(count)), count, pass.Random);
            var output = new Matrix(_output.Ensure(count), input.Rows, input.Columns);
            Elementwise.Multiply(input, _mask.Pointer, output);
            return output;
        }

        public override Matrix Backward(Pass pass, Matrix outputGradient)
        {
            if (threshold != 0)
            {
                Elementwise.Multiply(outputGradient, _mask.Pointer, outputGradient);
            }
            return outputGradient;
        }

        private void Draw(float* mask, int count, SeededRandom random)
        {
            for (int i = 0; i < count; i += 4)
            {
                ulong bits = random.NextUInt64();
                mask[i] = (bits & 0xFFFF) < threshold ? 0 : scale;
                mask[i + 1] = ((bits >> 16) & 0xFFFF) < threshold ? 0 : scale;
                mask[i + 2] = ((bits >> 32) & 0xFFFF) < threshold ? 0 : scale;
                mask[i + 3] = (bits >> 48) < threshold ? 0 : scale;
            }
        }
    }
}
