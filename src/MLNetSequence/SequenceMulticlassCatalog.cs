using MLNetSequence;
using MLNetSequence.Interop;
using MLNetSequence.Trainers;
using TrainerCatalog = Microsoft.ML.MulticlassClassificationCatalog.MulticlassClassificationTrainers;

namespace Microsoft.ML;

/// <summary>What MLNetSequence adds to <c>mlContext.MulticlassClassification.Trainers</c>.</summary>
public static class SequenceMulticlassCatalog
{
    /// <summary>Trains a simple recurrent network (Elman 1990) to tell classes of sequences apart.</summary>
    /// <param name="catalog"><c>mlContext.MulticlassClassification.Trainers</c>.</param>
    /// <param name="labelColumnName">Name of the label column: Key&lt;UInt32&gt;, as MapValueToKey makes it.</param>
    /// <param name="featureColumnName">
    /// Name of the feature column: a vector, of any length, of Key&lt;UInt32&gt;, or of Single of the dimensions (T), (T, F) or (0, F).
    /// </param>
    /// <param name="hiddenSize">Units of one direction of a layer, at least 1.</param>
    /// <param name="layers">Recurrent layers, at least 1.</param>
    /// <param name="bidirectional">Whether every layer reads the sequence backward, too.</param>
    /// <param name="epochs">Passes over the data, at least 1.</param>
    /// <returns>The trainer.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    /// <example><code>
    /// var pipeline = mlContext.Transforms.Text.TokenizeIntoSequence("Features", "Text", maximumTokens: 20_000)
    ///     .Append(mlContext.Transforms.Conversion.MapValueToKey("Label"))
    ///     .Append(mlContext.MulticlassClassification.Trainers.SimpleRnn(hiddenSize: 64, bidirectional: true))
    ///     .Append(mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
    /// </code></example>
    public static SequenceMulticlassTrainer SimpleRnn(
        this TrainerCatalog catalog,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        int hiddenSize = 64,
        int layers = 1,
        bool bidirectional = false,
        int epochs = 5) =>
        catalog.SimpleRnn(
            new RecurrentLayers { HiddenSize = hiddenSize, Layers = layers, Bidirectional = bidirectional },
            new SequenceMulticlassTrainer.Options
            {
                LabelColumnName = labelColumnName,
                FeatureColumnNames = [featureColumnName],
                Training = new() { Epochs = epochs },
            });

    /// <summary>Trains a simple recurrent network (Elman 1990) to tell classes of sequences apart, with every option.</summary>
    /// <param name="catalog"><c>mlContext.MulticlassClassification.Trainers</c>.</param>
    /// <param name="layers">The recurrent layers.</param>
    /// <param name="options">Columns, and how to train.</param>
    /// <returns>The trainer.</returns>
    /// <exception cref="ArgumentException">A name is empty, or two options exclude each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <example><code>
    /// mlContext.MulticlassClassification.Trainers.SimpleRnn(
    ///     new() { HiddenSize = 64, Layers = 2, Bidirectional = true, Dropout = 0.4 },
    ///     new()
    ///     {
    ///         Training = new() { Epochs = 20, BatchSize = 64, ValidationFraction = 0.1, EarlyStopping = new() { Patience = 3 } },
    ///         Progress = new MyProgressBar(),
    ///     })
    /// </code></example>
    public static SequenceMulticlassTrainer SimpleRnn(
        this TrainerCatalog catalog, RecurrentLayers layers, SequenceMulticlassTrainer.Options options) =>
        new(MLNet.Environment(catalog), new NetworkPlan(RecurrentCell.SimpleRnn, layers), options);

