using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Text;

/// <summary>Fits a tokenizer to a few texts and shows what it makes of others.</summary>
internal static class Tokenize
{
    public static SequenceTokenizingTransformer Fit(params string[] texts) => FitWith(_ => { }, texts);

    public static SequenceTokenizingTransformer FitSplit(SequenceSplitter splitter, params string[] texts) =>
        FitWith(o => o.Splitter = splitter, texts);

    public static SequenceTokenizingTransformer FitWith(Action<SequenceTokenizingEstimator.Options> change, params string[] texts)
    {
        var options = new SequenceTokenizingEstimator.Options { OutputColumnName = "Tokens", InputColumnName = "Text" };
        change(options);
        return new MLContext().Transforms.Text.TokenizeIntoSequence(options).Fit(Texts(texts));
    }

    public static Table Texts(params string[] texts) => new Table().AddText("Text", texts);

    /// <summary>The raw keys of one text.</summary>
    public static uint[] Keys(this SequenceTokenizingTransformer tokenizer, string text)
    {
        IDataView transformed = tokenizer.Transform(Texts(text));
        using DataViewRowCursor cursor = transformed.GetRowCursor(transformed.Schema);
        Assert.IsTrue(cursor.MoveNext());
        VBuffer<uint> keys = default;
        cursor.GetGetter<VBuffer<uint>>(transformed.Schema["Tokens"])(ref keys);
        Assert.IsTrue(keys.IsDense);
        return keys.GetValues().ToArray();
    }

    /// <summary>Asserts a vocabulary, words by their keys.</summary>
    public static void HasWords(this SequenceTokenizingTransformer tokenizer, params string[] words) =>
        CollectionAssert.AreEqual(words, tokenizer.Vocabulary.ToArray());

    /// <summary>Asserts the raw keys of a text.</summary>
    public static void Gives(this SequenceTokenizingTransformer tokenizer, string text, params uint[] keys) =>
        CollectionAssert.AreEqual(keys, tokenizer.Keys(text), text);
}
