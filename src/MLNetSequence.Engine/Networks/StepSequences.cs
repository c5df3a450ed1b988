using System.Runtime.InteropServices;

namespace MLNetSequence.Engine.Networks;

/// <summary>Sequences whose steps are several tokens, numbers, or both, and which may have numbers of their own beside them.</summary>
/// <remarks>Where a step has other tokens or numbers, a token of 0 is one that is missing: <see cref="Layers.TokenColumn"/>.</remarks>
internal sealed class StepSequences : Sequences
{
    private readonly List<int>[] _tokens;
    private readonly List<float> _features = [];
    private readonly List<float> _statics = [];
    private int _steps;

    /// <param name="tokenColumns">K, at least 0.</param>
    /// <param name="features">F, at least 0; a step has a token or a number at least.</param>
    /// <param name="statics">S, at least 0.</param>
    public StepSequences(int tokenColumns, int features, int statics)
    {
        Check.AtLeast(tokenColumns, 0, nameof(tokenColumns));
        Check.AtLeast(features, 0, nameof(features));
        Check.AtLeast(statics, 0, nameof(statics));
        Check.That(tokenColumns > 0 || features > 0, "A step needs at least one token or one feature; it would have none.");
        _tokens = [.. Enumerable.Range(0, tokenColumns).Select(_ => new List<int>())];
        (Features, Statics) = (features, statics);
    }

    public override int TokenColumns => _tokens.Length;

    public override int Features { get; }

    public override int Statics { get; }

    public override ReadOnlySpan<int> Tokens(int sequence, int column) =>
        CollectionsMarshal.AsSpan(_tokens[column]).Slice(Start(sequence), Length(sequence));

    public override ReadOnlySpan<float> Values(int sequence) =>
        CollectionsMarshal.AsSpan(_features).Slice(Start(sequence) * Features, Length(sequence) * Features);

    public override ReadOnlySpan<float> StaticValues(int sequence) =>
        CollectionsMarshal.AsSpan(_statics).Slice(sequence * Statics, Statics);

    /// <summary>Adds a sequence.</summary>
    /// <param name="steps">T.</param>
    /// <param name="tokens">[K·T], column after column.</param>
    /// <param name="features">[T·F], step after step.</param>
    /// <param name="statics">[S].</param>
    public void Add(int steps, ReadOnlySpan<int> tokens, ReadOnlySpan<float> features, ReadOnlySpan<float> statics)
    {
        CheckLengths(steps, tokens, features, statics);
        for (int column = 0; column < _tokens.Length; column++)
        {
            _tokens[column].AddRange(tokens.Slice(column * steps, steps));
        }
        _features.AddRange(features);
        _statics.AddRange(statics);
        _steps = checked(_steps + steps);
        EndAt(_steps);
    }

    /// <summary>That there is as much of everything as so many steps have.</summary>
    public void CheckLengths(int steps, ReadOnlySpan<int> tokens, ReadOnlySpan<float> features, ReadOnlySpan<float> statics)
    {
        Check.AtLeast(steps, 0, nameof(steps));
        // A text is made only where it is thrown: this is asked for every row that is scored.
        if (tokens.Length != (long)TokenColumns * steps)
        {
            throw Misfit(tokens.Length, (long)TokenColumns * steps, nameof(tokens), $"{TokenColumns} tokens at each of {steps} steps");
        }
        if (features.Length != (long)Features * steps)
        {
            throw Misfit(features.Length, (long)Features * steps, nameof(features), $"{Features} features at each of {steps} steps");
        }
        if (statics.Length != Statics)
        {
            throw Misfit(statics.Length, Statics, nameof(statics), $"{Statics} static numbers");
        }
    }

    public override void Clear()
    {
        base.Clear();
        Array.ForEach(_tokens, column => column.Clear());
        _features.Clear();
        _statics.Clear();
        _steps = 0;
    }

    private static ArgumentException Misfit(int numbers, long expected, string argument, string what) =>
        new($"A sequence with {what} has {expected} of them; there are {numbers}.", argument);
}
