#pragma warning disable
using System.Diagnostics;
using Microsoft.ML;
using MLNetSequence.Tests.Support;
namespace MLNetSequence.Tests.Anomalies;
[TestClass]
public class TryTests
{
    [TestMethod]
    public void Try()
    {
        foreach (int hidden in (int[])[6, 12, 24])
        foreach (double drop in (double[])[0, 0.2])
        foreach (int epochs in (int[])[10, 30])
        {
            var clock = Stopwatch.StartNew();
            var options = new SequenceAnomalyTrainer.Options { WindowSize = 12, ContributionsColumnName="Why", Training = new TrainingOptions { Epochs = epochs, Optimizer = new Adam { LearningRate = 0.02 }, Schedule = new CosineSchedule(), Seed = 1 } };
            var t = new MLContext(1).AnomalyDetection.Trainers;
            var model = t.LstmAutoencoder(new RecurrentLayers { HiddenSize = hidden, Dropout = drop }, options).Fit(Planted.Sine(600, 1).Table());
            Planted test = Planted.Sine(600, 2).Plant("Value", 1f, 50, 213).Plant("Value", -1f, 120, 300, 407);
            Verdicts v = Verdicts.Of(model, test.Table());
            Console.WriteLine($"sine h{hidden} d{drop} e{epochs}: {v.Against(test.Labels)} rate {v.AlertRate:F3} clean {Verdicts.Of(model, Planted.Sine(600, 3).Table()).AlertRate:F3} loss {model.History!.Last()} err {model.Model.Errors.Deviations[0]:F3} {clock.ElapsedMilliseconds} ms");
            clock.Restart();
            options.InputColumnNames = ["A", "B", "C"];
            model = t.LstmAutoencoder(new RecurrentLayers { HiddenSize = hidden, Dropout = drop }, options).Fit(Planted.Sensors(1000, 1).Table());
            test = Planted.Sensors(600, 2).Plant("A", 1f, 50, 213).Plant("B", 20f, 120, 300, 407);
            v = Verdicts.Of(model, test.Table());
            Console.WriteLine($"sens h{hidden} d{drop} e{epochs}: {v.Against(test.Labels)} rate {v.AlertRate:F3} clean {Verdicts.Of(model, Planted.Sensors(600, 3).Table()).AlertRate:F3} err {string.Join(' ', model.Model.Errors.Deviations.Concat(model.Model.Errors.Correlations).Select(x => x.ToString("F2")))} {clock.ElapsedMilliseconds} ms");
        }
        foreach (var (name, f) in new (string, Func<IEstimator<ForecastingTransformer>>)[] { ("gauss", () => new MLContext(1).Forecasting.ForecastByLstm("Forecast", "Value", 12, 1, hiddenSize: 8, epochs: 10)) , ("mse", () => new MLContext(1).Forecasting.ForecastByLstm(new RecurrentLayers{HiddenSize=8}, new SequenceForecaster.Options{TargetColumnNames=["Value"], WindowSize=12, Horizon=1, Loss = new MeanSquaredLoss(), Training = new TrainingOptions{Epochs=10}}))})
        {
            var clock = Stopwatch.StartNew();
            var model = new MLContext(1).AnomalyDetection.Trainers.ForecastResiduals(f()).Fit(Planted.Sine(600, 1).Table());
            Planted test = Planted.Sine(600, 2).Plant("Value", 1f, 50, 213).Plant("Value", -1f, 120, 300, 407);
            Verdicts v = Verdicts.Of(model, test.Table());
            Console.WriteLine($"{name}: {v.Against(test.Labels)} rate {v.AlertRate:F3} clean {Verdicts.Of(model, Planted.Sine(600, 3).Table()).AlertRate:F3} err {model.Model.Errors.Deviations[0]:F3} {clock.ElapsedMilliseconds} ms");
        }
    }
}
