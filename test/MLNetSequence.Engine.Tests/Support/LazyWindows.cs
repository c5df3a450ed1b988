using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Support;

/// <summary>
/// Windows over one series, worked out when they are asked for, into one scratch that each thread has for inputs and targets: every
/// call spoils what the one before gave. Window i ends at row i; its statics and targets are the rows after it.
/// </summary>
internal sealed class LazyWindows : Sequences
{
    public const int Vocabulary = 7;

    private const int Longest = 5;

    private readonly float[] _series;
    private readonly int[] _tokens;

    public LazyWindows(int rows, long seed, bool perStep)
    {
        var random = new SeededRandom(seed);
        _series = Sample.Floats(random, rows + Ahead);
        _tokens = [.. Sample.Rows(rows).Select(_ => 1 + random.Next(Vocabulary - 1))];
        Targets = new LazyTargets(this, perStep);
    }

    /// <summary>Two numbers for each window, or for each of its steps.</summary>
    public Targets Targets { get; }

    public override int Count => _tokens.Length;

    public override int TokenColumns => 2;

    public override int Features => 1;

    public override int Statics => Ahead;

    private static int Ahead => 2;

    public override int Length(int sequence)
    {
        Scratch.Spoil();
        return Math.Min(sequence + 1, 1 + sequence % Longest);
    }

    public override ReadOnlySpan<int> Tokens(int sequence, int column)
    {
        Span<int> tokens = Scratch.Tokens(Length(sequence));
        _tokens.AsSpan(sequence + 1 - tokens.Length, tokens.Length).CopyTo(tokens);
        if (column == 1)
        {
            tokens.Reverse();
        }
        return tokens;
    }

    public override ReadOnlySpan<float> Values(int sequence) => Copy(sequence + 1 - Length(sequence), Length(sequence));

    public override ReadOnlySpan<float> StaticValues(int sequence) => Copy(sequence + 1, Ahead);

    /// <summary>The same windows, kept.</summary>
    public Examples Materialize()
    {
        var data = new StepSequences(TokenColumns, Features, Statics);
        var targets = new TargetRows(Targets.Width);
        for (int i = 0; i < Count; i++)
        {
            int sequence = i;
            int[] tokens = [.. Sample.Rows(TokenColumns).SelectMany(column => Tokens(sequence, column).ToArray())];
            data.Add(Length(i), tokens, Values(i).ToArray(), StaticValues(i).ToArray());
            for (int row = Targets.Start(i); row < Targets.Start(i) + Targets.Rows(i); row++)
            {
                targets.Add(Targets.Values(row).ToArray(), Targets.Weight(row));
            }
            targets.EndSequence();
        }
        return new Examples(data, targets);
    }

    private ReadOnlySpan<float> Copy(int first, int count)
    {
        Span<float> values = Scratch.Values(count);
        _series.AsSpan(first, count).CopyTo(values);
        return values;
    }

    private sealed class LazyTargets(LazyWindows windows, bool perStep) : Targets
    {
        private readonly int[] _starts =
            [.. Sample.Rows(windows.Count + 1).Select(i => perStep ? Sample.Rows(i).Sum(windows.Length) : i)];

        public override int Width => Ahead;

        public override int Count => windows.Count;

        public override int Start(int sequence) => _starts[sequence];

        public override int Rows(int sequence) => _starts[sequence + 1] - _starts[sequence];

        public override int Label(int row)
        {
            Scratch.Spoil();
            return -1;
        }

        public override ReadOnlySpan<float> Values(int row) => windows.Copy(row % windows.Count, Ahead);

        public override float Weight(int row)
        {
            Scratch.Spoil();
            return row % 3 / 2f;
        }
    }

    private static class Scratch
    {
        [ThreadStatic]
        private static float[]? _values;

        [ThreadStatic]
        private static int[]? _tokens;

        public static void Spoil()
        {
            (_values ??= new float[Longest]).AsSpan().Fill(float.NaN);
            (_tokens ??= new int[Longest]).AsSpan().Fill(-1);
        }

        public static Span<float> Values(int count)
        {
            Spoil();
            return _values.AsSpan(0, count);
        }

        public static Span<int> Tokens(int count)
        {
            Spoil();
            return _tokens.AsSpan(0, count);
        }
    }
}