    /// <summary>Trains an LSTM (Hochreiter and Schmidhuber 1997) to tell classes of sequences apart.</summary>
    /// <param name="catalog"><c>mlContext.MulticlassClassification.Trainers</c>.</param>
    /// <param name="labelColumnName">Name of the label column: Key&lt;UInt32&gt;, as MapValueToKey makes it.</param>
    /// <param name="featureColumnName">
    /// Name of the feature column: a vector, of any length, of Key&lt;UInt32&gt;, or of Single of the dimensions (T), (T, F) or (0, F).
    /// </param>
    /// <param name="hiddenSize">Units of one direction of a layer, at least 1.</param>
    /// <param name="layers">Recurrent layers, at least 1.</param>
    /// <param name="bidirectional">Whether every layer reads the sequence backward, too.</param>
    /// <param name="epochs">Passes over the data, at least 1.</param>
    /// <returns>The trainer.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    /// <example><code>
    /// var pipeline = mlContext.Transforms.Text.TokenizeIntoSequence("Features", "Text", maximumTokens: 20_000)
    ///     .Append(mlContext.Transforms.Conversion.MapValueToKey("Label"))
    ///     .Append(mlContext.MulticlassClassification.Trainers.Lstm(hiddenSize: 64, bidirectional: true))
    ///     .Append(mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
    /// </code></example>
    public static SequenceMulticlassTrainer Lstm(
        this TrainerCatalog catalog,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        int hiddenSize = 64,
        int layers = 1,
        bool bidirectional = false,
        int epochs = 5) =>
        catalog.Lstm(
            new RecurrentLayers { HiddenSize = hiddenSize, Layers = layers, Bidirectional = bidirectional },
            new SequenceMulticlassTrainer.Options
            {
                LabelColumnName = labelColumnName,
                FeatureColumnNames = [featureColumnName],
                Training = new() { Epochs = epochs },
            });

    /// <summary>Trains an LSTM (Hochreiter and Schmidhuber 1997) to tell classes of sequences apart, with every option.</summary>
    /// <param name="catalog"><c>mlContext.MulticlassClassification.Trainers</c>.</param>
    /// <param name="layers">The recurrent layers.</param>
    /// <param name="options">Columns, and how to train.</param>
    /// <returns>The trainer.</returns>
    /// <exception cref="ArgumentException">A name is empty, or two options exclude each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <example><code>
    /// mlContext.MulticlassClassification.Trainers.Lstm(
    ///     new() { HiddenSize = 64, Layers = 2, Bidirectional = true, Dropout = 0.4 },
    ///     new()
    ///     {
    ///         Training = new() { Epochs = 20, BatchSize = 64, ValidationFraction = 0.1, EarlyStopping = new() { Patience = 3 } },
    ///         Progress = new MyProgressBar(),
    ///     })
    /// </code></example>
    public static SequenceMulticlassTrainer Lstm(
        this TrainerCatalog catalog, RecurrentLayers layers, SequenceMulticlassTrainer.Options options) =>
        new(MLNet.Environment(catalog), new NetworkPlan(RecurrentCell.Lstm, layers), options);

    /// <summary>Trains a GRU (Cho et al. 2014) to tell classes of sequences apart.</summary>
    /// <param name="catalog"><c>mlContext.MulticlassClassification.Trainers</c>.</param>
    /// <param name="labelColumnName">Name of the label column: Key&lt;UInt32&gt;, as MapValueToKey makes it.</param>
    /// <param name="featureColumnName">
    /// Name of the feature column: a vector, of any length, of Key&lt;UInt32&gt;, or of Single of the dimensions (T), (T, F) or (0, F).
    /// </param>
    /// <param name="hiddenSize">Units of one direction of a layer, at least 1.</param>
    /// <param name="layers">Recurrent layers, at least 1.</param>
    /// <param name="bidirectional">Whether every layer reads the sequence backward, too.</param>
    /// <param name="epochs">Passes over the data, at least 1.</param>
    /// <returns>The trainer.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    /// <example><code>
    /// var pipeline = mlContext.Transforms.Text.TokenizeIntoSequence("Features", "Text", maximumTokens: 20_000)
    ///     .Append(mlContext.Transforms.Conversion.MapValueToKey("Label"))
    ///     .Append(mlContext.MulticlassClassification.Trainers.Gru(hiddenSize: 64, bidirectional: true))
    ///     .Append(mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
    /// </code></example>
    public static SequenceMulticlassTrainer Gru(
        this TrainerCatalog catalog,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        int hiddenSize = 64,
        int layers = 1,
        bool bidirectional = false,
        int epochs = 5) =>
        catalog.Gru(
            new RecurrentLayers { HiddenSize = hiddenSize, Layers = layers, Bidirectional = bidirectional },
            new SequenceMulticlassTrainer.Options
            {
                LabelColumnName = labelColumnName,
                FeatureColumnNames = [featureColumnName],
                Training = new() { Epochs = epochs },
            });

