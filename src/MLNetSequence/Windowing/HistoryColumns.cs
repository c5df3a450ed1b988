using MLNetSequence.Interop;
using MLNetSequence.Mapping;

namespace MLNetSequence.Windowing;

/// <summary>What the columns must be that history transforms read.</summary>
internal static class HistoryColumns
{
    public const string ExpectedValue = "Single or a vector of Single of known size";

    private const string Hint = " Conversion.ConvertType makes Single of other numbers.";

    /// <summary>A column of the values of a series: one number a row, or always as many.</summary>
    public static ColumnRule Values(string role) => new(role, ExpectedValue, Fits, Hint);

    /// <summary>Levels that are not like the differences they belong to.</summary>
    public static ArgumentOutOfRangeException UnlikeLevel(string level, string difference, string expected, string actual) =>
        ColumnChecks.WrongType("level", level, $"of the type of '{difference}', {expected}", actual);

    /// <summary>The name of the group column, if there is one, among others.</summary>
    public static string[] NameOf(string? groupColumn) => groupColumn is null ? [] : [groupColumn];

    /// <summary>The name of the column to read: where none is given, that of the one to make, whose place it takes.</summary>
    public static string InputOr(string output, string? input) => string.IsNullOrEmpty(input) ? output : input;

    /// <summary>The promise of a column with the type and the slot names of another.</summary>
    public static SchemaShape.Column Like(string name, SchemaShape.Column column)
    {
        SchemaShape.Column? slots = Annotations.Find(column.Annotations, Annotations.SlotNames);
        return MLNet.Column(name, column.Kind, column.ItemType, isKey: false, slots is { } found ? new SchemaShape([found]) : null);
    }

    /// <summary>A column with the type and the slot names of another.</summary>
    public static OutputColumn Like(string name, DataViewSchema.Column column)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add(column.Annotations, kind => kind == Annotations.SlotNames);
        return new OutputColumn(name, column.Type, annotations.ToAnnotations());
    }

    /// <summary>A getter of a scalar or of a vector, which is written by one and the same action.</summary>
    public static Delegate Getter(bool isScalar, int width, SpanAction write)
    {
        ValueGetter<float> number = (ref float value) => write(new Span<float>(ref value));
        ValueGetter<VBuffer<float>> vector = (ref VBuffer<float> value) =>
        {
            VBufferEditor<float> editor = VBufferEditor.Create(ref value, width);
            write(editor.Values);
            value = editor.Commit();
        };
        return isScalar ? number : vector;
    }

    /// <summary>Writes the value of the row shown, [width].</summary>
    public delegate void SpanAction(Span<float> to);

    /// <summary>The promise of a vector of Single with a name for each slot.</summary>
    public static SchemaShape.Column NamedVector(string name) => MLNet.Column(
        name, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, isKey: false,
        new SchemaShape([Annotations.VectorShape(Annotations.SlotNames, TextDataViewType.Instance)]));

    /// <summary>A vector of Single whose slots get names, made when somebody asks for them.</summary>
    public static OutputColumn NamedVector(string name, VectorDataViewType type, Func<IEnumerable<string>> slotNames)
    {
        ValueGetter<VBuffer<ReadOnlyMemory<char>>> getter = (ref VBuffer<ReadOnlyMemory<char>> to) =>
        {
            ReadOnlyMemory<char>[] names = [.. slotNames().Select(slot => slot.AsMemory())];
            new VBuffer<ReadOnlyMemory<char>>(names.Length, names).CopyTo(ref to);
        };
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add(Annotations.SlotNames, new VectorDataViewType(TextDataViewType.Instance, type.Size), getter);
        return new OutputColumn(name, type, annotations.ToAnnotations());
    }

    /// <summary>A row by its distance from "now", as textbooks write it: t-2, t-1, t, t+1.</summary>
    public static string Time(long distance) => distance == 0 ? "(t)" : distance > 0 ? $"(t+{distance})" : $"(t{distance})";

    private static bool Fits(ColumnKind c) => c.Kind != SchemaShape.Column.VectorKind.VariableVector && c.Is<float>();
}
