using MLNetSequence.Engine.Layers;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Training;

/// <summary>
/// Loss and gradient of a batch. Its sequences are dealt to groups; each runs forward and backward on its own, on whatever thread is
/// free. Then the threads share out the weights, and sum each one's gradient over the rows of all groups in an order that does not depend
/// on the groups: so the gradient has the same bits on any number of threads.
/// </summary>
internal sealed unsafe class BatchGradient
{
    // Fewer sequences than this in a group would not fill the kernels' tiles.
    private const int LeastSequences = 8;

    // Many more than this, and backward would find less in the cache of what forward left there. Groups do not change the result.
    private const int UsualSequences = 16;
    private const int MostGroups = 64;

    // Floats that are cleared at a time.
    private const int Piece = 1 << 18;

    private readonly Network _network;
    private readonly Workers _workers;
    private readonly AlignedBuffer _gradients = new();
    private readonly List<NetworkRun> _groups = [];
    private readonly int[] _first;
    private readonly GradientShare[] _shares;
    private readonly LayerRun[][] _runs;
    private readonly PackedLayout[] _layouts;
    private readonly RowOrder _steps = new();
    private readonly RowOrder _sequences = new();
    private readonly RowOrder[] _orders;
    private readonly (int Layer, TableGradient? Table)[] _summed;
    private readonly Action<int, int> _runGroup;
    private readonly Action<int, int> _sumShare;
    private BatchJob _job = new();
    private int _count;
    private LossSum[] _sums = [];
    private int _clearPieces;

    public BatchGradient(Network network, Workers workers)
    {
        (_network, _workers) = (network, workers);
        int layers = network.Layers.Count;
        _first = new int[MostGroups + 1];
        _shares = [.. Enumerable.Range(0, workers.Count).Select(_ => new GradientShare())];
        _runs = [.. Enumerable.Range(0, layers).Select(_ => new LayerRun[MostGroups])];
        _layouts = new PackedLayout[MostGroups];
        _orders = [.. Enumerable.Range(0, layers).Select(_ => new RowOrder())];
        _summed = [.. Enumerable.Range(0, layers)
            .Where(i => network.Layers[i].Shapes.Any(s => s.Trainable))
            .Select(i => (i, network.Layers[i] is EmbeddingLayer e ? new TableGradient(e, i) : null))];
        _gradients.EnsureZero(network.Parameters.Length);
        _runGroup = RunGroup;
        _sumShare = SumShare;
    }

    /// <summary>Of all parameters, laid out as the store is.</summary>
    public float* Pointer => _gradients.Pointer;

