using MLNetSequence.Engine.Layers;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Tests.Reference;

/// <summary>The dropout masks of one training step, drawn as the engine draws them: they depend on layer and place alone.</summary>
internal sealed class ReferenceMasks(long seed, long step)
{
    /// <summary>
    /// The mask of a layer's stream for the sequence at a place of its batch, sorted by falling length; rows of it follow each other.
    /// </summary>
    public double[][] Of(int stream, int place, double rate, int rows, int width)
    {
        var random = new SeededRandom(seed, purpose: 3, step, ((long)stream << 32) + place);
        var draw = new DropoutRate(rate);
        return
        [
            .. Enumerable.Range(0, rows).Select(_ =>
            {
                float[] mask = new float[width];
                draw.Draw(mask, random);
                return Array.ConvertAll(mask, x => (double)x);
            }),
        ];
    }
}
