using MLNetSequence;
using MLNetSequence.Interop;
using MLNetSequence.Trainers;
using TrainerCatalog = Microsoft.ML.MulticlassClassificationCatalog.MulticlassClassificationTrainers;

namespace Microsoft.ML;

/// <summary>Taggers, as MLNetSequence adds them to <c>mlContext.MulticlassClassification.Trainers</c>.</summary>
public static class SequenceTaggingCatalog
{
    /// <summary>Trains a recurrent network to give each step of a sequence a label.</summary>
    /// <param name="catalog"><c>mlContext.MulticlassClassification.Trainers</c>.</param>
    /// <param name="labelColumnName">
    /// Name of the label column: a vector of Key&lt;UInt32&gt;, one a step, as MapValueToKey makes it of a vector of text.
    /// </param>
    /// <param name="featureColumnName">
    /// Name of the feature column: a vector, of any length, of Key&lt;UInt32&gt;, or of Single of the dimensions (T), (T, F) or (0, F).
    /// </param>
    /// <param name="cell">The kind of layers.</param>
    /// <param name="hiddenSize">Units of one direction of a layer, at least 1.</param>
    /// <param name="layers">Recurrent layers, at least 1.</param>
    /// <param name="bidirectional">Whether every layer reads the sequence backward, too.</param>
    /// <param name="conditionalRandomField">Whether the labels of a sequence are learned and predicted together.</param>
    /// <param name="epochs">Passes over the data, at least 1.</param>
    /// <returns>The trainer.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    /// <example><code>
    /// var pipeline = mlContext.Transforms.Text.TokenizeIntoSequence("Features", "Words")
    ///     .Append(mlContext.Transforms.Conversion.MapValueToKey("Label", "Tags"))
    ///     .Append(mlContext.MulticlassClassification.Trainers.SequenceTagger())
    ///     .Append(mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
    /// </code></example>
    public static SequenceTaggingTrainer SequenceTagger(
        this TrainerCatalog catalog,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        RecurrentCell cell = RecurrentCell.Lstm,
        int hiddenSize = 64,
        int layers = 1,
        bool bidirectional = true,
        bool conditionalRandomField = false,
        int epochs = 5) =>
        catalog.SequenceTagger(
            cell,
            new RecurrentLayers { HiddenSize = hiddenSize, Layers = layers, Bidirectional = bidirectional },
            new SequenceTaggingTrainer.Options
            {
                LabelColumnName = labelColumnName,
                FeatureColumnNames = [featureColumnName],
                ConditionalRandomField = conditionalRandomField,
                Training = new() { Epochs = epochs },
            });

    /// <summary>Trains a recurrent network to give each step of a sequence a label, with every option.</summary>
    /// <param name="catalog"><c>mlContext.MulticlassClassification.Trainers</c>.</param>
    /// <param name="cell">The kind of layers.</param>
    /// <param name="layers">The recurrent layers; the Pooling is not used, as all steps are kept, and must be that of the default.</param>
    /// <param name="options">Columns, and how to train.</param>
    /// <returns>The trainer.</returns>
    /// <exception cref="ArgumentException">A name is empty, or two options exclude each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <example><code>
    /// mlContext.MulticlassClassification.Trainers.SequenceTagger(
    ///     RecurrentCell.Gru,
    ///     new() { HiddenSize = 64, Bidirectional = true, Dropout = 0.4 },
    ///     new() { ConditionalRandomField = true, Training = new() { Epochs = 20 } })
    /// </code></example>
    public static SequenceTaggingTrainer SequenceTagger(
        this TrainerCatalog catalog, RecurrentCell cell, RecurrentLayers layers, SequenceTaggingTrainer.Options options) =>
        new(MLNet.Environment(catalog), new NetworkPlan(cell, layers), options);

    /// <summary>Trains a network of the layers that you put between inputs and output to give each step of a sequence a label.</summary>
    /// <param name="catalog"><c>mlContext.MulticlassClassification.Trainers</c>.</param>
    /// <param name="layers">
    /// Adds layers to a network that gives, for every step, what the feature columns come to: the embeddings of tokens, the numbers of series,
    /// side by side, (T, F). It must end in a row for every step. Behind it come static features, unless it joins them itself
    /// (<see cref="SequenceNetwork.JoinStatics"/>), a linear output layer, and the conditional random field, if one is asked for.
    /// </param>
    /// <param name="options">Columns, and how to train; the defaults if null.</param>
    /// <returns>The trainer.</returns>
    /// <exception cref="ArgumentException">A name is empty, or two options exclude each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <example><code>
    /// mlContext.MulticlassClassification.Trainers.SequenceTagger(
    ///     x => x.Conv1D(32, 3, new() { Padding = ConvPadding.Same }).Lstm(64, bidirectional: true, returnSequences: true),
    ///     new() { Training = new() { Epochs = 20 } })
    /// </code></example>
    public static SequenceTaggingTrainer SequenceTagger(
        this TrainerCatalog catalog, Func<SequenceNetwork, SequenceNetwork> layers, SequenceTaggingTrainer.Options? options = null) =>
        new(MLNet.Environment(catalog), new NetworkPlan(layers), options ?? new());

    /// <summary>Trains a whole network to give each step of a sequence a label.</summary>
    /// <param name="catalog"><c>mlContext.MulticlassClassification.Trainers</c>.</param>
    /// <param name="network">
    /// All layers, from the embedding (of the vocabulary and one token more, for padding) to as many outputs a step as there are labels; and
    /// Crf(), where the options ask for a conditional random field.
    /// </param>
    /// <param name="options">Columns, and how to train; the defaults if null.</param>
    /// <returns>The trainer. Its Fit says where network and data do not fit.</returns>
    /// <exception cref="ArgumentException">A name is empty, two options exclude each other, or the network gives no row for every step.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <example><code>
    /// mlContext.MulticlassClassification.Trainers.SequenceTagger(
    ///     new SequenceNetwork(features: 12).Lstm(64, bidirectional: true, returnSequences: true).Dense(3))
    /// </code></example>
    public static SequenceTaggingTrainer SequenceTagger(
        this TrainerCatalog catalog, SequenceNetwork network, SequenceTaggingTrainer.Options? options = null) =>
        new(MLNet.Environment(catalog), new NetworkPlan(network), options ?? new());
}
