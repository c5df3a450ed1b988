using System.Text;
using Microsoft.ML;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Text;

/// <summary>No option is silently ignored, and none is lost on save.</summary>
[TestClass]
public class OptionEffectTests
{
    private const string Probe = "Good film, café: good! a.b zebra1 zebra2 zebra3";

    private static readonly Dictionary<string, object> Changes = new()
    {
        ["OutputColumnName"] = "Keys",
        ["InputColumnName"] = "Other",
        ["Splitter"] = new WhitespaceSplitter(),
        ["LowerCase"] = false,
        ["FoldAccents"] = true,
        ["RemovedCharacters"] = "x\"\\é\u2028",
        ["MaximumTokens"] = 3,
        ["MinimumFrequency"] = 2,
        ["OutOfVocabularyToken"] = "<😀>",
        ["OutOfVocabularyBuckets"] = 3,
        ["StartToken"] = "<s>",
        ["EndToken"] = "</s>",
        ["Vocabulary"] = SequenceVocabulary.FromWords(["good", "bad"]),
    };

    [TestMethod]
    public void EachChangesWhatComesOutAndSurvivesSaving()
    {
        SequenceTokenizingTransformer usual = Fit(_ => { });
        string[] names = [.. typeof(SequenceTokenizingEstimator.Options).GetProperties().Select(p => p.Name)];
        CollectionAssert.AreEquivalent(names, Changes.Keys, "Every option has a row here.");
        foreach (string name in names)
        {
            SequenceTokenizingTransformer changed = Fit(
                o => typeof(SequenceTokenizingEstimator.Options).GetProperty(name)!.SetValue(o, Changes[name]));
            Assert.AreNotEqual(Outcome(usual), Outcome(changed), $"{name} changes nothing.");
            var loaded = (SequenceTokenizingTransformer)ModelFile.Reload(changed, Data().Schema);
            Assert.AreEqual(Outcome(changed), Outcome(loaded), name);
            Assert.AreEqual(Payload(changed), Payload(loaded), $"{name}: what was loaded is saved again as it was.");
        }
    }

    [TestMethod]
    public void NoTokenForUnknownWordsIsKept()
    {
        SequenceTokenizingTransformer tokenizer = Fit(o => o.OutOfVocabularyToken = null);
        Assert.AreEqual(Outcome(tokenizer), Outcome((SequenceTokenizingTransformer)ModelFile.Reload(tokenizer, Data().Schema)));
        StringAssert.Contains(Payload(tokenizer), "\"outOfVocabularyToken\":null");
    }

    private static Table Data() =>
        Tokenize.Texts("Good good film café cafe a b", "a.b a", Probe).AddText("Other", "x", "y z", "y");

    private static SequenceTokenizingTransformer Fit(Action<SequenceTokenizingEstimator.Options> change)
    {
        var options = new SequenceTokenizingEstimator.Options { InputColumnName = "Text" };
        change(options);
        // The last row is for the transform only.
        return new MLContext().Transforms.Text.TokenizeIntoSequence(options)
            .Fit(Tokenize.Texts("Good good film café cafe a b", "a.b a").AddText("Other", "x", "y z"));
    }

    private static string Outcome(SequenceTokenizingTransformer tokenizer)
    {
        IDataView transformed = tokenizer.Transform(Data());
        string name = transformed.Schema[^1].Name;
        return $"{name}: {string.Join(' ', tokenizer.Vocabulary)}\n{string.Join('\n', Values.Of(transformed, name))}";
    }

    private static string Payload(ITransformer transformer) =>
        Encoding.UTF8.GetString(ModelFile.Envelopes(ModelFile.Save(transformer, Data().Schema)).Single().Payload);
}
