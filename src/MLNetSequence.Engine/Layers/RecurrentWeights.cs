using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>
/// The weights of one direction: W_ih [G·H, F], W_hh [G·H, R], b [G·H] and what the cell has besides, as the store holds them, and
/// the same packed for the kernels, gate by gate in the cell's blocks of P units.
/// </summary>
internal sealed unsafe class RecurrentWeights
{
    private readonly ParameterShape[] _shapes;
    private readonly AlignedBuffer _bias = new();
    private readonly AlignedBuffer _peepholes = new();
    private readonly AlignedBuffer _initialHidden = new();
    private readonly AlignedBuffer _initialMemory = new();
    private readonly AlignedBuffer[] _arranged;
    private readonly GateRun[][] _parts;

    public RecurrentWeights(ParameterShape[] shapes, string suffix, CellShape shape, int hidden)
    {
        _shapes = [.. shapes.Where(s => s.Name.EndsWith("_l0" + suffix, StringComparison.Ordinal))];
        (Shape, Hidden) = (shape, hidden);
        int parts = shape.Recurrent.Length;
        RecurrentForward = [.. Enumerable.Range(0, parts).Select(_ => new PackedMatrix())];
        RecurrentBackward = [.. Enumerable.Range(0, parts).Select(_ => new PackedMatrix())];
        _parts = [.. shape.Recurrent.Select(p => (GateRun[])[p.Gates])];
        _arranged = [.. Enumerable.Range(0, PackTasks).Select(_ => new AlignedBuffer())];
        if (Declared("weight_ih")?.Shape[0] != shape.Gates * hidden)
        {
            throw new ArgumentException($"The description and its cell disagree: the cell has {shape.Gates} gates of {hidden} units.");
        }
        ParameterShape? projection = Declared("weight_hr");
        Projects = projection is not null;
        Output = projection?.Shape[0] ?? hidden;
        LearnsInitialState = Declared("h0") is not null;
    }

    public CellShape Shape { get; }

    /// <summary>H.</summary>
    public int Hidden { get; }

    /// <summary>P: H, rounded up.</summary>
    public int Padded => Simd.RoundUp(Hidden);

    /// <summary>R: units of h; H unless it is projected.</summary>
    public int Output { get; }

    /// <summary>Whether h is what the cell gives times W_hr.</summary>
    public bool Projects { get; }

    public bool LearnsInitialState { get; }

    public Parameter? Input { get; private set; }

    public Parameter? Recurrent { get; private set; }

    public Parameter? Bias { get; private set; }

    /// <summary>The bias inside a gate's product with h, [H]: b_hn of a GRU.</summary>
    public Parameter? CandidateBias { get; private set; }

    /// <summary>W_hr [R, H].</summary>
    public Parameter? Projection { get; private set; }

    /// <summary>[3, H].</summary>
    public Parameter? PeepholeWeights { get; private set; }

    /// <summary>h and c before the first step, learned, [R] and [H].</summary>
    public (Parameter? Hidden, Parameter? Memory) Initial { get; private set; }

    /// <summary>W_ihᵀ [F, input blocks·P]: forward.</summary>
    public PackedMatrix InputForward { get; } = new();

    /// <summary>W_ih [input blocks·P, F]: the gradient of x.</summary>
    public PackedMatrix InputBackward { get; } = new();

    /// <summary>W_hhᵀ [R, blocks·P], part by part: forward.</summary>
    public PackedMatrix[] RecurrentForward { get; }

    /// <summary>W_hh [blocks·P, R], part by part: the gradient of h.</summary>
    public PackedMatrix[] RecurrentBackward { get; }

    /// <summary>W_hrᵀ [H, R].</summary>
    public PackedMatrix ProjectionForward { get; } = new();

    /// <summary>W_hr [R, H].</summary>
    public PackedMatrix ProjectionBackward { get; } = new();

    /// <summary>The biases in the cell's blocks, [Blocks·P].</summary>
    public float* PaddedBias => _bias.Pointer;

    /// <summary>[3, P].</summary>
    public float* Peepholes => _peepholes.Pointer;

    /// <summary>h before the first step, learned, [P of R].</summary>
    public float* InitialHidden => _initialHidden.Pointer;

