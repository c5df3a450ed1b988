using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Text;

/// <summary>The vocabulary travels with the tokens, as ML.NET's KeyValues annotation.</summary>
[TestClass]
public class KeyValuesTests
{
    private static readonly MLContext Context = new();

    [TestMethod]
    public void TheVocabularyIsTheKeyValuesAnnotation()
    {
        DataViewSchema.Column tokens = Tokenize.Fit("b a b").Transform(Tokenize.Texts("x")).Schema["Tokens"];
        Assert.AreEqual(new VectorDataViewType(new KeyDataViewType(typeof(uint), 3)), tokens.Type);
        Assert.IsTrue(tokens.HasKeyValues());
        CollectionAssert.AreEqual(new[] { "[UNK]", "b", "a" }, Values.OfAnnotation<ReadOnlyMemory<char>>(tokens, "KeyValues"));
    }

    [TestMethod]
    public void ItSurvivesPaddingAndSaving()
    {
        Table data = Tokenize.Texts("b a b", "c");
        IEstimator<ITransformer> pipeline = Context.Transforms.Text.TokenizeIntoSequence("Tokens", "Text")
            .Append(Context.Transforms.PadSequences("Features", "Tokens", length: 4));
        ITransformer model = pipeline.Fit(data);
        foreach (ITransformer each in new[] { model, ModelFile.Reload(model, data.Schema) })
        {
            IDataView transformed = each.Transform(data);
            DataViewSchema.Column features = transformed.Schema["Features"];
            Assert.AreEqual(new VectorDataViewType(new KeyDataViewType(typeof(uint), 4), 4), features.Type);
            Assert.IsTrue(features.HasKeyValues());
            CollectionAssert.AreEqual(
                new[] { "[UNK]", "b", "a", "c" }, Values.OfAnnotation<ReadOnlyMemory<char>>(features, "KeyValues"));
            CollectionAssert.AreEqual(new[] { "[0 2 3 2]", "[0 0 0 4]" }, Values.Of(transformed, "Features"));
        }
    }

    [TestMethod]
    public void MapKeyToValueGivesTheWordsBack()
    {
        Table data = Tokenize.Texts("b a b", "");
        IEstimator<ITransformer> pipeline = Context.Transforms.Text.TokenizeIntoSequence("Tokens", "Text")
            .Append(Context.Transforms.Conversion.MapKeyToValue("Words", "Tokens"));
        ITransformer model = pipeline.Fit(data);
        CollectionAssert.AreEqual(new[] { "[b a b]", "[]" }, Values.Of(model.Transform(data), "Words"));
        IDataView unknown = model.Transform(Tokenize.Texts("a zebra"));
        CollectionAssert.AreEqual(new[] { "[a [UNK]]" }, Values.Of(unknown, "Words"));
    }
}
