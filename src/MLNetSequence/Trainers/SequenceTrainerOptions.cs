using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using MLNetSequence.Mapping;

namespace MLNetSequence;

/// <summary>
/// What all trainers can be told: columns, embeddings, how to train, where to begin, whom to tell. Copied when a trainer is made:
/// changing it later changes nothing.
/// </summary>
public abstract class SequenceTrainerOptions
{
    private protected SequenceTrainerOptions() { }

    /// <summary>Name of the label column. "Label" by default.</summary>
    public string LabelColumnName { get; set; } = "Label";

    /// <summary>
    /// Names of the columns that make up a sequence's steps, one or several. A column holds tokens (a vector of Key&lt;UInt32&gt;, each
    /// with its own embedding) or a series (a vector of Single of the dimensions (T), (T, F) or (0, F)). All columns of a row have as many
    /// steps. "Features" by default.
    /// </summary>
    public IReadOnlyList<string> FeatureColumnNames { get; set; } = ["Features"];

    /// <summary>
    /// Name of a column of numbers that hold for the whole sequence, Single or a vector of Single of known size, joined behind the
    /// recurrent layers; null, the default, for none.
    /// </summary>
    public string? StaticFeatureColumnName { get; set; }

    /// <summary>Name of a column, Single, that says how much each row counts, at least 0; null, the default, for all the same.</summary>
    public string? ExampleWeightColumnName { get; set; }

    /// <summary>
    /// A step of series alone that holds nothing but this number is padding, and is left out; NaN by default. With token columns, a
    /// step is padding where every one lacks its key, and another value than the default is refused.
    /// </summary>
    public float PaddingValue { get; set; } = float.NaN;

    /// <summary>
    /// Numbers that a token gets, at least 1, in all token columns that <see cref="Embeddings"/> says nothing else of; null, the default,
    /// for 64.
    /// </summary>
    public int? EmbeddingSize { get; set; }

    /// <summary>Embeddings of single token columns, by the column's name; none by default.</summary>
    public IReadOnlyDictionary<string, TokenEmbedding> Embeddings { get; set; } = new Dictionary<string, TokenEmbedding>();

    /// <summary>
    /// How to train: epochs, batches, optimizer, schedule, clipping, validation, early stopping, checkpoints, seed, threads. A seed of null
    /// is drawn from the <see cref="MLContext"/> when the trainer is made, so that the context's own seed decides; with checkpoints it is 0,
    /// so that another trainer can take them up again.
    /// </summary>
    public TrainingOptions Training { get; set; } = new();

    /// <summary>
    /// Name of a column, Boolean, that is true in the rows to measure on and not to learn from; null, the default, for none. Not together
    /// with <see cref="ValidationData"/> or a ValidationFraction.
    /// </summary>
    public string? ValidationColumnName { get; set; }

    /// <summary>
    /// Rows to measure on after each epoch, with the columns of the training data; null, the default, for none. In a pipeline these are
    /// rows that the same fitted transforms have worked on as on the training data: the pipeline does not do it. Keys of another meaning are
    /// refused.
    /// </summary>
    [JsonIgnore]
    public IDataView? ValidationData { get; set; }

    /// <summary>
    /// A trained model, or a pipeline with one, whose weights training begins with; null, the default, to begin anew. Its network must have
    /// the same layers, but for the last one, which is drawn anew where it has other outputs: other labels, more or fewer numbers, another
    /// task. A regression begins with the initial model's scores, on whatever scale labels are learned now.
    /// </summary>
    [JsonIgnore]
    public ITransformer? InitialModel { get; set; }

    /// <summary>
    /// The first so many layers, as the network's Summary lists them, keep the weights of <see cref="InitialModel"/>; 0, the default, for
    /// none. <see cref="SequenceNetwork.LayerCount"/> less 1 trains the output layer only.
    /// </summary>
    public int FrozenLayers { get; set; }

    /// <summary>
    /// Told of each epoch that ends, and now and then within it (see <see cref="TrainingOptions.ProgressInterval"/>); null, the default,
    /// for nobody. It is called on the training thread.
    /// </summary>
    [JsonIgnore]
    public IProgress<TrainingProgress>? Progress { get; set; }

    /// <summary>Gets the same lines as <see cref="MLContext.Log"/>; null, the default, for none.</summary>
    [JsonIgnore]
    public ILogger? Logger { get; set; }

