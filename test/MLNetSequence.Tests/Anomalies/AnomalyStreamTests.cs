using Microsoft.ML;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Anomalies;

[TestClass]
public class AnomalyStreamTests
{
    private static readonly MLContext Context = new(1);

    [TestMethod]
    public void AStreamGivesTheBitsOfTransform()
    {
        foreach (IEstimator<SequenceAnomalyTransformer> trainer in Trainers())
        {
            Reading[] learned = Readings(0, 160), next = Readings(160, 200);
            SequenceAnomalyTransformer model = trainer.Fit(Context.Data.LoadFromEnumerable(learned));
            using SequenceEngine<Reading, Verdict> engine = model.CreateSequenceEngine<Reading, Verdict>(Context);
            Verdict[] streamed = [.. next.Select(engine.Predict)];
            IDataView all = model.Transform(Context.Data.LoadFromEnumerable(learned.Concat(next)));
            Same(Context.Data.CreateEnumerable<Verdict>(all, reuseRowObject: false).Skip(learned.Length), streamed);
            // The model itself has not moved on.
            using SequenceEngine<Reading, Verdict> again = model.CreateSequenceEngine<Reading, Verdict>(Context);
            Same(streamed, next.Select(again.Predict));
        }
    }

    [TestMethod]
    public void ACheckpointGoesOnWithTheSameBits()
    {
        foreach (IEstimator<SequenceAnomalyTransformer> trainer in Trainers())
        {
            SequenceAnomalyTransformer model = trainer.Fit(Context.Data.LoadFromEnumerable(Readings(0, 160)));
            using SequenceEngine<Reading, Verdict> engine = model.CreateSequenceEngine<Reading, Verdict>(Context);
            foreach (Reading reading in Readings(160, 175))
            {
                engine.Observe(reading);
            }
            using var stream = new MemoryStream();
            engine.CheckPoint(Context, stream);
            ITransformer loaded = ModelFile.Load(stream.ToArray());
            using SequenceEngine<Reading, Verdict> again = loaded.CreateSequenceEngine<Reading, Verdict>(Context);
            Reading[] next = [.. Readings(175, 190), new Reading { Name = "new", Time = new DateTime(2030, 1, 1), Value = 2 }];
            Same(next.Select(engine.Predict), next.Select(again.Predict));
        }
    }

    [TestMethod]
    public void ARowOutOfOrderLeavesNoTrace()
    {
        SequenceAnomalyTransformer model = Trainers()[0].Fit(Context.Data.LoadFromEnumerable(Readings(0, 160)));
        using SequenceEngine<Reading, Verdict> engine = model.CreateSequenceEngine<Reading, Verdict>(Context);
        using SequenceEngine<Reading, Verdict> other = model.CreateSequenceEngine<Reading, Verdict>(Context);
        Assert.ThrowsExactly<InvalidOperationException>(() => engine.Predict(Readings(10, 11)[0]));
        Same(Readings(160, 164).Select(other.Predict), Readings(160, 164).Select(engine.Predict));
        Assert.ThrowsExactly<InvalidOperationException>(() => engine.Forecast());
    }

    [TestMethod]
    public void APredictionEngineSaysWhatToUse()
    {
        var error = Assert.ThrowsExactly<InvalidOperationException>(
            () => Context.Model.CreatePredictionEngine<Reading, Verdict>(Detectors.Sine));
        StringAssert.Contains(error.Message, "CreateSequenceEngine");
    }

    private static IEstimator<SequenceAnomalyTransformer>[] Trainers() =>
    [
        Detectors.Autoencoder(o =>
            (o.GroupColumnName, o.TimeColumnName, o.WindowSize, o.Training) = ("Name", "Time", 5, Small.Training)),
        Detectors.OfForecaster(Detectors.Forecaster(o =>
            (o.GroupColumnName, o.TimeColumnName, o.TimeFeatures, o.WindowSize, o.Training) =
                ("Name", "Time", TimeParts.DayOfWeek, 5, Small.Training))),
        Detectors.OfForecaster(Detectors.Forecaster(o =>
            (o.GroupColumnName, o.TimeColumnName, o.FutureCovariateColumnNames, o.Loss, o.WindowSize, o.Training) =
                ("Name", "Time", ["Known"], new MeanAbsoluteLoss(), 5, Small.Training))),
        Detectors.OfForecaster(Context.Forecasting.ForecastByDrift("Forecast", "Value", 1, groupColumnName: "Name")),
    ];

    private static Reading[] Readings(int from, int to) => [.. Enumerable.Range(from, to - from).Select(i => new Reading
    {
        Name = i % 2 == 0 ? "a" : "b",
        Time = new DateTime(2024, 1, 1).AddDays(i),
        Value = i % 17 == 3 ? float.NaN : (float)Math.Sin(i * 0.3) * (1 + i % 2),
        Known = i % 5,
    })];

    private static void Same(IEnumerable<Verdict> expected, IEnumerable<Verdict> actual) =>
        CollectionAssert.AreEqual(expected.Select(Text).ToArray(), actual.Select(Text).ToArray());

    private static string Text(Verdict verdict) => string.Join(' ',
    [
        .. verdict.Prediction.Select(Values.Write), Values.Write(verdict.Score), $"{verdict.PredictedLabel}",
        .. verdict.Why.Select(Values.Write),
    ]);

    public sealed class Reading
    {
        public string Name { get; set; } = "";

        public DateTime Time { get; set; }

        public float Value { get; set; }

        public float Known { get; set; }
    }

    public sealed class Verdict
    {
        public double[] Prediction { get; set; } = [];

        public float Score { get; set; }

        public bool PredictedLabel { get; set; }

        public float[] Why { get; set; } = [];
    }
}
