using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Networks;

/// <summary>Some sequences of a data set, or a window of their steps, packed without padding: see <see cref="PackedLayout"/>.</summary>
internal sealed unsafe class PackedBatch
{
    private readonly AlignedBuffer _features = new();
    private int[] _tokens = [];
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

    /// <summary>The token of each packed row, [N]; none where the data has features.</summary>
    public ReadOnlySpan<int> Tokens => _tokens.AsSpan(0, _hasTokens ? Rows : 0);

    /// <summary>The features of each packed row, [N, F]; empty where the data has tokens.</summary>
    public Matrix Features { get; private set; }

    /// <summary>Where each sequence stood in the data, [B].</summary>
    public ReadOnlySpan<int> Sources => _sources.AsSpan(0, Count);

    private bool _hasTokens;

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
        _hasTokens = data.Features == 0;
        if (data is TokenSequences tokens)
        {
            Pack(tokens);
        }
        else
        {
            Pack((FeatureSequences)data);
        }
    }

    private void Pack(TokenSequences data)
    {
        Features = default;
        PackedLayout.Grow(ref _tokens, Rows);
        for (int b = 0; b < Count; b++)
        {
            ReadOnlySpan<int> sequence = data[_sources[b]];
            for (int t = 0; t < Lengths[b]; t++)
            {
                _tokens[Layout.Row(t, b)] = sequence[FirstStep + t];
            }
        }
    }

    private void Pack(FeatureSequences data)
    {
        int width = data.Features;
        Features = new Matrix(_features.Ensure((long)Rows * width), Rows, width);
        for (int b = 0; b < Count; b++)
        {
            ReadOnlySpan<float> sequence = data[_sources[b]];
            for (int t = 0; t < Lengths[b]; t++)
            {
                sequence.Slice((FirstStep + t) * width, width).CopyTo(Features.RowSpan(Layout.Row(t, b)));
            }
        }
    }
}
