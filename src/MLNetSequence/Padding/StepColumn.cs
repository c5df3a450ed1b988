using System.Globalization;
using MLNetSequence.Mapping;

namespace MLNetSequence.Padding;

/// <summary>A sequence column that fits: what its items are, and how many features a step has.</summary>
internal sealed record StepColumn(DataViewSchema.Column Column, VectorDataViewType Type, PaddingItem Item, int Features)
{
    private static readonly ColumnRule Rule = new(
        "sequence",
        "a vector of keys, integers, Single or Double, of dimensions (T), (T, F) or (0, F)",
        c => PaddingItem.Of(c.RawItem) is not null && HasSteps(c));

    /// <summary>The column that is there.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is missing, or of a type that cannot be padded, or cannot hold the value.
    /// </exception>
    public static StepColumn Find(DataViewSchema schema, SequencePaddingEstimator.Options options)
    {
        DataViewSchema.Column column = Rule.Find(schema, options.InputColumnName!);
        var type = (VectorDataViewType)column.Type;
        PaddingItem item = PaddingItem.Of(type.ItemType.RawType)!;
        CheckValue(item, options, (type.ItemType as KeyDataViewType)?.Count, type.ToString());
        int features = type.Dimensions.Length == 1 ? 1 : type.Dimensions[1];
        return new StepColumn(column, type, item, features);
    }

    /// <summary>The column that is promised: of its keys not even the number is known yet.</summary>
    /// <inheritdoc cref="Find(DataViewSchema, SequencePaddingEstimator.Options)" path="/exception"/>
    public static SchemaShape.Column Find(SchemaShape shape, SequencePaddingEstimator.Options options)
    {
        SchemaShape.Column column = Rule.Find(shape, options.InputColumnName!);
        PaddingItem item = PaddingItem.Of(column.ItemType.RawType)!;
        CheckValue(item, options, column.IsKey ? ulong.MaxValue : null, ColumnChecks.Describe(column));
        return column;
    }

    /// <summary>The type of the column when every sequence has so many steps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A row of it would be longer than an array can be.</exception>
    public VectorDataViewType Padded(int length)
    {
        if ((long)length * Features > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(
                nameof(SequencePaddingEstimator.Options.Length), length,
                $"{length} steps of {Features} features, those of column '{Column.Name}', are more than an array can hold.");
        }
        return Type.Dimensions.Length == 1
            ? new VectorDataViewType(Type.ItemType, length)
            : new VectorDataViewType(Type.ItemType, length, Features);
    }

    private static bool HasSteps(ColumnKind column) =>
        column.HasRank(1) || (column.HasRank(2) && (column.Dimensions is null || column.Dimensions[1] > 0));

    private static void CheckValue(PaddingItem item, SequencePaddingEstimator.Options options, ulong? keys, string type)
    {
        if (!item.CanBe(options.Value, keys))
        {
            string value = options.Value.ToString(CultureInfo.InvariantCulture);
            string expected = keys is null ? item.Range
                : keys == ulong.MaxValue ? $"a key: {item.Range}"
                : $"a key: a whole number from 0 to {keys}";
            throw new ArgumentOutOfRangeException(
                nameof(SequencePaddingEstimator.Options.Value), options.Value,
                $"The sequence column '{options.InputColumnName}' of type {type} cannot be filled with {value}, but with {expected}.");
        }
    }
}