    /// <summary>The groups of the last batch.</summary>
    public ReadOnlySpan<NetworkRun> Groups => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_groups)[.._count];

    /// <summary>Loss of a batch, and its gradient, which replaces that of the batch before or is added to it.</summary>
    public LossSum Run(BatchJob job)
    {
        _job = job;
        Deal(job);
        _clearPieces = job.Accumulate ? 0 : (_network.Parameters.DenseLength + Piece - 1) / Piece;
        ClearTables(job.Accumulate);
        if (_sums.Length < job.Order.Length)
        {
            _sums = new LossSum[job.Order.Length];
        }
        _workers.Run(_count + _clearPieces, _runGroup);
        Arrange();
        _workers.Run(_summed.Length * _workers.Count, _sumShare);
        LossSum sum = default;
        for (int b = 0; b < job.Order.Length; b++)
        {
            sum = sum.Add(_sums[b]);
        }
        return sum;
    }

    // Contiguous ranges of the sequences with about equal numbers of steps, cut at multiples of four.
    private void Deal(BatchJob job)
    {
        int count = job.Order.Length;
        int wanted = Math.Min(Math.Max(count / UsualSequences, _workers.Count), MostGroups);
        int groups = Math.Clamp(count / LeastSequences, 1, wanted);
        long total = 0;
        for (int b = 0; b < count; b++)
        {
            total += job.Steps(b) + 1;
        }
        _count = 0;
        _first[0] = 0;
        long done = 0;
        for (int b = 0; b < count; b++)
        {
            done += job.Steps(b) + 1;
            bool full = (b + 1) % 4 == 0 && done * groups >= total * (_count + 1);
            if (b == count - 1 || (full && _count < groups - 1))
            {
                _first[++_count] = b + 1;
            }
        }
        while (_groups.Count < _count)
        {
            _groups.Add(_network.Rent());
        }
    }

    private void ClearTables(bool accumulate)
    {
        foreach ((_, TableGradient? table) in _summed)
        {
            if (!accumulate)
            {
                table?.Clear(_gradients.Pointer);
            }
        }
    }

    private void RunGroup(int piece, int worker)
    {
        if (piece >= _count)
        {
            int start = (piece - _count) * Piece;
            new Span<float>(_gradients.Pointer + start, Math.Min(Piece, _network.Parameters.DenseLength - start)).Clear();
            return;
        }
        NetworkRun run = _groups[piece];
        int first = _first[piece];
        int count = _first[piece + 1] - first;
        run.Pass.FirstSequence = first;
        run.Pass.Draw = (_job.Seed, _job.Step);
        run.Pass.BatchSequences = _job.Sequences > 0 ? _job.Sequences : _job.Order.Length;
        run.Pass.InputGradient = _job.InputGradient;
        run.Batch.Fill(_job.Examples.Inputs, _job.Order.Span.Slice(first, count), _job.FirstStep, _job.MostSteps);
        run.LoadState(_job.States.Data == null ? default : _job.States.RowRange(first, count), _job.CarriesAll);
        Matrix outputs = run.Forward(training: true, _job.BeforeActivation);
        Span<LossSum> sums = _sums.AsSpan(first, count);
        LossRows.Backward(_job, run, outputs, sums);
        run.Backward(outputs);
        for (int b = 0; b < count; b++)
        {
            // A penalty is a part of the mean loss, whatever the rows weigh.
            sums[b] = sums[b].Add(new LossSum(run.Pass.Penalties[b] * _job.TotalWeight, 0, 0));
        }
        if (_job.NextStates.Data != null)
        {
            run.SaveState(_job.NextStates.RowRange(first, count));
        }
    }

    private void Arrange()
    {
        for (int g = 0; g < _count; g++)
        {
            _layouts[g] = _groups[g].Batch.Layout;
        }
        _steps.OfSteps(_layouts.AsSpan(0, _count));
        _sequences.OfSequences(_layouts.AsSpan(0, _count));
        foreach ((int layer, TableGradient? table) in _summed)
        {
            for (int g = 0; g < _count; g++)
            {
                _runs[layer][g] = _groups[g].Layers[layer];
            }
            table?.Note(Groups);
            ArrangeOwn(layer);
        }
    }

    // A layer whose rows are not the batch's own, behind a convolution with a stride, say.
    private void ArrangeOwn(int layer)
    {
        LayerRun[] runs = _runs[layer];
        if (runs[0].GradientRows is { } first && first != _groups[0].Batch.Layout)
        {
            for (int g = 0; g < _count; g++)
            {
                _layouts[g] = runs[g].GradientRows!;
            }
            _orders[layer].OfSteps(_layouts.AsSpan(0, _count));
        }
    }

    private void SumShare(int piece, int worker)
    {
        (int place, int part) = Math.DivRem(piece, _workers.Count);
        (int layer, TableGradient? table) = _summed[place];
        if (table is not null)
        {
            table.Add(Groups, _steps, _gradients.Pointer, part, _workers.Count);
            return;
        }
        LayerRun run = _runs[layer][0];
        RowOrder order = run.GradientRows is not { } rows ? _sequences : rows == _groups[0].Batch.Layout ? _steps : _orders[layer];
        _shares[worker].Begin(_runs[layer], order, _sequences, _gradients.Pointer, part, _workers.Count);
        _network.Layers[layer].AddGradients(_shares[worker]);
    }
}
