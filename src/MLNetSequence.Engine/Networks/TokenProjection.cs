using MLNetSequence.Engine.Layers;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Networks;

/// <summary>
/// What the first recurrent layer's weights make of each token's vector, worked out once for all tokens: for many sequences to be scored, whose
/// steps are far more than there are tokens, it saves the product of inputs and weights, about half of the work of such a layer.
/// </summary>
/// <remarks>
/// A row of a product has the same bits wherever it is computed, so scores have the same bits with and without it. It holds for the weights
/// that the network has when it is made.
/// </remarks>
internal sealed unsafe class TokenProjection
{
    // 128 MB: a large vocabulary is not worth more than that.
    private const long MostNumbers = 1L << 25;

    // Rows that a thread works out at a time.
    private const int PieceRows = 256;

    private readonly AlignedBuffer[] _tables;
    private readonly int[] _widths;
    private readonly int _vocabulary;

    private TokenProjection(int layer, int vocabulary, IReadOnlyList<PackedMatrix> weights)
    {
        (Layer, _vocabulary) = (layer, vocabulary);
        _widths = [.. weights.Select(w => w.Columns)];
        _tables = [.. _widths.Select(_ => new AlignedBuffer())];
    }

    /// <summary>The number of the recurrent layer: nothing before it has to run.</summary>
    public int Layer { get; }

    /// <summary>Works it out, where the network begins with an embedding and a recurrent layer, and it pays.</summary>
    /// <param name="network">What scores.</param>
    /// <param name="workers">The threads.</param>
    /// <param name="steps">About how many steps are to be scored.</param>
    /// <returns>Null where the network begins otherwise, or the steps are too few for so many tokens, or the tokens too many.</returns>
    public static TokenProjection? For(Network network, Workers workers, long steps)
    {
        // Dropout lets everything pass in scoring.
        int place = 1;
        while (place < network.Chain.Count && network.Chain[place] is DropoutLayer or SpatialDropoutLayer)
        {
            place++;
        }
        if (place == network.Chain.Count || network.Chain is not [EmbeddingLayer { MayMiss: false } embedding, ..])
        {
            return null;
        }
        IReadOnlyList<PackedMatrix> weights = network.Chain[place].InputWeights;
        Matrix vectors = network.Parameters.Matrix(embedding.Table!);
        if (weights.Count == 0 || vectors.Rows > steps || (long)vectors.Rows * weights.Sum(w => w.Columns) > MostNumbers)
        {
            return null;
        }
        var projection = new TokenProjection(place, vectors.Rows, weights);
        projection.Fill(vectors, weights, workers);
        GC.KeepAlive(network);
        return projection;
    }

    /// <summary>Copies the rows of some tokens.</summary>
    /// <param name="direction">Of the layer's directions, which.</param>
    /// <param name="tokens">[n].</param>
    /// <param name="to">[n, as many as the direction's weights have columns].</param>
    public void Copy(int direction, ReadOnlySpan<int> tokens, Matrix to)
    {
        int width = _widths[direction];
        float* table = _tables[direction].Pointer;
        for (int n = 0; n < tokens.Length; n++)
        {
            new TokenColumn(_vocabulary).Check(tokens[n]);
            new ReadOnlySpan<float>(table + (nint)tokens[n] * width, width).CopyTo(new Span<float>(to.Row(n), width));
        }
    }

    private void Fill(Matrix vectors, IReadOnlyList<PackedMatrix> weights, Workers workers)
    {
        for (int d = 0; d < weights.Count; d++)
        {
            var table = new Matrix(_tables[d].Ensure((long)vectors.Rows * _widths[d]), vectors.Rows, _widths[d]);
            PackedMatrix by = weights[d];
            workers.Run((vectors.Rows + PieceRows - 1) / PieceRows, (piece, _) =>
            {
                int first = piece * PieceRows;
                int rows = Math.Min(PieceRows, vectors.Rows - first);
                Gemm.Multiply(vectors.RowRange(first, rows), by, table.RowRange(first, rows), accumulate: false);
            });
        }
    }
}
