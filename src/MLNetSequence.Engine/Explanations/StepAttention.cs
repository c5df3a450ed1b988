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
    public static bool Exists(SequenceNetwork network) => LastRead(network) is not null;

    /// <summary>
    /// Why the weights of the last attention layer are none of a sequence's steps; null where they are, or where there is no such layer.
    /// </summary>
    public static string? WhyNot(SequenceNetwork network) => LastRead(network) switch
    {
        { Shape.Steps: > 0 } => "The last attention layer weighs the steps that a RepeatVector made, not those of the sequence.",
        { Shape.Stride: > 1 } read =>
            $"The last attention layer weighs the steps that a stride left, {read.Shape}, not those of the sequence.",
        { IsMixed: true } =>
            "The last attention layer weighs sums of two steps each: a layer in a residual block gives the steps of the sequence " +
            "backwards, and the block adds to each what came in.",
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
        if (LastRead(network.Description) is not { } read)
        {
            return false;
        }
        Scorer.Run(network, data, rows, workers, run => Tell(run, read.IsBackwards, use));
        return true;
    }

    private static void Tell(NetworkRun run, bool backwards, Action<int, ReadOnlySpan<float>> use)
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
            if (backwards)
            {
                own.Reverse();
            }
            use(run.Batch.Sources[b], own);
        }
    }

    private static Read? LastRead(SequenceNetwork network)
    {
        Read? last = null;
        Follow(network.Layers, new Read(network.Input), ref last);
        return last;
    }

    // What comes out of some layers; of attention layers among them, those inside residual blocks too, the last one's input is noted.
    private static Read Follow(IEnumerable<LayerDescription> layers, Read read, ref Read? last)
    {
        foreach (LayerDescription layer in layers)
        {
            if (layer is AttentionPoolingDescription)
            {
                last = read;
            }
            if (layer is ResidualDescription block)
            {
                Read inner = Follow(block.Layers, read, ref last);
                read = read with { IsMixed = inner.IsMixed || inner.IsBackwards != read.IsBackwards };
            }
            bool turns = layer is RecurrentDescription { Common: { ReturnSequences: true, GoBackwards: true } };
            read = read with { Shape = layer.Follow(read.Shape), IsBackwards = read.IsBackwards != turns };
        }
        return read;
    }

    /// <summary>What a layer reads.</summary>
    /// <param name="Shape">Its shape.</param>
    /// <param name="IsBackwards">Whether its steps lie in the opposite order: a layer that goes backwards gives them so.</param>
    /// <param name="IsMixed">Whether a step is made of two of the sequence.</param>
    private readonly record struct Read(LayerShape Shape, bool IsBackwards = false, bool IsMixed = false);
}
