using FsCheck;
using FsCheck.Fluent;
using Microsoft.ML;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.ToText;

/// <summary>Tokenizing and back gives the words, with a blank between any two.</summary>
[TestClass]
public class InverseLawTests
{
    private static readonly Gen<string> Word = Gen.Elements("abcxyz059'éßж".ToCharArray()).NonEmptyListOf().Select(string.Concat);

    private static readonly Gen<List<List<string>>> Texts = Word.ListOf().Select(w => w.ToList()).NonEmptyListOf()
        .Select(t => t.ToList()).Where(texts => texts.Any(words => words.Count > 0));

    [TestMethod]
    public void TokenizingAndBackGivesTheWords() => Check(padded: false);

    [TestMethod]
    public void PaddingInBetweenChangesNothing() => Check(padded: true);

    private static void Check(bool padded) => Prop.ForAll(Texts.ToArbitrary(), texts =>
    {
        var context = new MLContext();
        Table data = new Table().AddText("Text", [.. texts.Select(words => $" {string.Join(" \t ", words)}.")]);
        IEstimator<ITransformer> pipeline = context.Transforms.Text.TokenizeIntoSequence("Tokens", "Text");
        if (padded)
        {
            int length = texts.Max(words => words.Count) + 1;
            pipeline = pipeline.Append(context.Transforms.PadSequences("Tokens", null, length));
        }
        pipeline = pipeline.Append(context.Transforms.Text.SequenceToText("Back", "Tokens"));
        string[] back = Values.Of(pipeline.Fit(data).Transform(data), "Back");
        return back.SequenceEqual(texts.Select(words => string.Join(' ', words)));
    }).QuickCheckThrowOnFailure();
}
