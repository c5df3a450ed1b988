using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Explanations;

/// <summary>How much the network's last attention layer counted each step: the α of Yang et al. 2016.</summary>
/// <remarks>
/// A weight says which steps the layer looked at. What it saw there is what the layers before it made of the steps around, too, so a
/// weight does not say that the step's own input decided (Jain and Wallace 2019): <see cref="StepSaliency"/> asks for that.
/// </remarks>
internal static class StepAttention
{
    /// <summary>Whether the network has an attention layer.</summary>
    public static bool Exists(SequenceNetwork network) => LastInput(network) is not null;

    /// <summary>
    /// Why the weights of the last attention layer are none of a sequence's steps; null where they are, or where there is no such layer.
    /// </summary>
    public static string? WhyNot(SequenceNetwork network) => LastInput(network) switch
    {
        { Steps: > 0 } => "The last attention layer weighs the steps that a RepeatVector made, not those of the sequence.",
        { Stride: > 1 } input => $"The last attention layer weighs the steps that a stride left, {input}, not those of the sequence.",
        _ => null,
    };

    /// <summary>
    /// Hands the weights, [T], 1 in all, of each sequence to <paramref name="use"/>, which may be called from several threads; none for
    /// an empty sequence. A sequence has the same bits whichever others there are. Any number of threads may call it for one network.
    /// </summary>
    /// <param name="network">What is explained; it is only read.</param>
    /// <param name="data">The sequences.</param>
    /// <param name="rows">Which of them.</param>
    /// <param name="workers">The threads.</param>
    /// <param name="use">Gets the number of a sequence in the data, and its weights, which are overwritten after the call.</param>
    /// <returns>False where the network has no attention layer; <paramref name="use"/> is not called then.</returns>
    /// <exception cref="ArgumentException">The layer weighs other steps than those of the sequences: see <see cref="WhyNot"/>.</exception>
    public static bool Run(
        Network network, Sequences data, ReadOnlySpan<int> rows, Workers workers, Action<int, ReadOnlySpan<float>> use)
    {
        if (WhyNot(network.Description) is { } reason)
        {
            throw new ArgumentException(reason, nameof(network));
        }
        bool exists = Exists(network.Description);
        if (exists)
        {
            Scorer.Run(network, data, rows, workers, run => Tell(run, use));
        }
        return exists;
    }

    private static void Tell(NetworkRun run, Action<int, ReadOnlySpan<float>> use)
    {
        run.Forward(training: false);
        PackedLayout layout = run.Batch.Layout;
        float[] weights = new float[layout.Steps];
        for (int b = 0; b < layout.Count; b++)
        {
            Span<float> own = weights.AsSpan(0, layout.Lengths[b]);
            int layer = run.Layers.Length - 1;
            while (!run.Layers[layer].TryStepWeights(b, own))
            {
                layer--;
            }
            use(run.Batch.Sources[b], own);
        }
    }

    private static LayerShape? LastInput(SequenceNetwork network) => LastInput(network.Layers, network.Input);

    // What the last attention layer reads, those inside residual blocks among them; null where there is none.
    private static LayerShape? LastInput(IEnumerable<LayerDescription> layers, LayerShape shape)
    {
        LayerShape? last = null;
        foreach (LayerDescription layer in layers)
        {
            LayerShape? here = layer switch
            {
                AttentionPoolingDescription => shape,
                ResidualDescription block => LastInput(block.Layers, shape),
                _ => null,
            };
            last = here ?? last;
            shape = layer.Follow(shape);
        }
        return last;
    }
}