    /// <summary>Trains a GRU (Cho et al. 2014) to tell classes of sequences apart, with every option.</summary>
    /// <param name="catalog"><c>mlContext.MulticlassClassification.Trainers</c>.</param>
    /// <param name="layers">The recurrent layers.</param>
    /// <param name="options">Columns, and how to train.</param>
    /// <returns>The trainer.</returns>
    /// <exception cref="ArgumentException">A name is empty, or two options exclude each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <example><code>
    /// mlContext.MulticlassClassification.Trainers.Gru(
    ///     new() { HiddenSize = 64, Layers = 2, Bidirectional = true, Dropout = 0.4 },
    ///     new()
    ///     {
    ///         Training = new() { Epochs = 20, BatchSize = 64, ValidationFraction = 0.1, EarlyStopping = new() { Patience = 3 } },
    ///         Progress = new MyProgressBar(),
    ///     })
    /// </code></example>
    public static SequenceMulticlassTrainer Gru(
        this TrainerCatalog catalog, RecurrentLayers layers, SequenceMulticlassTrainer.Options options) =>
        new(MLNet.Environment(catalog), new NetworkPlan(RecurrentCell.Gru, layers), options);

    /// <summary>Trains a network of the layers that you put between inputs and output to tell classes of sequences apart.</summary>
    /// <param name="catalog"><c>mlContext.MulticlassClassification.Trainers</c>.</param>
    /// <param name="layers">
    /// Adds layers to a network that gives, for every step, what the feature columns come to: the embeddings of tokens, the numbers of series,
    /// side by side, (T, F). It must end in one row a sequence. Behind it come static features, unless it joins them itself
    /// (<see cref="SequenceNetwork.JoinStatics"/>), and a linear output layer.
    /// </param>
    /// <param name="options">Columns, and how to train; the defaults if null.</param>
    /// <returns>The trainer.</returns>
    /// <exception cref="ArgumentException">A name is empty, or two options exclude each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <example><code>
    /// mlContext.MulticlassClassification.Trainers.RecurrentNetwork(
    ///     x => x.Conv1D(64, kernelSize: 5).Gru(64, bidirectional: true, returnSequences: true).AttentionPooling(64),
    ///     new() { Training = new() { Epochs = 10 } })
    /// </code></example>
    public static SequenceMulticlassTrainer RecurrentNetwork(
        this TrainerCatalog catalog, Func<SequenceNetwork, SequenceNetwork> layers, SequenceMulticlassTrainer.Options? options = null) =>
        new(MLNet.Environment(catalog), new NetworkPlan(layers), options ?? new());

    /// <summary>Trains a whole network to tell classes of sequences apart.</summary>
    /// <param name="catalog"><c>mlContext.MulticlassClassification.Trainers</c>.</param>
    /// <param name="network">
    /// All layers, from the embedding (of the vocabulary and one token more, for padding) to as many outputs as the label needs.
    /// </param>
    /// <param name="options">Columns, and how to train; the defaults if null.</param>
    /// <returns>The trainer. Its Fit says where network and data do not fit.</returns>
    /// <exception cref="ArgumentException">A name is empty, two options exclude each other, or the network gives no row a sequence.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <example><code>
    /// mlContext.MulticlassClassification.Trainers.RecurrentNetwork(
    ///     new SequenceNetwork(features: 12).Lstm(64, returnSequences: true).MeanPooling().Dense(9))
    /// </code></example>
    public static SequenceMulticlassTrainer RecurrentNetwork(
        this TrainerCatalog catalog, SequenceNetwork network, SequenceMulticlassTrainer.Options? options = null) =>
        new(MLNet.Environment(catalog), new NetworkPlan(network), options ?? new());
}
