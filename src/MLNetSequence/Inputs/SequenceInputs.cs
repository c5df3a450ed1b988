using MLNetSequence.Engine.Networks;
using MLNetSequence.Mapping;

namespace MLNetSequence.Inputs;

/// <summary>What a model reads of a row: sequences, and numbers that hold for the whole row. Saved with the model.</summary>
/// <param name="Columns">Columns of sequences, in the order in which a step is put together: tokens first, then series.</param>
/// <param name="StaticColumn">The column of static numbers; null for none.</param>
/// <param name="Statics">Numbers in it.</param>
/// <param name="PaddingValue">A step of series alone that holds nothing but this is padding.</param>
internal sealed record SequenceInputs(IReadOnlyList<InputColumn> Columns, string? StaticColumn, int Statics, float PaddingValue)
{
    public static readonly ColumnRule StaticRule = NumberReader.KnownSize("static feature");

    /// <summary>K: columns of tokens.</summary>
    public int TokenColumns => Columns.Count(c => c.IsTokens);

    /// <summary>F: numbers that a step has.</summary>
    public int Features => Columns.Sum(c => c.Features);

    /// <summary>Names of all columns.</summary>
    public IReadOnlyList<string> Names => [.. Columns.Select(c => c.Name), .. StaticColumn is null ? (string[])[] : [StaticColumn]];

    /// <summary>The columns of training data.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is missing, or of a type that does not fit.</exception>
    /// <exception cref="ArgumentException">The options say what series are padded with, and a column holds tokens.</exception>
    public static SequenceInputs Of(DataViewSchema schema, SequenceTrainerOptions options)
    {
        InputColumn[] columns = [.. options.FeatureColumnNames.Select(name => InputColumn.Of(schema, name))];
        if (!float.IsNaN(options.PaddingValue) && Array.Exists(columns, c => c.IsTokens))
        {
            throw new ArgumentException(
                $"{nameof(options.PaddingValue)} is for steps of series alone; with tokens, as in column " +
                $"'{Array.Find(columns, c => c.IsTokens)!.Name}', a step is padding where every token is missing. Leave it out.");
        }
        int statics = options.StaticFeatureColumnName is { } name
            ? Size(StaticRule.Find(schema, name))
            : 0;
        return new([.. columns.OrderByDescending(c => c.IsTokens)], options.StaticFeatureColumnName, statics, options.PaddingValue);
    }

    /// <summary>Checks the columns that are promised to a trainer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is missing, or of a type that does not fit.</exception>
    public static void Check(SchemaShape schema, SequenceTrainerOptions options) =>
        Check(schema, options.FeatureColumnNames, options.StaticFeatureColumnName);

    /// <summary>Checks the columns that are promised to a model.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is missing, or of a type that does not fit.</exception>
    public void Check(SchemaShape schema) => Check(schema, Columns.Select(c => c.Name), StaticColumn);

    /// <summary>The columns in data to be scored.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is missing, or of another type than in training.</exception>
    public IReadOnlyList<DataViewSchema.Column> Find(DataViewSchema schema)
    {
        List<DataViewSchema.Column> found = [.. Columns.Select(c => c.Find(schema))];
        if (StaticColumn is not null)
        {
            DataViewSchema.Column column = StaticRule.Find(schema, StaticColumn);
            if (Size(column) != Statics)
            {
                throw ColumnChecks.WrongType(
                    StaticRule.Role, StaticColumn, $"{Statics} numbers, as in training", column.Type.ToString()!);
            }
            found.Add(column);
        }
        return found;
    }

    /// <summary>An empty set of sequences, such as these columns hold.</summary>
    public StepSequences NewSequences() => new(TokenColumns, Features, Statics);

    /// <summary>Whether a model's file can say so; what it says is checked against its network, too.</summary>
    /// <exception cref="ArgumentException">It cannot.</exception>
    public void CheckSaved()
    {
        bool sound = Columns.Count > 0 && StaticColumn is null == (Statics == 0) && Statics >= 0
            && Columns.All(c => c is { Name.Length: > 0, Vocabulary: >= 0, Features: >= 0 } && c.Vocabulary == 0 != (c.Features == 0))
            && Columns.Sum(c => (long)c.Features) <= int.MaxValue
            && Columns.SkipWhile(c => c.IsTokens).All(c => !c.IsTokens);
        if (!sound)
        {
            throw new ArgumentException("its input columns make no sense.");
        }
    }

    private static void Check(SchemaShape schema, IEnumerable<string> columns, string? statics)
    {
        foreach (string name in columns)
        {
            InputColumn.Rule.Find(schema, name);
        }
        if (statics is not null)
        {
            StaticRule.Find(schema, statics);
        }
    }

    private static int Size(DataViewSchema.Column column) => column.Type is VectorDataViewType vector ? vector.Size : 1;
}
