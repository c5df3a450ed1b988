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

    /// <summary>A row by its distance from "now", as textbooks write it: t-2, t-1, t, t+1.</summary>
    public static string Time(long distance) => distance == 0 ? "(t)" : distance > 0 ? $"(t+{distance})" : $"(t{distance})";

    private static bool Fits(ColumnKind c) => c.Kind != SchemaShape.Column.VectorKind.VariableVector && c.Is<float>();
}
