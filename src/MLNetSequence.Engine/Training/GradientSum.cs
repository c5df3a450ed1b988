using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Training;

/// <summary>
/// The gradient of a whole batch: the shards' gradients added in their order, piece by piece, so that the sum has the same bits
/// on any number of threads. An embedding's rows are added only where a token was seen.
/// </summary>
internal sealed unsafe class GradientSum
{
    // Floats a piece of the dense part has, and pieces the tokens are dealt to. Fixed: they decide the order of the norm's sum.
    private const int Piece = 16384;
    private const int TokenParts = 16;

    private readonly ParameterStore _store;
    private readonly Parameter? _table;
    private readonly AlignedBuffer _sum = new();
    private readonly int[] _lastSeen;
    private readonly List<int> _touched = [];
    private readonly double[] _partial;
    private readonly int _densePieces;
    private int _step;

    public GradientSum(ParameterStore store)
    {
        _store = store;
        _table = store.All.SingleOrDefault(p => p.IsTable);
        _lastSeen = new int[_table?.Shape[0] ?? 0];
        _sum.EnsureZero(store.Length);
        _densePieces = (store.DenseLength + Piece - 1) / Piece;
        _partial = new double[_densePieces + TokenParts];
    }

    public float* Pointer => _sum.Pointer;

    /// <summary>Adds up the shards; returns the global norm of the sum, √Σg².</summary>
    public double Collect(IReadOnlyList<NetworkRun> shards, int count, Workers workers)
    {
        PrepareTable(shards, count);
        workers.Run(_densePieces + TokenParts, piece => _partial[piece] = piece < _densePieces
            ? AddDense(shards, count, piece)
            : AddTokens(shards, count, piece - _densePieces));
        return Math.Sqrt(_partial.Sum());
    }

    private double AddDense(IReadOnlyList<NetworkRun> shards, int count, int piece)
    {
        int start = piece * Piece;
        int length = Math.Min(Piece, _store.DenseLength - start);
        float* sum = _sum.Pointer + start;
        new Span<float>(shards[0].Pass.Gradients.Pointer + start, length).CopyTo(new Span<float>(sum, length));
        for (int s = 1; s < count; s++)
        {
            Elementwise.Add(shards[s].Pass.Gradients.Pointer + start, sum, length);
        }
        return Elementwise.SumOfSquares(sum, length);
    }

    // Clears the rows of the last batch and notes those of this one, each once, in the order they come.
    private void PrepareTable(IReadOnlyList<NetworkRun> shards, int count)
    {
        if (_table is null)
        {
            return;
        }
        foreach (int token in _touched)
        {
            Row(token).Clear();
        }
        _touched.Clear();
        _step++;
        for (int s = 0; s < count; s++)
        {
            foreach (int token in shards[s].Batch.Tokens)
            {
                if (_lastSeen[token] != _step)
                {
                    _lastSeen[token] = _step;
                    _touched.Add(token);
                }
            }
        }
    }

    private double AddTokens(IReadOnlyList<NetworkRun> shards, int count, int part)
    {
        for (int s = 0; s < count && _table is not null; s++)
        {
            ReadOnlySpan<int> tokens = shards[s].Batch.Tokens;
            Matrix gradients = shards[s].Pass.TokenGradients;
            for (int i = 0; i < tokens.Length; i++)
            {
                if (tokens[i] % TokenParts == part)
                {
                    Elementwise.Add(gradients.Row(i), RowPointer(tokens[i]), gradients.Columns);
                }
            }
        }
        double squares = 0;
        foreach (int token in _touched)
        {
            if (token % TokenParts == part)
            {
                squares += Elementwise.SumOfSquares(RowPointer(token), _table!.Shape[1]);
            }
        }
        return squares;
    }

    private float* RowPointer(int token) => _sum.Pointer + _table!.Offset + (nint)token * _table.Shape[1];

    private Span<float> Row(int token) => new(RowPointer(token), _table!.Shape[1]);
}
