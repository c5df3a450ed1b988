using Microsoft.ML;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Trainers;

/// <summary>The same seed and data make the same model, bit for bit, on any number of threads.</summary>
[TestClass]
public class DeterminismTests
{
    [TestMethod]
    public void TheNumberOfThreadsChangesNothing()
    {
        // 128 rows a batch are eight shards: enough for the threads to have different work each time.
        string[] models =
        [
            .. new int?[] { 1, 2, 3, null }.Select(threads => Train(o =>
            {
                (o.Threads, o.BatchSize, o.HiddenSize, o.ValidationFraction) = (threads, 128, 16, 0.1);
            })),
        ];
        Assert.AreEqual(1, models.Distinct().Count());
    }

    [TestMethod]
    public void AnotherSeedMakesAnotherModel()
    {
        Assert.AreEqual(Train(o => o.Seed = 3), Train(o => o.Seed = 3));
        Assert.AreNotEqual(Train(o => o.Seed = 3), Train(o => o.Seed = 4));
        Assert.AreNotEqual(Train(o => o.Seed = 3), Train(o => o.Seed = -3));
        Assert.AreNotEqual(Train(o => o.Seed = 3), Train(o => o.Seed = 3 + (1L << 32)), "All 64 bits count.");
    }

    [TestMethod]
    public void WithoutASeedTheContextsDecides()
    {
        Assert.AreEqual(Train(o => o.Seed = null, contextSeed: 7), Train(o => o.Seed = null, contextSeed: 7));
        Assert.AreNotEqual(Train(o => o.Seed = null, contextSeed: 7), Train(o => o.Seed = null, contextSeed: 8));
        Assert.AreEqual(Train(o => o.Seed = 3, contextSeed: 7), Train(o => o.Seed = 3, contextSeed: 8));
    }

    /// <summary>The context's seed is drawn when the trainer is made, not at each fit.</summary>
    [TestMethod]
    public void ATrainerFittedTwiceGivesOneModel()
    {
        SequenceMulticlassTrainer trainer = Quick.Trainer(o => o.Seed = null);
        Assert.AreEqual(Quick.Bits(trainer.Fit(Quick.Tokens())), Quick.Bits(trainer.Fit(Quick.Tokens())));
    }

    [TestMethod]
    public void AWholePipelineIsRepeatable()
    {
        string[] runs =
        [
            .. new int[] { 1, 2 }.Select(threads =>
            {
                var context = new MLContext(5);
                ITransformer model = Quick.Pipeline(context, Quick.Options(o => (o.Seed, o.Threads) = (null, threads)))
                    .Fit(Reviews.Data(context, 60));
                return string.Join('\n', Values.Of(model.Transform(Reviews.Data(context, 60, seed: 2)), "Score"));
            }),
        ];
        Assert.AreEqual(runs[0], runs[1]);
    }

    /// <summary>Bits of the parameters, and the whole saved payload but for the report, which tells the time.</summary>
    private static string Train(Action<QuickOptions> change, int contextSeed = 1)
    {
        Table data = Quick.Tokens(rows: 300);
        var model = new MLContext(contextSeed).MulticlassClassification.Trainers.Lstm(Quick.Options(change)).Fit(data);
        byte[] payload = ModelFile.Envelopes(ModelFile.Save(model, data.Schema)).Single().Payload;
        return $"{Quick.Bits(model)} {Convert.ToHexString(Saved.WithoutReport(payload))}";
    }
}
