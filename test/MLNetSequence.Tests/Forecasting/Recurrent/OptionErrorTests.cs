using Microsoft.ML;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Forecasting.Recurrent;

/// <summary>Options that make no sense are refused before any data is read, each with its own words.</summary>
[TestClass]
public class OptionErrorTests
{
    private static readonly (Action<SequenceForecaster.Options> Change, string[] Says)[] Cases =
    [
        (o => o.OutputColumnName = "", ["OutputColumnName"]),
        (o => o.OutputColumnName = null!, ["OutputColumnName"]),
        (o => o.TargetColumnNames = null!, ["TargetColumnNames"]),
        (o => o.TargetColumnNames = [], ["TargetColumnNames must hold at least one name"]),
        (o => o.TargetColumnNames = ["a", ""], ["TargetColumnNames"]),
        (o => o.TargetColumnNames = ["a", "a"], ["TargetColumnNames holds 'a' more than once"]),
        (o => o.Horizon = 0, ["Horizon must be at least 1"]),
        (o => o.GroupColumnName = "", ["GroupColumnName must not be empty; null means none"]),
        (o => o.TimeColumnName = "", ["TimeColumnName must not be empty"]),
        (o => o.ConfidenceLowerBoundColumn = "", ["ConfidenceLowerBoundColumn must not be empty"]),
        (o => o.ConfidenceUpperBoundColumn = "", ["ConfidenceUpperBoundColumn must not be empty"]),
        (o => o.ConfidenceLowerBoundColumn = "Forecast", ["need names of their own; two are the same"]),
        (o => (o.ConfidenceLowerBoundColumn, o.ConfidenceUpperBoundColumn) = ("x", "x"), ["need names of their own"]),
        (o => o.ConfidenceLevel = 0, ["ConfidenceLevel must be above 0 and below 1"]),
        (o => o.ConfidenceLevel = 1, ["ConfidenceLevel must be above 0 and below 1"]),
        (o => o.ConfidenceLevel = double.NaN, ["ConfidenceLevel must be above 0 and below 1"]),
        (o => o.FutureCovariateColumnNames = ["Value"], ["Column 'Value' is named more than once among targets and covariates"]),
        (o => (o.PastCovariateColumnNames, o.FutureCovariateColumnNames) = (["x"], ["x"]), ["Column 'x' is named more than once"]),
        (o => (o.StaticCovariateColumnNames, o.FutureCovariateColumnNames) = (["x"], ["x"]), ["Column 'x' is named more than once"]),
        (o => o.WindowSize = 0, ["WindowSize must be at least 1"]),
        (o => o.Stride = 0, ["Stride must be at least 1"]),
        (o => o.Paths = 0, ["Paths must be at least 1"]),
        (o => o.EmbeddingSize = 0, ["EmbeddingSize must be at least 1"]),
        (o => o.PastCovariateColumnNames = null!, ["PastCovariateColumnNames"]),
        (o => o.FutureCovariateColumnNames = null!, ["FutureCovariateColumnNames"]),
        (o => o.StaticCovariateColumnNames = null!, ["StaticCovariateColumnNames"]),
        (o => o.PastCovariateColumnNames = ["x", "x"], ["PastCovariateColumnNames holds 'x' more than once"]),
        (o => o.FutureCovariateColumnNames = [""], ["FutureCovariateColumnNames"]),
        (o => o.StaticCovariateColumnNames = [null!], ["StaticCovariateColumnNames"]),
        (o => o.Strategy = (ForecastingStrategy)9, ["Strategy must be Direct, Recursive or EncoderDecoder"]),
        (o => o.Transform = (TargetTransform)9, ["Transform must be None"]),
        (o => o.Training = null!, ["Training"]),
        (o => o.Training = o.Training with { Epochs = 0 }, ["Epochs"]),
        (o => o.Scaling = new((ScaleCentre)9, ScaleWidth.One), ["Centre must be Zero"]),
        (o => o.Scaling = new(ScaleCentre.Zero, (ScaleWidth)9), ["Width must be One"]),
        (o => o.Loss = null!, ["Loss"]),
        (o => o.Loss = new CrossEntropyLoss(), ["Loss must be one of numbers, not CrossEntropyLoss"]),
        (o => o.Loss = new BinaryCrossEntropyLoss(), ["not BinaryCrossEntropyLoss"]),
        (
            o => (o.Loss, o.Transform) = (new NegativeBinomialLoss(), TargetTransform.Logarithm),
            ["counts as they are: leave Transform out, and Scaling at ForecastScaling.Magnitude"]),
        (o => (o.Loss, o.Scaling) = (new NegativeBinomialLoss(), ForecastScaling.LastValue), ["counts as they are"]),
        (
            o => (o.Loss, o.ConfidenceUpperBoundColumn) = (new MeanSquaredLoss(), "High"),
            ["Column 'High' is to hold bounds, and MeanSquaredLoss gives none: take GaussianLoss"]),
        (o => (o.Loss, o.ConfidenceLowerBoundColumn) = (new HuberLoss(), "Low"), ["Column 'Low' is to hold bounds, and HuberLoss"]),
        (o => o.LinearSteps = -1, ["LinearSteps must be from 0 to WindowSize"]),
        (o => o.LinearSteps = 5, ["LinearSteps must be from 0 to WindowSize"]),
        (
            o => (o.LinearSteps, o.Strategy) = (1, ForecastingStrategy.Recursive),
            ["LinearSteps is for the strategy Direct, not Recursive"]),
        (
            o => (o.PastCovariateColumnNames, o.Strategy) = (["x"], ForecastingStrategy.Recursive),
            ["Recursive goes on to steps of which 'x' is not known: take Direct or EncoderDecoder, or leave PastCovariateColumnNames out"]),
        (o => o.TimeFeatures = TimeParts.Month, ["TimeFeatures needs TimeColumnName"]),
        (o => (o.TimeColumnName, o.TimeFeatures) = ("Day", (TimeParts)(1 << 20)), ["TimeFeatures must be some of: Minute, Hour"]),
    ];

