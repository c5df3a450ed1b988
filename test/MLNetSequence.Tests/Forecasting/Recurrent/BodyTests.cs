using Microsoft.ML;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Forecasting.Recurrent;

/// <summary>Networks of a user's own layers.</summary>
[TestClass]
public class BodyTests
{
    private static readonly Table Data = Nets.One(40, i => i % 5 + 0.1 * i).AddNumbers("Known", Nets.Numbers(40, i => i % 3));

    [TestMethod]
    public void LayersOfAnyKindForecast()
    {
        Check(window => window.Conv1D(4, 2).Gru(3), ForecastingStrategy.Direct);
        Check(window => window.Gru(3, returnSequences: true).MeanPooling(), ForecastingStrategy.Direct, known: true);
        Check(window => window.Lstm(3, returnSequences: true), ForecastingStrategy.Recursive);
        Check(window => window.Gru(3, returnSequences: true).Dense(4, Activation.Tanh), ForecastingStrategy.Recursive, known: true);
        Check(window => window.Gru(3).RepeatVector(3).Gru(3, returnSequences: true), ForecastingStrategy.EncoderDecoder);
        Check(
            window => window.Gru(3).RepeatVector(3).JoinFuture(1).Gru(3, returnSequences: true),
            ForecastingStrategy.EncoderDecoder, known: true);
    }

    [TestMethod]
    public void LayersThatEndInAnotherShapeAreRefused()
    {
        Refused(window => window.Gru(3, returnSequences: true), ForecastingStrategy.Direct, "Direct needs one row for the window");
        Refused(window => window.Gru(3), ForecastingStrategy.Recursive, "Recursive needs a row for every step");
        Refused(
            window => window.Conv1D(3, 2, new Conv1DOptions { Stride = 2 }).Gru(3, returnSequences: true), ForecastingStrategy.Recursive,
            "needs a row for every step");
        Refused(window => window.Gru(3), ForecastingStrategy.EncoderDecoder, "a row for each of the 3 steps to come: RepeatVector(3)");
        Refused(
            window => window.Gru(3).RepeatVector(2).Gru(3, returnSequences: true), ForecastingStrategy.EncoderDecoder, "RepeatVector(3)");
        Refused(_ => null!, ForecastingStrategy.Direct, "returned null");
    }

    [TestMethod]
    public void NumbersThatAreNotGivenOrNotTakenAreRefused()
    {
        Refused(window => window.Gru(3).JoinStatics(2), ForecastingStrategy.Direct, "The layers join 2 numbers");
        Refused(
            window => window.Gru(3).RepeatVector(3).Gru(3, returnSequences: true), ForecastingStrategy.EncoderDecoder,
            "must join the 1 numbers that are known of each step to come: JoinFuture(1)", known: true);
        Refused(
            window => window.Gru(3).RepeatVector(3).JoinFuture(2).Gru(3, returnSequences: true), ForecastingStrategy.EncoderDecoder,
            "JoinFuture(1)", known: true);
    }

    /// <summary>It is said when it is fitted, and not when the first forecast is asked for.</summary>
    [TestMethod]
    public void LayersThatCannotGoOnStepByStepAreRefused()
    {
        Refused(
            window => window.Gru(3, bidirectional: true, returnSequences: true), ForecastingStrategy.Recursive,
            "Recursive goes on from step to step");
        Refused(
            window => window.Conv1D(4, 2).Gru(3, returnSequences: true), ForecastingStrategy.Recursive, "Recursive goes on from step to step");
    }

    private static void Refused(
        Func<SequenceNetwork, SequenceNetwork> body, ForecastingStrategy strategy, string says, bool known = false)
    {
        Exception error = Assert.ThrowsExactly<ArgumentException>(() => Fit(body, strategy, known));
        StringAssert.Contains(error.Message, says);
    }

    private static void Check(Func<SequenceNetwork, SequenceNetwork> body, ForecastingStrategy strategy, bool known = false)
    {
        ForecastingTransformer model = Fit(body, strategy, known);
        Table? future = known ? new Table().AddNumbers("Known", 1, 2, 0) : null;
        string forecast = Nets.Text(model.Forecast(future: future));
        Assert.IsTrue(model.Forecast(future: future)[0].Values().All(float.IsFinite));
        Assert.AreEqual(forecast, Nets.Text(Nets.Reload(model, Data.Schema).Forecast(future: future)));
        Assert.AreEqual(forecast, Nets.Text(model.Forecast(Data, future: future)));
    }

    private static ForecastingTransformer Fit(Func<SequenceNetwork, SequenceNetwork> body, ForecastingStrategy strategy, bool known) =>
        new MLContext(1).Forecasting.ForecastByRecurrentNetwork(body, Nets.Options(o =>
        {
            (o.Strategy, o.FutureCovariateColumnNames) = (strategy, known ? ["Known"] : []);
        })).Fit(Data);
}
