namespace MLNetSequence.Mapping;

/// <summary>Reads Single, or a vector of Single, as a span of all numbers. The next read overwrites it.</summary>
internal sealed class NumberReader
{
    private readonly float[] _number = new float[1];
    private readonly ValueGetter<float>? _scalar;
    private readonly DenseReader<float>? _vector;

    public NumberReader(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is VectorDataViewType)
        {
            _vector = new DenseReader<float>(row.GetGetter<VBuffer<float>>(column));
        }
        else
        {
            _scalar = row.GetGetter<float>(column);
        }
    }

    /// <summary>Writes as many numbers as there are to read.</summary>
    public delegate void Mapping(ReadOnlySpan<float> from, Span<float> to);

    /// <summary>What a column must be that has one number a row, or always as many.</summary>
    public static ColumnRule KnownSize(string role) => new(
        role, "Single or a vector of Single of known size",
        c => c.Kind != SchemaShape.Column.VectorKind.VariableVector && c.Is<float>(),
        " Conversion.ConvertType makes Single of other numbers.");

    public ReadOnlySpan<float> Read()
    {
        if (_vector is not null)
        {
            return _vector.Read();
        }
        _scalar!(ref _number[0]);
        return _number;
    }

    /// <summary>A getter of a column of the same type, scalar or vector, that is made of what is read.</summary>
    public Delegate Getter(Mapping map)
    {
        ValueGetter<float> number = (ref float value) => map(Read(), new Span<float>(ref value));
        ValueGetter<VBuffer<float>> vector = (ref VBuffer<float> value) =>
        {
            ReadOnlySpan<float> from = Read();
            VBufferEditor<float> editor = VBufferEditor.Create(ref value, from.Length);
            map(from, editor.Values);
            value = editor.Commit();
        };
        return _vector is null ? number : vector;
    }
}
