using MLNetSequence.Inputs;
using MLNetSequence.Mapping;

namespace MLNetSequence.Forecasting.Series;

/// <summary>A column of numbers that a forecaster reads.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Width">Numbers of a row.</param>
/// <param name="IsScalar">Whether it is Single, and not a vector.</param>
internal sealed record ForecastColumn(string Name, int Width, bool IsScalar)
{
    public static readonly ColumnRule Target = NumberReader.KnownSize("target");
    public static readonly ColumnRule Input = NumberReader.KnownSize("input");
    public static readonly ColumnRule PastCovariate = NumberReader.KnownSize("past covariate");
    public static readonly ColumnRule FutureCovariate = NumberReader.KnownSize("known covariate");
    public static readonly ColumnRule StaticCovariate = NumberReader.KnownSize("static covariate");

    /// <summary>The columns of training data.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is missing, or of a type that does not fit.</exception>
    public static IReadOnlyList<ForecastColumn> Of(DataViewSchema schema, ColumnRule rule, IEnumerable<string> names) =>
        [.. names.Select(n => Of(rule.Find(schema, n)))];

    /// <summary>The same column in data to forecast.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is missing, or of another type than in training.</exception>
    public void Find(DataViewSchema schema, ColumnRule rule)
    {
        DataViewSchema.Column found = rule.Find(schema, Name);
        if (Of(found).Width != Width)
        {
            throw ColumnChecks.WrongType(rule.Role, Name, $"{Width} numbers, as in training", found.Type.ToString()!);
        }
    }

    private static ForecastColumn Of(DataViewSchema.Column column) =>
        new(column.Name, (column.Type as VectorDataViewType)?.Size ?? 1, column.Type is not VectorDataViewType);
}

/// <summary>A column of keys that hold for a whole series.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Count">Number of different keys.</param>
/// <param name="Words">A fingerprint of the keys' texts; null where they have none.</param>
internal sealed record ForecastKey(string Name, int Count, string? Words)
{
    public static readonly ColumnRule NumberOrKey = new(
        "static covariate",
        "Single, a vector of Single of known size, or Key<UInt32> of known count",
        c => IsKeyColumn(c) || (c.Kind != SchemaShape.Column.VectorKind.VariableVector && c.Is<float>()),
        " Conversion.ConvertType makes Single of other numbers, Conversion.MapValueToKey keys.");

    private static readonly ColumnRule Rule = new("static covariate", "Key<UInt32> of known count", IsKeyColumn);

    public static bool IsKey(DataViewSchema schema, string name) => NumberOrKey.Find(schema, name).Type is KeyDataViewType;

    /// <summary>The column of training data.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is of a type that does not fit.</exception>
    public static ForecastKey Of(DataViewSchema schema, string name)
    {
        DataViewSchema.Column column = Rule.Find(schema, name);
        ulong count = ((KeyDataViewType)column.Type).Count;
        return count is > 0 and <= InputColumn.MostWords
            ? new ForecastKey(name, (int)count, InputColumn.Fingerprint(column))
            : throw new ArgumentOutOfRangeException(
                "columnName", name,
                $"The static covariate column '{name}' must have from 1 to {InputColumn.MostWords:N0} different keys; it has {count:N0}.");
    }

    /// <summary>The same column in data to forecast.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is missing, or of another type than in training.</exception>
    public void Find(DataViewSchema schema)
    {
        DataViewSchema.Column column = Rule.Find(schema, Name);
        ulong count = ((KeyDataViewType)column.Type).Count;
        if (count != (ulong)Count || (Words is not null && InputColumn.Fingerprint(column) is { } words && words != Words))
        {
            throw ColumnChecks.WrongType(
                "static covariate", Name, $"of the same {Count} keys as in training", count == (ulong)Count ? "of others" : $"of {count}");
        }
    }

    private static bool IsKeyColumn(ColumnKind column) => !column.IsVector && column.IsKey && column.RawItem == typeof(uint);
}
