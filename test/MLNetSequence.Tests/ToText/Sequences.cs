using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Interop;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.ToText;

/// <summary>Tables with one column, Tokens, of keys of any raw type.</summary>
internal static class Sequences
{
    public static Table Of(string[] words, params uint[][] rows) => new Table().AddTokens("Tokens", words, rows);

    /// <summary>Vectors of keys of a raw type, with text KeyValues.</summary>
    public static Table Of<T>(string[] words, params VBuffer<T>[] rows) => new Table().AddVectors(
        "Tokens", new VectorDataViewType(new KeyDataViewType(typeof(T), words.Length)), Words(words), rows);

    /// <summary>KeyValues that are text.</summary>
    public static DataViewSchema.Annotations Words(params string[] words)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        Annotations.AddText(builder, Annotations.KeyValues, [.. words.Select(w => w.AsMemory())]);
        return builder.ToAnnotations();
    }

    /// <summary>KeyValues that are numbers.</summary>
    public static DataViewSchema.Annotations Numbers(params float[] numbers)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        Annotations.AddVector(builder, Annotations.KeyValues, NumberDataViewType.Single, numbers);
        return builder.ToAnnotations();
    }
}
