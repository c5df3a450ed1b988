using System.Globalization;
using System.Reflection;

namespace MLNetSequence.Interop;

/// <summary>The values of an annotation as text: texts as they are, numbers as the invariant culture writes them.</summary>
internal static class ValueTexts
{
    /// <summary>The texts of an annotation that is a vector of any type; null where there is none.</summary>
    public static string[]? Of(DataViewSchema.Annotations annotations, string name)
    {
        if (annotations.Schema.GetColumnOrNull(name)?.Type is not VectorDataViewType vector)
        {
            return null;
        }
        MethodInfo read = typeof(ValueTexts).GetMethod(nameof(Read), BindingFlags.Static | BindingFlags.NonPublic)!;
        return (string[])read.MakeGenericMethod(vector.ItemType.RawType).Invoke(
            null, BindingFlags.DoNotWrapExceptions, null, [annotations, name], null)!;
    }

    private static string[] Read<T>(DataViewSchema.Annotations annotations, string name)
    {
        VBuffer<T> values = default;
        annotations.GetValue(name, ref values);
        return [.. values.DenseValues().Select(value => Convert.ToString((object?)value, CultureInfo.InvariantCulture) ?? "")];
    }
}
