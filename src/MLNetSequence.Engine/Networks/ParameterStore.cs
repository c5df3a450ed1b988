using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Networks;

/// <summary>One weight array, named as PyTorch names it: a window on the store's buffers.</summary>
internal sealed class Parameter(ParameterShape declared, int offset)
{
    public string Name => declared.Name;

    public int[] Shape => declared.Shape;

    /// <summary>What the layer declared: penalty, constraint, whether it is trained.</summary>
    public ParameterShape Declared => declared;

    /// <summary>First float in the store; a multiple of 16.</summary>
    public int Offset => offset;

    /// <summary>Floats.</summary>
    public int Count { get; } = (int)declared.Count;

    /// <summary>Rows, one a unit: all of a vector is one row.</summary>
    public int Rows => declared.Shape.Length == 1 ? 1 : declared.Shape[0];
}

/// <summary>
/// All parameters of a network in one buffer: the dense ones first, then the tables, then what is not trained. Gradients and
/// optimizer state lie in buffers of the same layout, so that clipping and updating are passes over flat arrays.
/// </summary>
internal sealed unsafe class ParameterStore
{
    private readonly List<Parameter> _parameters = [];

    /// <summary>In the order of the layers.</summary>
    public IReadOnlyList<Parameter> All => _parameters;

    public AlignedBuffer Values { get; } = new();

    /// <summary>Floats of the dense part, padding included.</summary>
    public int DenseLength { get; }

    /// <summary>Floats of all that is trained, padding included.</summary>
    public int TrainableLength { get; }

    /// <summary>Floats of all parameters, padding included.</summary>
    public int Length { get; }

    public float* this[Parameter parameter] => Values.Pointer + parameter.Offset;

    public Span<float> Span(Parameter parameter) => new(this[parameter], parameter.Count);

    /// <summary>A parameter as rows × the rest.</summary>
    public Matrix Matrix(Parameter parameter) => new(this[parameter], parameter.Rows, parameter.Count / Math.Max(1, parameter.Rows));

    /// <summary>Lays out what the layers declare and allocates it, zero.</summary>
    public ParameterStore(IEnumerable<ParameterShape> shapes)
    {
        ParameterShape[] declared = [.. shapes];
        long offset = 0;
        var placed = new Dictionary<string, Parameter>();
        DenseLength = Place(declared.Where(p => p.Trainable && !p.IsTable), placed, ref offset);
        TrainableLength = Place(declared.Where(p => p.Trainable && p.IsTable), placed, ref offset);
        Length = Place(declared.Where(p => !p.Trainable), placed, ref offset);
        Values.EnsureZero(Length);
        _parameters.AddRange(declared.Select(p => placed[p.Name]));
    }

    public Parameter Find(string name) => _parameters.Single(p => p.Name == name);

    private static int Place(IEnumerable<ParameterShape> shapes, Dictionary<string, Parameter> placed, ref long offset)
    {
        foreach (ParameterShape shape in shapes)
        {
            if (offset + shape.Count > Array.MaxLength - 1024)
            {
                throw new ArgumentException($"No array holds all parameters of the network (up to {shape.Name}).");
            }
            placed.Add(shape.Name, new Parameter(shape, (int)offset));
            offset = (offset + shape.Count + Simd.MaxLanes - 1) / Simd.MaxLanes * Simd.MaxLanes;
        }
        return (int)offset;
    }
}
