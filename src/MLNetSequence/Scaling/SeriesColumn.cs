using MLNetSequence.Interop;
using MLNetSequence.Mapping;

namespace MLNetSequence.Scaling;

/// <summary>All values of a row's series, step by step, the features of a step together. The next read overwrites them.</summary>
internal delegate ReadOnlySpan<float> SeriesReader();

/// <summary>A column of single steps or of whole series, and the one that takes its place: of the same type.</summary>
internal static class SeriesColumn
{
    private const string Role = "series";

    /// <summary>A series of any number of features.</summary>
    public static readonly ColumnRule Any = new(
        Role, "Single, or a vector of Single with dimensions (T) or (T, F)", c => c.Is<float>() && Features(c) is null or > 0);

    /// <summary>A series of so many features.</summary>
    public static ColumnRule Of(int features) => new(
        Role,
        features == 1
            ? "Single, or a vector of Single with dimensions (T) or (T, 1)"
            : $"a vector of Single with dimensions (T, {features})",
        c => c.Is<float>() && (Features(c) ?? features) == features);

    /// <summary>Features of a column that <see cref="Any"/> has found.</summary>
    public static int Features(DataViewSchema.Column column) => Features(ColumnKind.Of(column))!.Value;

    /// <summary>The column that is made of a series, in the promised schema.</summary>
    public static SchemaShape.Column Promise(string name, SchemaShape.Column series)
    {
        SchemaShape.Column? slots = Annotations.Find(series.Annotations, Annotations.SlotNames);
        return MLNet.Column(name, series.Kind, series.ItemType, isKey: false, slots is { } found ? new SchemaShape([found]) : null);
    }

    /// <summary>The column that is made of a series.</summary>
    public static OutputColumn Output(string name, DataViewSchema.Column series)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add(series.Annotations, kind => kind == Annotations.SlotNames);
        return new OutputColumn(name, series.Type, annotations.ToAnnotations());
    }

    /// <summary>Reads a series column, scalar or vector.</summary>
    public static SeriesReader Open(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is not VectorDataViewType)
        {
            ValueGetter<float> get = row.GetGetter<float>(column);
            float[] value = new float[1];
            return () =>
            {
                get(ref value[0]);
                return value;
            };
        }
        var vector = new DenseReader<float>(row.GetGetter<VBuffer<float>>(column));
        int features = Features(column);
        return () =>
        {
            ReadOnlySpan<float> values = vector.Read();
            return values.Length % features == 0 ? values : throw new InvalidOperationException(
                $"Row {row.Position + 1}: column '{column.Name}' holds {values.Length} values, no whole number of steps of {features}.");
        };
    }

    /// <summary>The getter of a column that is made of a series value by value: scalar or vector, as the series.</summary>
    /// <param name="read">The series.</param>
    /// <param name="column">Its column.</param>
    /// <param name="scales">Centres and scales of the current row's series.</param>
    /// <param name="inverse">Whether scaling is undone.</param>
    public static Delegate Getter(SeriesReader read, DataViewSchema.Column column, ScaleReader scales, bool inverse)
    {
        if (column.Type is not VectorDataViewType)
        {
            return (ValueGetter<float>)((ref float value) =>
                SeriesArithmetic.Apply(read(), scales.Read(), new Span<float>(ref value), inverse));
        }
        return (ValueGetter<VBuffer<float>>)((ref VBuffer<float> values) =>
        {
            ReadOnlySpan<float> series = read();
            VBufferEditor<float> editor = VBufferEditor.Create(ref values, series.Length);
            SeriesArithmetic.Apply(series, scales.Read(), editor.Values, inverse);
            values = editor.Commit();
        });
    }

    // Null: not known yet. 0: no series.
    private static int? Features(ColumnKind kind) => kind switch
    {
        { IsVector: false } => 1,
        { Dimensions: null } => null,
        { Dimensions.Count: 1 } => 1,
        { Dimensions: [_, int features] } => features,
        _ => 0,
    };
}
