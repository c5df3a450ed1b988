using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Text;

/// <summary>Columns of texts that were split before: an item is a token, in its place.</summary>
[TestClass]
public class SplitTextTests
{
    private static readonly TransformsCatalog.TextTransforms Catalog = new MLContext().Transforms.Text;

    /// <summary>Keras: texts may be lists, whose items are lowered and neither filtered nor split.</summary>
    [TestMethod]
    public void ItemsAreLoweredAndNeverSplitOrFiltered()
    {
        SequenceTokenizingTransformer tokenizer = Catalog.TokenizeIntoSequence("Tokens", "Text")
            .Fit(Rows(0, ["New York", "!"], ["NEW YORK", "is"], []));
        tokenizer.HasWords("[UNK]", "new york", "!", "is");
        IDataView keys = tokenizer.Transform(Rows(0, ["is", "York", "new york"], [], ["!"]));
        CollectionAssert.AreEqual(new[] { "[4 1 2]", "[]", "[3]" }, Values.Of(keys, "Tokens"));
    }

    [TestMethod]
    public void PlacesStayAlignedWithLabels()
    {
        SequenceTokenizingTransformer tokenizer = Catalog
            .TokenizeIntoSequence(new SequenceTokenizingEstimator.Options { InputColumnName = "Text", OutOfVocabularyToken = null })
            .Fit(Rows(0, ["a", "", "b", "a"]));
        tokenizer.HasWords("a", "b");
        IDataView keys = tokenizer.Transform(Rows(0, ["x", "b", "", "a", "A"]));
        CollectionAssert.AreEqual(new[] { "[0 2 0 1 1]" }, Values.Of(keys, "Tokens"));
        // An item that is missing stays missing even where unknown ones have a key.
        SequenceTokenizingTransformer known = Catalog.TokenizeIntoSequence("Tokens", "Text").Fit(Rows(0, ["a"]));
        CollectionAssert.AreEqual(new[] { "[1 0 2]" }, Values.Of(known.Transform(Rows(0, ["x", "", "a"])), "Tokens"));
    }

    [TestMethod]
    public void AKnownSizeStaysKnown()
    {
        Table data = Rows(2, ["a", "b"], ["b", "x"]);
        SequenceTokenizingTransformer tokenizer = Catalog.TokenizeIntoSequence("Tokens", "Text").Fit(data);
        Assert.AreEqual(new VectorDataViewType(new KeyDataViewType(typeof(uint), 4), 2), tokenizer.Transform(data).Schema["Tokens"].Type);
        var around = new SequenceTokenizingEstimator.Options { InputColumnName = "Text", StartToken = "<s>", EndToken = "</s>" };
        IDataView keys = Catalog.TokenizeIntoSequence(around).Fit(data).Transform(data);
        Assert.AreEqual(new VectorDataViewType(new KeyDataViewType(typeof(uint), 6), 4), keys.Schema["Tokens"].Type);
        CollectionAssert.AreEqual(new[] { "[2 5 4 3]", "[2 4 6 3]" }, Values.Of(keys, "Tokens"));
    }

    [TestMethod]
    public void AccentsFoldInItems()
    {
        SequenceTokenizingTransformer tokenizer = Catalog
            .TokenizeIntoSequence(new SequenceTokenizingEstimator.Options { InputColumnName = "Text", FoldAccents = true })
            .Fit(Rows(0, ["École", "ecole", "\u0301", "\ud83d"]));
        tokenizer.HasWords("[UNK]", "ecole", "\ufffd");
    }

    [TestMethod]
    public void AModelFittedToTextsTakesItemsAndTheOtherWayRound()
    {
        SequenceTokenizingTransformer tokenizer = Tokenize.Fit("a b, c");
        CollectionAssert.AreEqual(new[] { "[4 1]" }, Values.Of(tokenizer.Transform(Rows(0, ["c", "b, c"])), "Tokens"));
        SequenceTokenizingTransformer items = Catalog.TokenizeIntoSequence("Tokens", "Text").Fit(Rows(0, ["a", "b"]));
        items.Gives("b. a!", 3, 2);
    }

    [TestMethod]
    public void WhatSplitsOrRemovesIsRefusedForItems()
    {
        foreach (Action<SequenceTokenizingEstimator.Options> change in (Action<SequenceTokenizingEstimator.Options>[])
            [
                o => o.Splitter = new WhitespaceSplitter(),
                o => o.Splitter = new WordSplitter { FilterCharacters = "" },
                o => o.RemovedCharacters = ".",
            ])
        {
            var options = new SequenceTokenizingEstimator.Options { InputColumnName = "Text" };
            change(options);
            SequenceTokenizingEstimator estimator = Catalog.TokenizeIntoSequence(options);
            ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => estimator.Fit(Rows(0, ["a"])));
            StringAssert.Contains(error.Message, "Splitter");
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => estimator.GetOutputSchema(Shapes.Of(Rows(0, ["a"]).Schema)));
        }
    }

    [TestMethod]
    public void MoreDimensionsThanOneAreRefused()
    {
        var type = new VectorDataViewType(TextDataViewType.Instance, 2, 1);
        Table data = new Table().AddVectors("Text", type, null, Vector(["a", "b"]));
        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => Catalog.TokenizeIntoSequence("Tokens", "Text").Fit(data));
        StringAssert.Contains(error.Message, "one dimension");
    }

    private static Table Rows(int size, params string[][] rows) => new Table().AddVectors(
        "Text", new VectorDataViewType(TextDataViewType.Instance, size), null, [.. rows.Select(Vector)]);

    private static VBuffer<ReadOnlyMemory<char>> Vector(string[] items) => new(items.Length, [.. items.Select(i => i.AsMemory())]);
}