    /// <summary>c before the first step, learned, [P].</summary>
    public float* InitialMemory => _initialMemory.Pointer;

    /// <summary>Pieces of packing: both ways of W_ih, of W_hh part by part, and the small rest.</summary>
    public int PackTasks => 3 + 2 * Shape.Recurrent.Length;

    public void Bind(ParameterStore store)
    {
        Input = Find(store, "weight_ih");
        Recurrent = Find(store, "weight_hh");
        Bias = Find(store, "bias_l");
        CandidateBias = Find(store, "bias_hn");
        Projection = Find(store, "weight_hr");
        PeepholeWeights = Find(store, "weight_c");
        Initial = (Find(store, "h0"), Find(store, "c0"));
    }

    public void Pack(ParameterStore store, int task)
    {
        if (task == 0)
        {
            PackRest(store);
            return;
        }
        int part = (task - 3) / 2;
        bool input = task < 3;
        Matrix weights = store.Matrix(input ? Input! : Recurrent!);
        Matrix arranged = Arrange(weights, input ? Shape.Input : _parts[part], _arranged[task]);
        PackedMatrix forward = input ? InputForward : RecurrentForward[part];
        PackedMatrix backward = input ? InputBackward : RecurrentBackward[part];
        if (task % 2 == 1)
        {
            forward.Pack(arranged.Transposed);
        }
        else
        {
            backward.Pack(arranged);
        }
    }

    // The gates of a part, block after block, each padded to P rows: [blocks·P, columns]. Where they lie so already, they stay.
    private Matrix Arrange(Matrix weights, GateRun[] runs, AlignedBuffer buffer)
    {
        if (Padded == Hidden && runs.Length == 1)
        {
            return weights.RowRange(runs[0].Gate * Hidden, runs[0].Count * Hidden);
        }
        int first = int.MaxValue;
        int rows = 0;
        foreach (GateRun run in runs)
        {
            first = Math.Min(first, run.Block);
            rows += run.Count * Padded;
        }
        var to = new Matrix(buffer.EnsureZero((long)rows * weights.Columns), rows, weights.Columns);
        foreach (GateRun run in runs)
        {
            for (int i = 0; i < run.Count; i++)
            {
                Matrix gate = weights.RowRange((run.Gate + i) * Hidden, Hidden);
                Elementwise.Copy(gate, to.RowRange((run.Block - first + i) * Padded, Hidden));
            }
        }
        return to;
    }

    private void PackRest(ParameterStore store)
    {
        float* bias = _bias.EnsureZero(Shape.Blocks * Padded);
        foreach (GateRun run in Shape.Input)
        {
            for (int i = 0; i < run.Count && Bias is not null; i++)
            {
                Copy(store[Bias] + (run.Gate + i) * Hidden, bias + (run.Block + i) * Padded, Hidden);
            }
        }
        if (CandidateBias is not null)
        {
            Copy(store[CandidateBias], bias + Shape.InputBlocks * Padded, Hidden);
        }
        if (Projection is not null)
        {
            ProjectionForward.Pack(store.Matrix(Projection).Transposed);
            ProjectionBackward.Pack(store.Matrix(Projection));
        }
        for (int i = 0; i < 3 && PeepholeWeights is not null; i++)
        {
            Copy(store[PeepholeWeights] + i * Hidden, _peepholes.Ensure(3 * Padded) + i * Padded, Hidden);
        }
        CopyInitial(store, Initial.Hidden, _initialHidden);
        CopyInitial(store, Initial.Memory, _initialMemory);
    }

    private static void CopyInitial(ParameterStore store, Parameter? from, AlignedBuffer to)
    {
        if (from is not null)
        {
            Copy(store[from], to.Ensure(Simd.RoundUp(from.Count)), from.Count);
        }
    }

    private static void Copy(float* from, float* to, int count) =>
        new ReadOnlySpan<float>(from, count).CopyTo(new Span<float>(to, count));

    private ParameterShape? Declared(string kind)
    {
        foreach (ParameterShape shape in _shapes)
        {
            if (shape.Name.Contains("." + kind, StringComparison.Ordinal))
            {
                return shape;
            }
        }
        return null;
    }

    private Parameter? Find(ParameterStore store, string kind) => Declared(kind) is { } shape ? store.Find(shape.Name) : null;
}
