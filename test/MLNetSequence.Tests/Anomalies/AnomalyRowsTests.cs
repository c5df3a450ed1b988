using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Interop;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Anomalies;

/// <summary>What a detector says of which rows, and what it may know of others.</summary>
[TestClass]
public class AnomalyRowsTests
{
    private static SequenceAnomalyTransformer[] Both => [Detectors.Sine, Detectors.Residuals];

    [TestMethod]
    public void ColumnsAreWhatMLNetsSpikeDetectorsMake()
    {
        IDataView scored = Detectors.Sine.Transform(Planted.Sine(40, 2).Plant("Value", 3, 30).Table());
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Double, 3), scored.Schema["Prediction"].Type);
        CollectionAssert.AreEqual(
            new[] { "Alert", "Raw Score", "P-Value Score" },
            Values.OfAnnotation<ReadOnlyMemory<char>>(scored.Schema["Prediction"], "SlotNames"));
        CollectionAssert.AreEqual(
            new[] { "Value" }, Values.OfAnnotation<ReadOnlyMemory<char>>(scored.Schema["Why"], "SlotNames"));
        Verdicts verdicts = Verdicts.Of(Detectors.Sine, Planted.Sine(40, 2).Plant("Value", 3, 30).Table());
        for (int t = 0; t < 40; t++)
        {
            double[] row = verdicts.Predictions[t];
            Assert.AreEqual(verdicts.Alerts[t] ? 1 : 0, row[0]);
            Assert.AreEqual(row[0] == 1, row[1] >= Detectors.Sine.Threshold);
            Assert.AreEqual(verdicts.Scores[t], (float)row[1]);
            Assert.AreEqual(Detectors.Sine.PValue(row[1]), row[2]);
        }
        Assert.AreEqual(1, verdicts.Predictions[30][0]);
        Assert.IsTrue(verdicts.Predictions[30][2] < 0.01);
    }

    [TestMethod]
    public void RowsWithoutAWholeWindowHaveNoScore()
    {
        Table data = Planted.Sine(20, 2).Table();
        CollectionAssert.AreEqual(
            TableColumns.Each(20, t => t < 11), Verdicts.Of(Detectors.Sine, data).Scores.Select(float.IsNaN).ToArray());
        CollectionAssert.AreEqual(
            TableColumns.Each(20, t => t < 12), Verdicts.Of(Detectors.Residuals, data).Scores.Select(float.IsNaN).ToArray());
        SequenceAnomalyTransformer early = Detectors.Autoencoder(o => o.MinimumRows = 3).Fit(Planted.Sine(600, 1).Table());
        Verdicts verdicts = Verdicts.Of(early, data);
        CollectionAssert.AreEqual(TableColumns.Each(20, t => t < 2), verdicts.Scores.Select(float.IsNaN).ToArray());
        Assert.IsTrue(verdicts.Alerts.Count(a => a) <= 2, "Short windows were learned, too.");
    }

    [TestMethod]
    public void NothingThatComesLaterCounts()
    {
        foreach (SequenceAnomalyTransformer model in Both)
        {
            Planted test = Planted.Sine(60, 2);
            string[] before = Values.Of(model.Transform(test.Table()), "Prediction");
            for (int t = 40; t < 60; t++)
            {
                test["Value"][t] = t % 3 == 0 ? float.NaN : 1e6f;
            }
            string[] after = Values.Of(model.Transform(test.Table()), "Prediction");
            CollectionAssert.AreEqual(before[..40], after[..40]);
            CollectionAssert.AreNotEqual(before[40..], after[40..]);
        }
    }

    /// <summary>The rows that scores are measured on are neither learned from nor in any scale.</summary>
    [TestMethod]
    public void NothingIsLearnedFromRowsThatAreHeldOut()
    {
        Planted plain = Planted.Sine(200, 1), poisoned = Planted.Sine(200, 1);
        for (int t = 160; t < 200; t++)
        {
            poisoned["Value"][t] = 1000 + t % 7;
        }
        foreach (IEstimator<SequenceAnomalyTransformer> trainer in new IEstimator<SequenceAnomalyTransformer>[]
        {
            Detectors.Autoencoder(o => o.Training = Small.Training),
            Detectors.OfForecaster(Detectors.Forecaster(o => o.Training = Small.Training)),
        })
        {
            SequenceAnomalyTransformer a = trainer.Fit(plain.Table()), b = trainer.Fit(poisoned.Table());
            CollectionAssert.AreEqual(a.Expected.Model.Core.Save(), b.Expected.Model.Core.Save());
            Assert.AreEqual(a.Model.Scales.Series[0], b.Model.Scales.Series[0]);
            Assert.AreNotEqual(a.Threshold, b.Threshold);
        }
    }

    [TestMethod]
    public void MissingValuesAreNoAnomalies()
    {
        Planted test = Planted.Sine(100, 2);
        foreach (int t in (int[])[20, 21, 50, 70])
        {
            test["Value"][t] = float.NaN;
        }
        foreach (SequenceAnomalyTransformer model in Both)
        {
            Verdicts verdicts = Verdicts.Of(model, test.Table());
            Assert.IsTrue(float.IsNaN(verdicts.Scores[50]) && !verdicts.Alerts[50]);
            Assert.IsFalse(float.IsNaN(verdicts.Scores[51]));
        }
        Planted sensors = Planted.Sensors(400, 1);
        for (int t = 0; t < 400; t += 5)
        {
            sensors["B"][t] = float.NaN;
        }
        SequenceAnomalyTransformer learned = Detectors.Autoencoder(o => o.InputColumnNames = ["A", "B", "C"]).Fit(sensors.Table());
        Verdicts scored = Verdicts.Of(learned, sensors.Table());
        Assert.AreEqual(389, scored.Scores.Count(float.IsFinite), "A row is judged by the inputs that are there.");
        float[][] why = [.. learned.Transform(sensors.Table()).GetColumn<float[]>("Why")];
        Assert.IsTrue(float.IsNaN(why[200][1]) && float.IsFinite(why[200][0]) && float.IsFinite(why[201][1]));
    }

    [TestMethod]
    public void MixedSeriesAreScoredAsByThemselves()
    {
        Planted a = Planted.Sine(300, 1), b = Planted.Sine(300, 2, level: 50, size: 10);
        foreach (IEstimator<SequenceAnomalyTransformer> trainer in new IEstimator<SequenceAnomalyTransformer>[]
        {
            Detectors.Autoencoder(o => o.GroupColumnName = "Name"),
            Detectors.OfForecaster(Detectors.Forecaster(o => (o.GroupColumnName, o.Loss) = ("Name", new MeanSquaredLoss()))),
        })
        {
            SequenceAnomalyTransformer model = trainer.Fit(Mixed(a["Value"], b["Value"]));
            // A jump of the large series is not one of the small one's size, and a new series has a level of its own.
            Planted test = Planted.Sine(80, 3).Plant("Value", 2, 40);
            Planted large = Planted.Sine(80, 4, level: 50, size: 10).Plant("Value", 20, 60);
            Verdicts mixed = Verdicts.Of(model, Mixed(test["Value"], large["Value"]));
            for (int s = 0; s < 2; s++)
            {
                float[] values = s == 0 ? test["Value"] : large["Value"];
                Table alone = new Table().AddNumbers("Value", values).AddText("Name", TableColumns.Each(80, _ => s == 0 ? "a" : "b"));
                CollectionAssert.AreEqual(
                    Verdicts.Of(model, alone).Scores, mixed.Scores.Where((_, i) => i % 2 == s).ToArray());
            }
            Assert.IsTrue(mixed.Alerts[40 * 2] && mixed.Alerts[60 * 2 + 1]);
            Table unknown = new Table().AddNumbers("Value", Planted.Sine(80, 5, level: 700, size: 3).Plant("Value", 9, 50)["Value"])
                .AddText("Name", TableColumns.Each(80, _ => "c"));
            Verdicts strange = Verdicts.Of(model, unknown);
            Assert.IsTrue(strange.Alerts[50]);
            Assert.IsTrue(strange.Alerts.Count(x => x) <= 20);
        }
    }

    [TestMethod]
    public void TheSameSeedGivesTheSameBits()
    {
        Table data = Planted.Sine(200, 1).Table();
        SequenceAnomalyTransformer Fitted(long seed, int threads) =>
            Detectors.Autoencoder(o => o.Training = Small.Training with { Seed = seed, Threads = threads }).Fit(data);
        CollectionAssert.AreEqual(Bits(Fitted(1, 1)), Bits(Fitted(1, 2)));
        CollectionAssert.AreNotEqual(Bits(Fitted(1, 1)), Bits(Fitted(2, 1)));
    }

    // A report has times, too.
    private static byte[] Bits(SequenceAnomalyTransformer model) => [.. model.Expected.Model.Core.Save(), .. ModelJson.Write(model.Model)];

    private static Table Mixed(float[] a, float[] b) => new Table()
        .AddNumbers("Value", TableColumns.Each(a.Length * 2, i => (i % 2 == 0 ? a : b)[i / 2]))
        .AddText("Name", TableColumns.Each(a.Length * 2, i => i % 2 == 0 ? "a" : "b"));
}
