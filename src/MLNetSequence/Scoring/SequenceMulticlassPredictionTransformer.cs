using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Serialization;
using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Scoring;

namespace MLNetSequence;

/// <summary>A trained classifier: appends PredictedLabel and Score.</summary>
/// <remarks>
/// <list type="table">
/// <item><term>PredictedLabel</term><description>the label's key type, with its KeyValues; the class of the largest score</description></item>
/// <item><term>Score</term><description>vector of Single, one probability a class, adding up to 1; SlotNames are the labels</description></item>
/// </list>
/// Scoring is thread-safe: any number of cursors and prediction engines may use one model at once.
/// </remarks>
public sealed class SequenceMulticlassPredictionTransformer : ITransformer, IRowMapping
{
    internal const string Kind = "multiclass";

    private readonly Network _network;
    private readonly Saved _saved;
    private readonly LabelValues? _labels;

    internal SequenceMulticlassPredictionTransformer(
        Network network, Saved saved, LabelValues? labels, TrainingHistory history) =>
        (_network, _saved, _labels, History) = (network, saved, labels, history);

    /// <summary>The network inside; print it for its layers and parameter counts.</summary>
    public SequenceNetwork Network => _network.Description;

    /// <summary>How training went, an entry for every epoch; empty for a model that was loaded.</summary>
    public TrainingHistory History { get; }

    /// <summary>True: every row is scored on its own.</summary>
    public bool IsRowToRowMapper => true;

    IReadOnlyList<string> IRowMapping.Inputs => [_saved.FeatureColumn];

    internal Network Trained => _network;

    private int Vocabulary => ((EmbeddingDescription)_network.Description.Layers[0]).Vocabulary - 1;

    /// <summary>The input's schema with PredictedLabel and Score.</summary>
    /// <param name="inputSchema">A schema with the feature column.</param>
    /// <returns>The schema of the transformed data.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The feature column is missing or of another type than in training.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => new MappedSchema(this, inputSchema).Output;

    /// <summary>The data with predictions; read and scored in blocks as a cursor moves.</summary>
    /// <param name="input">Data with the feature column.</param>
    /// <returns>A view; nothing is read yet.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The feature column is missing or of another type than in training.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new ScoringView(this, input, _network, _saved.FeatureColumn, Vocabulary);
    }

    /// <summary>The same for single rows.</summary>
    /// <param name="inputSchema">A schema with the feature column.</param>
    /// <returns>What a prediction engine uses.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The feature column is missing or of another type than in training.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new RowMapper(this, inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        string trainer = System.Text.Encoding.UTF8.GetString(ModelJson.Write(_saved));
        byte[] payload = NetworkFile.Write(_network, new Dictionary<string, string> { ["trainer"] = trainer });
        ModelEnvelope.Write(MLNet.BeginSave(ctx), (Kind, payload));
    }

    internal static ITransformer Load(byte[] payload)
    {
        (Network network, IReadOnlyDictionary<string, string> metadata) = NetworkFile.Read(payload);
        if (network.PerStep)
        {
            throw new InvalidDataException(
                $"The network described ends in {network.Description.Output}, not in one row a sequence.");
        }
        if (!metadata.TryGetValue("trainer", out string? trainer))
        {
            throw new InvalidDataException("The model's metadata holds no trainer.");
        }
        Saved saved = ModelJson.Read<Saved>(System.Text.Encoding.UTF8.GetBytes(trainer));
        if (saved.FormatVersion != Saved.Version || network.Description.Layers[0] is not EmbeddingDescription)
        {
            throw new InvalidDataException(
                $"The model has format version {saved.FormatVersion}, or reads no tokens; this library reads version {Saved.Version}.");
        }
        if (saved.FeatureColumn.Length == 0 || saved.LabelColumn.Length == 0)
        {
            throw new InvalidDataException("The model names no feature column, or no label column.");
        }
        LabelValues? labels = saved.Labels is null ? null : LabelValues.Load(saved.Labels, network.Outputs);
        return new SequenceMulticlassPredictionTransformer(network, saved, labels, new TrainingHistory([]));
    }

    IReadOnlyList<OutputColumn> IRowMapping.Outputs(DataViewSchema input)
    {
        TokenReader.Find(input, _saved.FeatureColumn, Vocabulary);
        var label = new DataViewSchema.Annotations.Builder();
        var score = new DataViewSchema.Annotations.Builder();
        if (_labels is not null)
        {
            _labels.AddTo(label, Annotations.KeyValues);
            _labels.AddTo(score, Annotations.TrainingLabelValues);
            Annotations.AddText(score, Annotations.SlotNames, _labels.Names);
        }
        foreach (DataViewSchema.Annotations.Builder builder in new[] { label, score })
        {
            builder.AddPrimitiveValue(
                Annotations.ScoreColumnKind, TextDataViewType.Instance, "MulticlassClassification".AsMemory());
        }
        label.AddPrimitiveValue(Annotations.ScoreValueKind, TextDataViewType.Instance, "PredictedLabel".AsMemory());
        score.AddPrimitiveValue(Annotations.ScoreValueKind, TextDataViewType.Instance, "Score".AsMemory());
        return
        [
            new("PredictedLabel", new KeyDataViewType(typeof(uint), _network.Outputs), label.ToAnnotations()),
            new("Score", new VectorDataViewType(NumberDataViewType.Single, _network.Outputs), score.ToAnnotations()),
        ];
    }

    IReadOnlyList<Delegate> IRowMapping.CreateGetters(DataViewRow input)
    {
        DataViewSchema.Column features = TokenReader.Find(input.Schema, _saved.FeatureColumn, Vocabulary);
        return new RowScorer(_network, input, features, Vocabulary).Getters;
    }

    /// <summary>What stands in the payload beside the network. Version 1 (2026-11): the first.</summary>
    internal sealed record Saved(
        int FormatVersion, string FeatureColumn, string LabelColumn, LabelValues.Saved? Labels, TrainerState Trainer)
    {
        public const int Version = 1;
    }

    /// <summary>The options that the model was trained with.</summary>
    internal sealed record TrainerState(
        int HiddenSize, int Layers, bool Bidirectional, int EmbeddingSize, double Dropout, int Epochs, int BatchSize,
        double LearningRate, double ClipNorm, double ValidationFraction, long Seed);
}
