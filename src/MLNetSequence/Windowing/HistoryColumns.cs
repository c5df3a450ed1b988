using MLNetSequence.Mapping;

namespace MLNetSequence.Windowing;

/// <summary>What history transforms have in common about their columns.</summary>
internal static class HistoryColumns
{
    /// <summary>Levels that are not like the differences they belong to.</summary>
    public static ArgumentOutOfRangeException UnlikeLevel(string level, string difference, string expected, string actual) =>
        ColumnChecks.WrongType("level", level, $"of the type of '{difference}', {expected}", actual);

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
}
