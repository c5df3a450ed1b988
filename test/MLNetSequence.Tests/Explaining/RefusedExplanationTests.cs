using Microsoft.ML;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Explaining;

/// <summary>What cannot be explained is refused when the estimator is made.</summary>
[TestClass]
public class RefusedExplanationTests
{
    private static readonly Lazy<SequenceMulticlassPredictionTransformer> Shared = new(() => Toys.Classifier().Fit(Toys.Classes(20)));

    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void WithoutAnAttentionLayerThereAreNoWeights()
    {
        Exception error = Assert.ThrowsExactly<ArgumentException>(() => _ml.Transforms.ExplainSequences(Shared.Value, "S", "A"));
        StringAssert.Contains(error.Message, "no attention layer");
        StringAssert.Contains(error.Message, "SequencePooling.Attention");
    }

    [TestMethod]
    public void ATaggerAnswersAtEveryStep()
    {
        SequenceTaggingPredictionTransformer tagger = Toys.Tagger().Fit(Toys.Tagged(9));
        Exception error = Assert.ThrowsExactly<ArgumentException>(() => _ml.Transforms.ExplainSequences(tagger));
        StringAssert.Contains(error.Message, "every step");
    }

    [TestMethod]
    public void ColumnsAreNamedOnceAndAtLeastOne()
    {
        Assert.ThrowsExactly<ArgumentException>(() => _ml.Transforms.ExplainSequences(Shared.Value, null));
        Assert.ThrowsExactly<ArgumentException>(() => _ml.Transforms.ExplainSequences(Shared.Value, "S", "S"));
        Assert.ThrowsExactly<ArgumentException>(() => _ml.Transforms.ExplainSequences(Shared.Value, ""));
        Assert.ThrowsExactly<ArgumentException>(() => _ml.Transforms.ExplainSequences(Shared.Value, null, "A", output: 0));
    }

    [TestMethod]
    public void OutputsAreCountedFromZero()
    {
        foreach (int none in (int[])[-1, 3])
        {
            Exception error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
                () => _ml.Transforms.ExplainSequences(Shared.Value, output: none));
            StringAssert.Contains(error.Message, "from 0 to 2");
        }
    }

    [TestMethod]
    public void ThereMustBeAModel()
    {
        ITransformer copy = _ml.Transforms.CopyColumns("A", "Label").Fit(Toys.Classes(1));
        Assert.ThrowsExactly<ArgumentException>(() => _ml.Transforms.ExplainSequences(copy));
        Assert.ThrowsExactly<ArgumentNullException>(() => _ml.Transforms.ExplainSequences(null!));
    }
}
