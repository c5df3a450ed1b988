using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Mapping;

namespace MLNetSequence.Scoring.Heads;

/// <summary>The numbers that are kept of the row that is shown, as <see cref="PredictionHead.Convert"/> wrote them.</summary>
internal delegate ReadOnlySpan<float> ScoreSource();

/// <summary>What a network's outputs mean: the columns that a model appends, and how they come from the outputs.</summary>
internal abstract class PredictionHead
{
    /// <summary>Numbers that the network gives for a sequence, or for each of its steps.</summary>
    public abstract int Outputs { get; }

    /// <summary>Whether the network answers at every step.</summary>
    public virtual bool PerStep => false;

    /// <summary>Whether the outputs are taken before the activation that the network ends with: as the loss takes them.</summary>
    public virtual bool BeforeActivation => true;

    /// <summary>The values behind the keys that are predicted; null where there are no keys, or their values are not known.</summary>
    public virtual LabelValues? Labels => null;

    /// <summary>Whether outputs of the two mean the same, as far as it is known: of the same task, and of the same labels.</summary>
    public bool MeansTheSameAs(PredictionHead other) => GetType() == other.GetType()
        && (Labels is null || Labels.IsSameAs(other.Labels));

    /// <summary>Numbers that are kept of a row with so many steps, those that are padding among them.</summary>
    public virtual int Kept(int steps) => Outputs;

    /// <summary>Makes what is kept of a row.</summary>
    /// <param name="network">The network.</param>
    /// <param name="run">A group of sequences that has run forward.</param>
    /// <param name="outputs">Its outputs, [B, C], or [N, C] where there is one for every step.</param>
    /// <param name="sequence">Which of the group.</param>
    /// <param name="steps">The steps of the row that are no padding, by their number in the row.</param>
    /// <param name="to">As many numbers as <see cref="Kept"/> says.</param>
    public abstract void Convert(Network network, NetworkRun run, Matrix outputs, int sequence, ReadOnlySpan<int> steps, Span<float> to);

    /// <summary>The columns.</summary>
    public abstract IReadOnlyList<OutputColumn> Columns();

    /// <summary>A getter for each of them.</summary>
    public abstract IReadOnlyList<Delegate> Getters(ScoreSource source);

    /// <summary>A getter of a vector that is all that is kept, or its beginning.</summary>
    protected static ValueGetter<VBuffer<float>> Vector(ScoreSource source) => (ref VBuffer<float> score) =>
    {
        ReadOnlySpan<float> from = source();
        VBufferEditor<float> editor = VBufferEditor.Create(ref score, from.Length);
        from.CopyTo(editor.Values);
        score = editor.Commit();
    };
}
