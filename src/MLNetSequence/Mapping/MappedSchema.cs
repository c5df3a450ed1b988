namespace MLNetSequence.Mapping;

/// <summary>An input schema and what a mapping makes of it: the input's columns first, then the appended ones.</summary>
internal sealed class MappedSchema
{
    private readonly IReadOnlyList<string> _inputs;

    public MappedSchema(IRowMapping mapping, DataViewSchema input)
        : this(input ?? throw new ArgumentNullException(nameof(input)), mapping.Inputs, mapping.Outputs(input))
    {
    }

    /// <param name="input">The schema that comes in.</param>
    /// <param name="inputs">Names of the columns that the appended ones are computed of.</param>
    /// <param name="outputs">The appended columns.</param>
    public MappedSchema(DataViewSchema input, IReadOnlyList<string> inputs, IReadOnlyList<OutputColumn> outputs)
    {
        (_inputs, Input) = (inputs, input);
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(input);
        foreach (OutputColumn column in outputs)
        {
            builder.AddColumn(column.Name, column.Type, column.Annotations);
        }
        Output = builder.ToSchema();
    }

    public DataViewSchema Input { get; }

    public DataViewSchema Output { get; }

    public bool IsAppended(DataViewSchema.Column column) => column.Index >= Input.Count;

    /// <summary>Which of the output's columns are asked for, by index.</summary>
    public bool[] Active(IEnumerable<DataViewSchema.Column> columns) => Active(Output, columns);

    /// <summary>Which of a view's columns are asked for, by index.</summary>
    public static bool[] Active(DataViewSchema schema, IEnumerable<DataViewSchema.Column> columnsNeeded)
    {
        ArgumentNullException.ThrowIfNull(columnsNeeded);
        bool[] active = new bool[schema.Count];
        foreach (DataViewSchema.Column column in columnsNeeded)
        {
            if (column.Index >= active.Length)
            {
                throw new ArgumentOutOfRangeException(nameof(columnsNeeded), column.Name, "The column is not one of this view's.");
            }
            active[column.Index] = true;
        }
        return active;
    }

    /// <summary>The input's columns that are needed for the active ones.</summary>
    public IEnumerable<DataViewSchema.Column> Needed(bool[] active)
    {
        bool appends = active.AsSpan(Input.Count).Contains(true);
        return Input.Where(c => active[c.Index] || (appends && !c.IsHidden && _inputs.Contains(c.Name)));
    }

    /// <summary>Whether a column was asked for; one of another, wider schema was not.</summary>
    public static bool IsActive(bool[] active, DataViewSchema.Column column) => column.Index < active.Length && active[column.Index];

    /// <summary>Refuses a getter for a column that nobody asked for.</summary>
    public static void CheckActive(bool[] active, DataViewSchema.Column column)
    {
        if (!IsActive(active, column))
        {
            throw new ArgumentOutOfRangeException(nameof(column), column.Name, "The column was not asked for when the cursor was made.");
        }
    }

    /// <summary>A getter as the type that the caller wants.</summary>
    public static ValueGetter<T> Cast<T>(Delegate getter, DataViewSchema.Column column) => getter as ValueGetter<T>
        ?? throw new InvalidOperationException($"Column '{column.Name}' is of type {column.Type}, not of {typeof(T).Name}.");
}
