using MLNetSequence;
using MLNetSequence.Interop;

namespace Microsoft.ML;

/// <summary>LSTM trainers, as MLNetSequence adds them to the trainer catalogs.</summary>
public static class LstmCatalog
{
    /// <summary>Trains an LSTM to tell classes of token sequences apart.</summary>
    /// <param name="catalog"><c>mlContext.MulticlassClassification.Trainers</c>.</param>
    /// <param name="labelColumnName">Name of the label column: Key&lt;UInt32&gt;, as MapValueToKey makes it.</param>
    /// <param name="featureColumnName">Name of the feature column: a vector, of any length, of Key&lt;UInt32&gt;.</param>
    /// <param name="hiddenSize">Units of one direction of a layer, at least 1.</param>
    /// <param name="layers">LSTM layers, at least 1.</param>
    /// <param name="bidirectional">Whether every layer reads the sequence backward too.</param>
    /// <param name="epochs">Passes over the data, at least 1.</param>
    /// <returns>The trainer.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    /// <example><code>
    /// var pipeline = mlContext.Transforms.Text.TokenizeIntoSequence("Tokens", "Text", maximumTokens: 20_000)
    ///     .Append(mlContext.Transforms.PadSequences("Features", "Tokens", length: 200))
    ///     .Append(mlContext.Transforms.Conversion.MapValueToKey("Label"))
    ///     .Append(mlContext.MulticlassClassification.Trainers.Lstm(hiddenSize: 64, bidirectional: true))
    ///     .Append(mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
    /// </code></example>
    public static LstmMulticlassTrainer Lstm(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        int hiddenSize = LstmMulticlassTrainer.Defaults.HiddenSize,
        int layers = LstmMulticlassTrainer.Defaults.Layers,
        bool bidirectional = LstmMulticlassTrainer.Defaults.Bidirectional,
        int epochs = LstmMulticlassTrainer.Defaults.Epochs) =>
        catalog.Lstm(new LstmMulticlassTrainer.Options
        {
            LabelColumnName = labelColumnName,
            FeatureColumnName = featureColumnName,
            HiddenSize = hiddenSize,
            Layers = layers,
            Bidirectional = bidirectional,
            Epochs = epochs,
        });

    /// <summary>Trains an LSTM to tell classes of token sequences apart, with every option.</summary>
    /// <param name="catalog"><c>mlContext.MulticlassClassification.Trainers</c>.</param>
    /// <param name="options">How to train.</param>
    /// <returns>The trainer.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static LstmMulticlassTrainer Lstm(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, LstmMulticlassTrainer.Options options) =>
        new(MLNet.Environment(catalog), options);
}
