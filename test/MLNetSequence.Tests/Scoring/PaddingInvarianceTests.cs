using Microsoft.ML;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Scoring;

/// <summary>Padding is never needed for correctness: however much of it there is, and at whichever end, the bits stay.</summary>
[TestClass]
public class PaddingInvarianceTests
{
    private static readonly MLContext Context = new(1);

    [TestMethod]
    public void ScoresDoNotDependOnThePadding()
    {
        IDataView tokens = Tokens();
        SequenceMulticlassPredictionTransformer model = Train(Unpadded(tokens));
        string[] expected = Values.Of(model.Transform(Unpadded(tokens)), "Score");
        foreach (int length in (int[])[8, 9, 40, 300])
        {
            foreach (SequenceEnd end in Enum.GetValues<SequenceEnd>())
            {
                string[] scores = Values.Of(model.Transform(Padded(tokens, length, end)), "Score");
                CollectionAssert.AreEqual(expected, scores, $"{length}, {end}");
            }
        }
    }

    [TestMethod]
    public void TrainingDoesNotDependOnThePadding()
    {
        IDataView tokens = Tokens();
        string expected = Quick.Bits(Train(Unpadded(tokens)));
        Assert.AreEqual(expected, Quick.Bits(Train(Padded(tokens, 8, SequenceEnd.Pre))));
        Assert.AreEqual(expected, Quick.Bits(Train(Padded(tokens, 30, SequenceEnd.Post))));
    }

    /// <summary>Reviews have eight words at most.</summary>
    private static IDataView Tokens()
    {
        IDataView data = Reviews.Data(Context, 90);
        IEstimator<ITransformer> pipeline = Context.Transforms.Text.TokenizeIntoSequence("Tokens", "Text")
            .Append(Context.Transforms.Conversion.MapValueToKey("Label"));
        return pipeline.Fit(data).Transform(data);
    }

    private static IDataView Unpadded(IDataView tokens) =>
        Context.Transforms.CopyColumns("Features", "Tokens").Fit(tokens).Transform(tokens);

    private static IDataView Padded(IDataView tokens, int length, SequenceEnd end) =>
        Context.Transforms.PadSequences("Features", "Tokens", length, padding: end).Fit(tokens).Transform(tokens);

    private static SequenceMulticlassPredictionTransformer Train(IDataView data) =>
        Quick.Trainer(o => o.Bidirectional = true).Fit(data);
}