    private static IEnumerable<object[]> Numbers => Enumerable.Range(0, Cases.Length).Select(i => new object[] { i, Cases[i].Says[0] });

    [TestMethod]
    [DynamicData(nameof(Numbers))]
    public void EachIsRefused(int number, string says)
    {
        _ = says;
        Exception? error = null;
        try
        {
            Nets.Of(Cases[number].Change);
        }
        catch (ArgumentException e)
        {
            error = e;
        }
        Assert.IsNotNull(error);
        Array.ForEach(Cases[number].Says, what => StringAssert.Contains(error.Message, what));
    }

    [TestMethod]
    public void ThoseThatAreAtTheEdgeAreNot()
    {
        Nets.Of(o => o.LinearSteps = 0);
        Nets.Of(o => o.LinearSteps = 4);
        Nets.Of(o => (o.LinearSteps, o.Strategy) = (0, ForecastingStrategy.Recursive));
        Nets.Of(o => (o.Loss, o.Scaling) = (new NegativeBinomialLoss(), ForecastScaling.Magnitude));
        Nets.Of(o => o.ConfidenceLevel = 1e-9);
        Nets.Of(o => o.GroupColumnName = "Value");
    }

    [TestMethod]
    public void LayersThatCannotGoOnAreRefused()
    {
        static SequenceForecaster Of(RecurrentLayers layers, ForecastingStrategy strategy) =>
            new MLContext(1).Forecasting.ForecastByLstm(layers, Nets.Options(o => o.Strategy = strategy));
        Exception error = Assert.ThrowsExactly<ArgumentException>(() => Of(new() { Bidirectional = true }, ForecastingStrategy.Recursive));
        StringAssert.Contains(error.Message, "no layer can read backward: leave Bidirectional out");
        error = Assert.ThrowsExactly<ArgumentException>(() => Of(new() { Pooling = SequencePooling.Mean }, ForecastingStrategy.Recursive));
        StringAssert.Contains(error.Message, "nothing to pool");
        Of(new() { Bidirectional = true, Pooling = SequencePooling.Mean }, ForecastingStrategy.Direct);
        Of(new() { Bidirectional = true, Pooling = SequencePooling.Attention }, ForecastingStrategy.EncoderDecoder);
        Assert.Throws<ArgumentException>(() => Of(new() { HiddenSize = 0 }, ForecastingStrategy.Direct));
        Assert.ThrowsExactly<ArgumentNullException>(() => Of(null!, ForecastingStrategy.Direct));
        Assert.ThrowsExactly<ArgumentNullException>(() => new MLContext(1).Forecasting.ForecastByLstm(new(), null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => new MLContext(1).Forecasting.ForecastByRecurrentNetwork(null!, Nets.Options()));
    }

    /// <summary>Few plain arguments are the options of the same names.</summary>
    [TestMethod]
    public void ThePlainOverloadsSayTheSame()
    {
        Table data = Nets.One(60, i => i % 7).AddText("Name", [.. Enumerable.Range(0, 60).Select(i => i % 2 == 0 ? "a" : "b")]);
        SequenceForecaster.Options options = new()
        {
            OutputColumnName = "Next",
            TargetColumnNames = ["Value"],
            WindowSize = 5,
            Horizon = 2,
            GroupColumnName = "Name",
            ConfidenceLowerBoundColumn = "Low",
            ConfidenceUpperBoundColumn = "High",
            ConfidenceLevel = 0.5,
        };
        options.Training = options.Training with { Epochs = 2 };
        var layers = new RecurrentLayers { HiddenSize = 3, Layers = 2, Dropout = 0 };
        string All(SequenceForecaster forecaster) => Nets.All(forecaster.Fit(data), data);
        Assert.AreEqual(
            All(new MLContext(3).Forecasting.ForecastByLstm(layers, options)),
            All(new MLContext(3).Forecasting.ForecastByLstm("Next", "Value", 5, 2, "Name", 3, 2, 2, "Low", "High", 0.5)));
        Assert.AreEqual(
            All(new MLContext(3).Forecasting.ForecastByGru(layers, options)),
            All(new MLContext(3).Forecasting.ForecastByGru("Next", "Value", 5, 2, "Name", 3, 2, 2, "Low", "High", 0.5)));
    }
}
