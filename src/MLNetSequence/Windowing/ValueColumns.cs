using MLNetSequence.Mapping;

namespace MLNetSequence.Windowing;

/// <summary>Columns of Single, scalars or vectors of known size, whose values stand side by side in one row of numbers.</summary>
internal sealed class ValueColumns
{
    private readonly ValueColumn[] _columns;

    /// <param name="schema">Where to look.</param>
    /// <param name="columns">Role and name of each column. A name that comes again adds nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    public ValueColumns(DataViewSchema schema, IEnumerable<(string Role, string Name)> columns)
    {
        _columns = [.. columns.DistinctBy(c => c.Name).Select(c => new ValueColumn(NumberReader.KnownSize(c.Role).Find(schema, c.Name)))];
        foreach (ValueColumn column in _columns)
        {
            column.Start = Width;
            Width = checked(Width + column.Width);
        }
    }

    /// <summary>Numbers of a row.</summary>
    public int Width { get; }

    public ValueColumn this[string name] => Array.Find(_columns, c => c.Column.Name == name)!;

    /// <summary>Checks that so many rows can be remembered of a series.</summary>
    /// <exception cref="ArgumentOutOfRangeException">They would have more numbers than an array can hold.</exception>
    public void CheckRows(int rows, string name)
    {
        if ((long)rows * Width > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(
                name, rows, $"{rows} rows of {Width} numbers each cannot be remembered; at most {Array.MaxLength} numbers can.");
        }
    }

    /// <summary>Reads the row of numbers that <paramref name="input"/> shows, again and again.</summary>
    public ValueReader CreateReader(DataViewRow input) => new(input, _columns);
}

/// <summary>One of <see cref="ValueColumns"/>.</summary>
internal sealed class ValueColumn(DataViewSchema.Column column)
{
    public DataViewSchema.Column Column => column;

    public bool IsScalar { get; } = column.Type is not VectorDataViewType;

    /// <summary>Numbers of a row in this column.</summary>
    public int Width { get; } = (column.Type as VectorDataViewType)?.Size ?? 1;

    /// <summary>Where they begin in the row of all columns.</summary>
    public int Start { get; set; }

    /// <summary>A name for each number: of the column, and where it is a vector of the slot or its place.</summary>
    public IEnumerable<string> Names()
    {
        if (IsScalar)
        {
            return [column.Name];
        }
        VBuffer<ReadOnlyMemory<char>> slots = default;
        if (column.HasSlotNames())
        {
            column.GetSlotNames(ref slots);
        }
        return Enumerable.Range(0, Width)
            .Select(i => (Index: i, Slot: slots.Length == Width ? slots.GetItemOrDefault(i) : default))
            .Select(s => s.Slot.IsEmpty ? $"{column.Name}[{s.Index}]" : $"{column.Name}.{s.Slot}");
    }
}

/// <summary>Reads the columns of a row into one row of numbers.</summary>
internal sealed class ValueReader(DataViewRow input, ValueColumn[] columns)
{
    private readonly NumberReader[] _readers = [.. columns.Select(c => new NumberReader(input, c.Column))];

    /// <exception cref="InvalidOperationException">A vector is not of the size that its column has.</exception>
    public void Read(Span<float> to)
    {
        for (int i = 0; i < columns.Length; i++)
        {
            ReadOnlySpan<float> values = _readers[i].Read();
            if (values.Length != columns[i].Width)
            {
                throw new InvalidOperationException(
                    $"Row {input.Position + 1} has {values.Length} values in column '{columns[i].Column.Name}', whose size is " +
                    $"{columns[i].Width}.");
            }
            values.CopyTo(to[columns[i].Start..]);
        }
    }
}
