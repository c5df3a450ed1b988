using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Anomalies;

/// <summary>What cannot be done is said, with what to do about it; what was altered since is refused.</summary>
[TestClass]
public class AnomalyErrorsTests
{
    [TestMethod]
    [DataRow(0, "no rows")]
    [DataRow(11, "takes 12 rows")]
    [DataRow(13, "leaves no row to measure on")]
    public void TooFewRowsForAnAutoencoder(int rows, string said)
    {
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => Detectors.Autoencoder().Fit(Planted.Sine(rows, 1).Table()));
        StringAssert.Contains(error.Message, said);
    }

    [TestMethod]
    [DataRow(0, "no rows")]
    [DataRow(1, "takes 2 rows")]
    [DataRow(4, "leaves no row to measure on")]
    [DataRow(9, "takes 13 rows")]
    public void TooFewRowsForAForecaster(int rows, string said)
    {
        ForecastResidualTrainer trainer = Detectors.OfForecaster(Detectors.Forecaster(o => o.Training = Small.Training));
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => trainer.Fit(Planted.Sine(rows, 1).Table()));
        StringAssert.Contains(error.Message, said);
    }

    [TestMethod]
    public void AShareThatFewScoresCannotKnowIsRefusedOnlyWhereItIsAskedFor()
    {
        Table data = Planted.Sine(100, 1).Table();
        var error = Assert.ThrowsExactly<InvalidOperationException>(
            () => Detectors.Autoencoder(o => (o.ExpectedRate, o.Training) = (0.001, Small.Training)).Fit(data));
        StringAssert.Contains(error.Message, "20 scores");
        StringAssert.Contains(error.Message, "0.0476");
        // Nobody said which: above all 20.
        SequenceAnomalyTransformer model = Detectors.Autoencoder(o => o.Training = Small.Training).Fit(data);
        Assert.IsFalse(Verdicts.Of(model, data).Alerts[80..].Contains(true));
        Assert.AreEqual(model.Threshold, Math.BitIncrement(Verdicts.Of(model, data).Predictions[80..].Max(p => p[1])));
    }

    [TestMethod]
    public void ColumnsThatDoNotFit()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => Detectors.Autoencoder(o => o.InputColumnNames = ["None"]).Fit(Planted.Sine(100, 1).Table()));
        Table wide = new Table().AddKnown("Value", [3], TableColumns.Each(5, _ => new float[3]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Detectors.Sine.Transform(wide));
        var large = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => Detectors.Autoencoder(o => o.WindowSize = 400_000).Fit(wide));
        Assert.AreEqual("WindowSize", large.ParamName);
        Planted infinite = Planted.Sine(100, 1);
        infinite["Value"][7] = float.PositiveInfinity;
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidOperationException>(() => Detectors.Autoencoder().Fit(infinite.Table())).Message, "Row 8");
    }

    [TestMethod]
    public void TimesMustRise()
    {
        Table data = Planted.Sine(100, 1).Table().Add(
            "Time", DateTimeDataViewType.Instance, TableColumns.Each(100, i => new DateTime(2024, 1, 1).AddDays(i == 60 ? 59 : i)));
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => Detectors.Autoencoder(o => o.TimeColumnName = "Time").Fit(data));
        StringAssert.Contains(error.Message, "Row 61");
    }

    [TestMethod]
    public void OnlyForecastersOfOursAreTaken()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => Detectors.OfForecaster(new Foreign()));
        StringAssert.Contains(error.Message, nameof(Foreign));
    }

    [TestMethod]
    public void AForecasterThatMustKnowMoreThanTheRowIsRefused()
    {
        Table data = Planted.Sine(100, 1).Table();
        SequenceForecaster far = Detectors.Forecaster(o =>
            (o.Horizon, o.FutureCovariateColumnNames, o.Training) = (3, ["Label"], Small.Training));
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => Detectors.OfForecaster(far).Fit(data)).Message, "Horizon");
        // Without them the first of its steps counts.
        SequenceForecaster plain = Detectors.Forecaster(o => (o.Horizon, o.Training) = (3, Small.Training));
        Assert.IsTrue(Verdicts.Of(Detectors.OfForecaster(plain).Fit(data), data).Scores[^1] >= 0);
    }

    [TestMethod]
    [DataRow("\"formatVersion\":1", "\"formatVersion\":2")]
    [DataRow("\"output\":\"Prediction\"", "\"output\":\"\"")]
    [DataRow("\"output\":\"Prediction\"", "\"output\":null")]
    [DataRow("\"score\":\"Score\"", "\"score\":\"\"")]
    [DataRow("\"minimumRows\":12", "\"minimumRows\":13")]
    [DataRow("\"minimumRows\":12", "\"minimumRows\":0")]
    [DataRow("\"deviations\":[", "\"deviations\":[1,")]
    [DataRow("\"deviations\":[", "\"deviations\":[-")]
    [DataRow("\"correlations\":[]", "\"correlations\":[1,0,0,1]")]
    [DataRow("\"threshold\":", "\"threshold\":\"NaN\",\"was\":")]
    [DataRow("\"from\":[", "\"from\":[-1,")]
    [DataRow("\"widths\":[", "\"widths\":[0,")]
    public void ATamperedPayloadIsRefused(string from, string to)
    {
        byte[] payload = Payload();
        int length = BitConverter.ToInt32(payload);
        string head = Encoding.UTF8.GetString(payload, 4, length);
        StringAssert.Contains(head, from);
        byte[] changed = Encoding.UTF8.GetBytes(head.Replace(from, to, StringComparison.Ordinal));
        byte[] tampered = [.. BitConverter.GetBytes(changed.Length), .. changed, .. payload[(4 + length)..]];
        Assert.ThrowsExactly<InvalidDataException>(() => SequenceAnomalyTransformer.Load(tampered));
    }

    [TestMethod]
    public void ATruncatedOrExtendedPayloadIsRefused()
    {
        byte[] payload = Payload();
        SequenceAnomalyTransformer.Load(payload);
        for (int length = 0; length < payload.Length; length += 1 + payload.Length / 40)
        {
            Assert.ThrowsExactly<InvalidDataException>(() => SequenceAnomalyTransformer.Load(payload[..length]));
        }
        Assert.ThrowsExactly<InvalidDataException>(() => SequenceAnomalyTransformer.Load([.. payload, 0]));
    }

    private static byte[] Payload() =>
        ModelFile.Envelopes(ModelFile.Save(Detectors.Sine, Planted.Sine(1, 1).Table().Schema)).Single().Payload;

    private sealed class Foreign : IEstimator<ForecastingTransformer>
    {
        public ForecastingTransformer Fit(IDataView input) => throw new InvalidOperationException();

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;
    }
}
