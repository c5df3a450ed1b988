using MLNetSequence.Engine.Layers;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Layers;

/// <summary>A number becomes the same bits wherever it lies: at the end of a batch, too, where no whole vector is left.</summary>
[TestClass]
public sealed unsafe class ActivationBitsTests
{
    private const int Count = 203;

    [TestMethod]
    public void SameBitsWhereverANumberLies()
    {
        foreach (Activation activation in Enum.GetValues<Activation>().Where(a => a is not (Activation.Softmax or Activation.Linear)))
        {
            float[] values = Sample.Floats(new SeededRandom(1), Count, 4);
            float[] gradients = Sample.Floats(new SeededRandom(2), Count);
            (float[] outputs, float[] inputGradients) = Run(activation, values, gradients);
            for (int i = 0; i < Count; i++)
            {
                (float[] output, float[] gradient) = Run(activation, values[i..(i + 1)], gradients[i..(i + 1)]);
                Near.SameBits(output, outputs.AsSpan(i, 1), $"{activation} of number {i}");
                Near.SameBits(gradient, inputGradients.AsSpan(i, 1), $"{activation}, gradient of number {i}");
            }
        }
    }

    private static (float[] Output, float[] Gradient) Run(Activation activation, float[] values, float[] gradients)
    {
        var input = new Guarded(values);
        var gradient = new Guarded(gradients);
        LayerRun run = new ActivationLayer(activation).NewRun();
        var pass = new Pass();
        Matrix output = run.Forward(pass, new Matrix(input.Pointer, values.Length, 1));
        float[] kept = new ReadOnlySpan<float>(output.Data, values.Length).ToArray();
        run.Backward(pass, new Matrix(gradient.Pointer, values.Length, 1));
        input.CheckWalls("input");
        gradient.CheckWalls("gradient");
        GC.KeepAlive(run);
        return (kept, gradient.Span.ToArray());
    }
}