    /// <summary>Asked before each batch. Training that is cancelled gives the best model so far: see the trainers' Fit.</summary>
    [JsonIgnore]
    public CancellationToken CancellationToken { get; set; }

    /// <summary>Checks what can be checked without data.</summary>
    /// <returns>A copy, with all collections copied.</returns>
    internal SequenceTrainerOptions CheckedCopy()
    {
        CheckSaved();
        CheckValidation();
        if (FrozenLayers > 0 && InitialModel is null)
        {
            throw new ArgumentException($"{nameof(FrozenLayers)} keeps weights of {nameof(InitialModel)}, and there is none.");
        }
        if (InitialModel is not null && InitialModel.FindSequenceModel() is null)
        {
            throw new ArgumentException($"{nameof(InitialModel)} has no trained model of MLNetSequence in it.", nameof(InitialModel));
        }
        var copy = (SequenceTrainerOptions)MemberwiseClone();
        copy.FeatureColumnNames = [.. FeatureColumnNames];
        copy.Embeddings = new Dictionary<string, TokenEmbedding>(Embeddings);
        copy.CopyTask();
        return copy;
    }

    /// <summary>Checks what a model keeps of them.</summary>
    /// <exception cref="ArgumentException">An option is out of its range, or two exclude each other.</exception>
    internal void CheckSaved()
    {
        ArgumentException.ThrowIfNullOrEmpty(LabelColumnName);
        Arguments.Names(FeatureColumnNames, nameof(FeatureColumnNames));
        Arguments.NullOrName(StaticFeatureColumnName, nameof(StaticFeatureColumnName));
        Arguments.NullOrName(ExampleWeightColumnName, nameof(ExampleWeightColumnName));
        Arguments.NullOrName(ValidationColumnName, nameof(ValidationColumnName));
        CheckLabel();
        Arguments.AtLeast(EmbeddingSize ?? 1, 1, nameof(EmbeddingSize));
        Arguments.AtLeast(FrozenLayers, 0, nameof(FrozenLayers));
        ArgumentNullException.ThrowIfNull(Embeddings);
        ArgumentNullException.ThrowIfNull(Training);
        Engine.Training.TrainingChecks.Options(Training);
        foreach ((string column, TokenEmbedding embedding) in Embeddings)
        {
            ArgumentNullException.ThrowIfNull(embedding, nameof(Embeddings));
            if (!FeatureColumnNames.Contains(column))
            {
                throw new ArgumentException($"{nameof(Embeddings)} names '{column}', which {nameof(FeatureColumnNames)} does not.");
            }
            embedding.Check(nameof(Embeddings));
        }
        CheckTask();
    }

    /// <summary>A copy of what a model keeps: all but what belongs to the run.</summary>
    internal SequenceTrainerOptions OfModel()
    {
        var copy = (SequenceTrainerOptions)MemberwiseClone();
        copy.FeatureColumnNames = [.. FeatureColumnNames];
        copy.Embeddings = Embeddings.ToDictionary(e => e.Key, e => e.Value with { Vectors = null });
        copy.Training = Training with { Checkpoints = null, Threads = null };
        (copy.ValidationData, copy.InitialModel, copy.Progress, copy.Logger) = (null, null, null, null);
        copy.CancellationToken = default;
        copy.CopyTask();
        return copy;
    }

    /// <summary>Checks the options of the task.</summary>
    private protected virtual void CheckTask() { }

    /// <summary>Copies collections among the options of the task, in the copy.</summary>
    private protected virtual void CopyTask() { }

    // A label among the features is learned at once, and is not there when a model is to predict it.
    private void CheckLabel()
    {
        string? role = FeatureColumnNames.Contains(LabelColumnName) ? nameof(FeatureColumnNames)
            : LabelColumnName == StaticFeatureColumnName ? nameof(StaticFeatureColumnName) : null;
        if (role is not null)
        {
            throw new ArgumentException(
                $"{role} names '{LabelColumnName}', which is the label: the answer itself is nothing to predict it from.", role);
        }
    }

    private void CheckValidation()
    {
        string[] given =
        [
            .. Training.ValidationFraction > 0 ? (string[])[nameof(Training.ValidationFraction)] : [],
            .. ValidationColumnName is not null ? (string[])[nameof(ValidationColumnName)] : [],
            .. ValidationData is not null ? (string[])[nameof(ValidationData)] : [],
        ];
        if (given.Length > 1)
        {
            throw new ArgumentException($"Rows to measure on come from one place only, not from {string.Join(" and ", given)}.");
        }
    }
}
