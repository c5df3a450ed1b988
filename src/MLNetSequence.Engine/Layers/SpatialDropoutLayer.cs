using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>
/// In training, drops whole features: what is zero at one step of a sequence is zero at all of them (Tompson et al. 2015). In
/// scoring it does nothing.
/// </summary>
/// <param name="features">F.</param>
/// <param name="rate">The probability.</param>
internal sealed unsafe class SpatialDropoutLayer(int features, double rate) : Layer([])
{
    public override LayerRun NewRun() => new Run(this, features, rate);

    private sealed class Run(SpatialDropoutLayer layer, int features, double rate) : LayerRun
    {
        private readonly SequenceMask _mask = new(features, rate);
        private readonly AlignedBuffer _output = new();
        private readonly bool _drops = new DropoutRate(rate).Any;
        private PackedLayout _layout = new();

        public override Matrix Forward(Pass pass, Matrix input)
        {
            if (!pass.Training || !_drops)
            {
                return input;
            }
            _layout = pass.Layout;
            _mask.Draw(pass, layer.Index * 4, _layout.Count);
            var output = new Matrix(_output.Ensure((long)input.Rows * features), input.Rows, features);
            _mask.Apply(_layout, input, output);
            return output;
        }

        public override Matrix Backward(Pass pass, Matrix outputGradient)
        {
            if (pass.Training && _drops)
            {
                _mask.Apply(_layout, outputGradient, outputGradient);
            }
            return outputGradient;
        }
    }
}
