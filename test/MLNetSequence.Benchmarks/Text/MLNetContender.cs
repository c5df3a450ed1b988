using Microsoft.ML;

namespace MLNetSequence.Benchmarks.Text;

/// <summary>What ML.NET brings for the same purpose. Compiled only against the package; made by name.</summary>
internal sealed class MLNetContender : ITextContender
{
    public string Name => "ML.NET words to keys";

    public Func<long> Fit(TextTable texts)
    {
        var context = new MLContext();
        ITransformer model = context.Transforms.Text.NormalizeText("Normalized", TextTable.Column, keepPunctuations: false)
            .Append(context.Transforms.Text.TokenizeIntoWords("Words", "Normalized"))
            .Append(context.Transforms.Conversion.MapValueToKey("Tokens", "Words"))
            .Fit(texts);
        return () => SequenceContender.ReadKeys(model.Transform(texts), "Tokens");
    }
}
