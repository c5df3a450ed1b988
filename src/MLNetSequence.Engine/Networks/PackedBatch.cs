using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Networks;

/// <summary>Some sequences of a data set, or a window of their steps, packed without padding: see <see cref="PackedLayout"/>.</summary>
internal sealed unsafe class PackedBatch
{
    private readonly AlignedBuffer _features = new();
    private readonly AlignedBuffer _statics = new();
    private int[][] _tokens = [];
    private int[] _sources = [];

    public PackedLayout Layout { get; } = new();

    /// <summary>B.</summary>
    public int Count => Layout.Count;

    /// <summary>T.</summary>
    public int Steps => Layout.Steps;

    /// <summary>N.</summary>
    public int Rows => Layout.Rows;

    /// <summary>Steps of each sequence, falling, [B].</summary>
    public ReadOnlySpan<int> Lengths => Layout.Lengths;

    /// <summary>The first step of the window: step 0 of the batch is this one of the data.</summary>
    public int FirstStep { get; private set; }

    /// <summary>What the data has.</summary>
    public InputShape Shape { get; private set; }

    /// <summary>A column's token of each packed row, [N]; none where the data has no such column.</summary>
    public ReadOnlySpan<int> Tokens(int column) => column < Shape.TokenColumns ? _tokens[column].AsSpan(0, Rows) : [];

    /// <summary>The features of each packed row, [N, F]; empty where the data has none.</summary>
    public Matrix Features { get; private set; }

    /// <summary>The numbers of each sequence, [B, S], whatever the window; empty where the data has none.</summary>
    public Matrix Statics { get; private set; }

    /// <summary>Where each sequence stood in the data, [B].</summary>
    public ReadOnlySpan<int> Sources => _sources.AsSpan(0, Count);

    /// <summary>Takes sequences of <paramref name="order"/>, which is sorted by falling length.</summary>
    /// <param name="data">Where they are from.</param>
    /// <param name="order">Which.</param>
    /// <param name="firstStep">The first step to take of each; a sequence that ends before has no row.</param>
    /// <param name="mostSteps">The most steps to take of each.</param>
    public void Fill(Sequences data, ReadOnlySpan<int> order, int firstStep = 0, int mostSteps = int.MaxValue)
    {
        FirstStep = firstStep;
        order.CopyTo(PackedLayout.Grow(ref _sources, order.Length));
        Span<int> lengths = Layout.Reset(order.Length);
        for (int b = 0; b < order.Length; b++)
        {
            lengths[b] = Math.Clamp(data.Length(order[b]) - firstStep, 0, mostSteps);
        }
        Layout.Arrange();
        Shape = InputShape.Of(data);
        PackTokens(data);
        PackFeatures(data);
        PackStatics(data);
    }

    private void PackTokens(Sequences data)
    {
        while (_tokens.Length < Shape.TokenColumns)
        {
            _tokens = [.. _tokens, []];
        }
        for (int column = 0; column < Shape.TokenColumns; column++)
        {
            int[] tokens = PackedLayout.Grow(ref _tokens[column], Rows);
            for (int b = 0; b < Count; b++)
            {
                ReadOnlySpan<int> sequence = data.Tokens(_sources[b], column);
                for (int t = 0; t < Lengths[b]; t++)
                {
                    tokens[Layout.Row(t, b)] = sequence[FirstStep + t];
                }
            }
        }
    }

    private void PackFeatures(Sequences data)
    {
        int width = Shape.Features;
        Features = width == 0 ? default : new Matrix(_features.Ensure((long)Rows * width), Rows, width);
        for (int b = 0; b < Count && width > 0; b++)
        {
            ReadOnlySpan<float> sequence = data.Values(_sources[b]);
            for (int t = 0; t < Lengths[b]; t++)
            {
                sequence.Slice((FirstStep + t) * width, width).CopyTo(Features.RowSpan(Layout.Row(t, b)));
            }
        }
    }

    private void PackStatics(Sequences data)
    {
        int width = Shape.Statics;
        Statics = width == 0 ? default : new Matrix(_statics.Ensure((long)Count * width), Count, width);
        for (int b = 0; b < Count && width > 0; b++)
        {
            data.StaticValues(_sources[b]).CopyTo(Statics.RowSpan(b));
        }
    }
}
