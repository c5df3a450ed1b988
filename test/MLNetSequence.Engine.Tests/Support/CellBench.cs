using MLNetSequence.Engine.Layers;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Reference;

namespace MLNetSequence.Engine.Tests.Support;

/// <summary>
/// One step of a cell on buffers between walls. W_ih is the identity, so that x is what enters the gates and ∂x what leaves them.
/// </summary>
internal sealed unsafe class CellBench
{
    public const int Rows = 3;

    private readonly RecurrentDescription _layer;
    private readonly RecurrentWeights _weights;
    private readonly ParameterStore _store;
    private readonly CellShape _shape;
    private readonly Dictionary<string, double[]> _exact;
    private readonly Guarded _gates, _hidden, _memory, _hiddenGradient, _memoryGradient, _previousGradient, _scratch;
    private readonly Guarded _zeros;

    public CellBench(RecurrentDescription layer, CellShape shape, SeededRandom random)
    {
        (_layer, _shape) = (layer, shape);
        int units = layer.HiddenSize;
        ParameterShape[] shapes = [.. layer.Parameters("0.", new LayerShape(ShapeKind.Sequence, shape.Gates * units))];
        _store = new ParameterStore(shapes);
        foreach (Parameter parameter in _store.All)
        {
            Sample.Floats(random, parameter.Count, 0.7).CopyTo(_store.Span(parameter));
        }
        Span<float> identity = _store.Span(_store.Find("0.weight_ih_l0"));
        identity.Clear();
        for (int i = 0; i < shape.Gates * units; i++)
        {
            identity[i * shape.Gates * units + i] = 1;
        }
        _weights = new RecurrentWeights(shapes, "", shape, units);
        _weights.Bind(_store);
        for (int task = 0; task < _weights.PackTasks; task++)
        {
            _weights.Pack(_store, task);
        }
        _exact = _store.All.ToDictionary(p => p.Name, p => Array.ConvertAll(_store.Span(p).ToArray(), x => (double)x));
        int padded = _weights.Padded;
        _gates = new(new float[Rows * shape.Blocks * padded]);
        (Input, Previous, PreviousMemory) = (Draw(random, shape.Gates * units, 3), Draw(random, units, 1), Draw(random, units, 1));
        (GivenHidden, GivenMemory) = (Draw(random, units, 1), Draw(random, units, 1));
        (_hidden, _memory) = (new(Rows * padded), new(Rows * padded));
        (_hiddenGradient, _memoryGradient) = (Wide(GivenHidden), Wide(GivenMemory));
        (_previousGradient, _scratch) = (new(new float[Rows * padded]), new(Rows * padded));
        (_previousHidden, _previousMemory) = (Wide(Previous), Wide(PreviousMemory));
        _zeros = new(new float[padded]);
        PutInput();
    }

    private readonly Guarded _previousHidden, _previousMemory;

    /// <summary>x, [rows][G·H].</summary>
    public double[][] Input { get; }

    /// <summary>h before, [rows][H].</summary>
    public double[][] Previous { get; }

    /// <summary>c before, [rows][H].</summary>
    public double[][] PreviousMemory { get; }

    /// <summary>∂loss/∂h' and ∂loss/∂c', [rows][H].</summary>
    public double[][] GivenHidden { get; }

    /// <inheritdoc cref="GivenHidden"/>
    public double[][] GivenMemory { get; }

    public bool HasMemory => _shape.HasMemory;

    /// <summary>The same step by the equations.</summary>
    public ReferenceCell Reference => new(_layer, name => _exact.GetValueOrDefault($"0.{name}_l0"));

    /// <param name="first">Whether there was no step before.</param>
    public CellStep Step(bool first)
    {
        int padded = _weights.Padded;
        int stride = first ? 0 : padded;
        float* previous = first ? _zeros.Pointer : _previousHidden.Pointer;
        return new CellStep
        {
            Rows = Rows,
            Padded = padded,
            Gates = _gates.Pointer,
            GateStride = _shape.Blocks * padded,
            Weights = _weights,
            HasPrevious = !first,
            WantsPreviousGradient = !first,
            Recurrent = new Matrix(previous, Rows, _layer.HiddenSize, stride),
            RecurrentGradient = new Matrix(_previousGradient.Pointer, Rows, _layer.HiddenSize, padded),
            Previous = previous,
            PreviousStride = stride,
            PreviousGradient = _previousGradient.Pointer,
            PreviousMemory = first ? _zeros.Pointer : _previousMemory.Pointer,
            PreviousMemoryStride = stride,
            Memory = _memory.Pointer,
            MemoryGradient = _memoryGradient.Pointer,
            Output = _hidden.Pointer,
            OutputGradient = _hiddenGradient.Pointer,
            Scratch = _scratch.Pointer,
        };
    }

    public ReadOnlySpan<float> Hidden(int row) => Units(_hidden, row);

    public ReadOnlySpan<float> Memory(int row) => Units(_memory, row);

    public ReadOnlySpan<float> PreviousGradient(int row) => Units(_previousGradient, row);

    public ReadOnlySpan<float> MemoryGradient(int row) => Units(_memoryGradient, row);

    /// <summary>∂loss/∂x, [G·H].</summary>
    public float[] InputGradient(int row)
    {
        float[] gradient = new float[_shape.Gates * _layer.HiddenSize];
        ForEachGate((gate, block) => Block(row, block).CopyTo(gradient.AsSpan(gate * _layer.HiddenSize)));
        return gradient;
    }

    public void CheckWalls()
    {
        foreach (Guarded written in (Guarded[])
            [
                _gates, _hidden, _memory, _hiddenGradient, _memoryGradient, _previousGradient, _scratch, _previousHidden,
                _previousMemory, _zeros,
            ])
        {
            written.CheckWalls("step");
        }
        Assert.IsFalse(_zeros.Span.ContainsAnyExcept(0f), "The row of zeros was written.");
        GC.KeepAlive(_store);
    }

    private void PutInput()
    {
        for (int row = 0; row < Rows; row++)
        {
            int r = row;
            ForEachGate((gate, block) =>
            {
                Span<float> to = Block(r, block);
                for (int j = 0; j < to.Length; j++)
                {
                    to[j] = (float)Input[r][gate * _layer.HiddenSize + j];
                }
            });
        }
    }

    private void ForEachGate(Action<int, int> use)
    {
        foreach (GateRun run in _shape.Input)
        {
            for (int i = 0; i < run.Count; i++)
            {
                use(run.Gate + i, run.Block + i);
            }
        }
    }

    private Span<float> Block(int row, int block) =>
        _gates.Span.Slice((row * _shape.Blocks + block) * _weights.Padded, _layer.HiddenSize);

    private Span<float> Units(Guarded rows, int row) => rows.Span.Slice(row * _weights.Padded, _layer.HiddenSize);

    private static double[][] Draw(SeededRandom random, int count, double limit) =>
        [.. Enumerable.Range(0, Rows).Select(_ => Array.ConvertAll(Sample.Floats(random, count, limit), x => (double)x))];

    // Rows of P floats, the padding zero.
    private Guarded Wide(double[][] rows)
    {
        var wide = new Guarded(new float[Rows * _weights.Padded]);
        for (int row = 0; row < Rows; row++)
        {
            Array.ConvertAll(rows[row], x => (float)x).CopyTo(wide.Span[(row * _weights.Padded)..]);
        }
        return wide;
    }
}
