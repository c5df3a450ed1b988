using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Networks;

/// <summary>One weight array, named as PyTorch names it: a window on the store's buffers.</summary>
internal sealed class Parameter
{
    public required string Name { get; init; }

    public required int[] Shape { get; init; }

    /// <summary>First float in the store; a multiple of 16.</summary>
    public required int Offset { get; init; }

    /// <summary>True for an embedding: a batch touches few of its rows, so its gradient is added up row by row.</summary>
    public required bool IsTable { get; init; }

    public int Count => Shape.Aggregate(1, (a, b) => a * b);
}

/// <summary>
/// All parameters of a network in one buffer: the dense ones first, then the tables. Gradients and optimizer state lie in
/// buffers of the same layout, so that clipping and updating are single passes over flat arrays.
/// </summary>
internal sealed unsafe class ParameterStore
{
    private readonly List<Parameter> _parameters = [];

    /// <summary>In the order of the layers.</summary>
    public IReadOnlyList<Parameter> All => _parameters;

    public AlignedBuffer Values { get; } = new();

    /// <summary>Floats of the dense part, padding included.</summary>
    public int DenseLength { get; private set; }

    /// <summary>Floats of all parameters, padding included.</summary>
    public int Length { get; private set; }

    public float* this[Parameter parameter] => Values.Pointer + parameter.Offset;

    public Span<float> Span(Parameter parameter) => new(this[parameter], parameter.Count);

    public Matrix Matrix(Parameter parameter) => new(this[parameter], parameter.Shape[0], parameter.Shape[1]);

    /// <summary>Lays out what the layers declare and allocates it, zero.</summary>
    public ParameterStore(IEnumerable<ParameterShape> shapes)
    {
        var declared = shapes.ToArray();
        long offset = 0;
        var placed = new Dictionary<string, Parameter>();
        foreach (bool table in (ReadOnlySpan<bool>)[false, true])
        {
            foreach (ParameterShape p in declared.Where(p => p.IsTable == table))
            {
                long count = p.Count;
                if (offset + count > Array.MaxLength - 1024)
                {
                    throw new ArgumentException($"No array holds all parameters of the network (up to {p.Name}).");
                }
                placed.Add(p.Name, new Parameter { Name = p.Name, Shape = p.Shape, Offset = (int)offset, IsTable = table });
                offset = (offset + count + Simd.MaxLanes - 1) / Simd.MaxLanes * Simd.MaxLanes;
            }
            if (!table)
            {
                DenseLength = (int)offset;
            }
        }
        Length = (int)offset;
        Values.EnsureZero(Length);
        _parameters.AddRange(declared.Select(p => placed[p.Name]));
    }

    public Parameter Find(string name) => _parameters.Single(p => p.Name == name);
}
