using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Text;

/// <summary>A warm row allocates nothing, whatever splits it and whatever it holds.</summary>
[TestClass]
public class TokenizerAllocationTests
{
    private const int Rows = 2000;
    private const int SmallestObject = 24;

    [TestMethod]
    public void AWarmRowAllocatesNothing()
    {
        const string text = "The film's plot was GOOD, an unbelievablylongword said; naïve Ærø 😀 unknownword ";
        foreach (SequenceSplitter splitter in (SequenceSplitter[])
            [
                new WordSplitter(), new WhitespaceSplitter(), new CharacterSplitter(), new CharacterSplitter { GraphemeClusters = true },
                new CharacterNGramSplitter(), new WordNGramSplitter(),
            ])
        {
            AssertNothing(o => o.Splitter = splitter, text, splitter.ToString());
        }
        // .NET's normalization allocates until the runtime has compiled it for good; of ASCII it has nothing to do.
        AssertNothing(o => o.FoldAccents = true, "The film's plot was GOOD unknownword ", "folded");
        AssertNothing(o => (o.RemovedCharacters, o.StartToken, o.OutOfVocabularyBuckets) = ("'-", "<s>", 5), text, "removed");
    }

    [TestMethod]
    public void AWarmVectorAllocatesNothing()
    {
        var type = new VectorDataViewType(TextDataViewType.Instance);
        var items = new VBuffer<ReadOnlyMemory<char>>(3, ["The".AsMemory(), "naïve".AsMemory(), "film".AsMemory()]);
        Table data = new Table().AddVectors("Text", type, null, [.. Enumerable.Repeat(items, Rows)]);
        AssertNothing(new MLContext().Transforms.Text.TokenizeIntoSequence("Tokens", "Text").Fit(data), data, "items");
    }

    private static void AssertNothing(Action<SequenceTokenizingEstimator.Options> change, string text, string what)
    {
        // Most of it is known, not all.
        SequenceTokenizingTransformer tokenizer = Tokenize.FitWith(change, text[..^13]);
        AssertNothing(tokenizer, Tokenize.Texts([.. Enumerable.Repeat(text, Rows)]), what);
    }

    private static void AssertNothing(SequenceTokenizingTransformer tokenizer, Table data, string what)
    {
        IDataView tokens = tokenizer.Transform(data);
        using DataViewRowCursor cursor = tokens.GetRowCursor([tokens.Schema["Tokens"]]);
        ValueGetter<VBuffer<uint>> get = cursor.GetGetter<VBuffer<uint>>(tokens.Schema["Tokens"]);
        VBuffer<uint> keys = default;
        cursor.MoveNext();
        get(ref keys);
        long allocated = 0;
        while (cursor.MoveNext())
        {
            // The test's own table may allocate where it moves.
            long before = GC.GetAllocatedBytesForCurrentThread();
            get(ref keys);
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        }
        // Less than one object a row, and not nothing at all: a collection that another thread brings about counts what is left of
        // this thread's allocation buffer, some 8 KB, as if it had been used.
        Assert.IsTrue(allocated < SmallestObject * Rows, $"{what}: {allocated} bytes for {Rows} rows");
    }
}
