using MLNetSequence.Engine.Serialization;
using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Scoring;

namespace MLNetSequence;

/// <summary>What all trained models have in common: they append their predictions to a row, know their network, and how they were trained.</summary>
/// <remarks>
/// Scoring is thread-safe: any number of cursors and prediction engines may use one model at once. A row gets the same bits alone and in
/// any batch. <c>model.GetSequenceModel()</c> finds a pipeline's.
/// </remarks>
public abstract class SequencePredictionTransformer : ISingleFeaturePredictionTransformer<SequenceNetwork>, IRowMapping
{
    private readonly string _kind;
    private readonly TrainingState _state;

    private protected SequencePredictionTransformer(string kind, TrainedModel model, TrainingState state) =>
        (_kind, Trained, _state) = (kind, model, state);

    /// <summary>The network inside; print it for its layers and parameter counts.</summary>
    public SequenceNetwork Network => Trained.Network.Description;

    /// <summary>How training went, an entry for every epoch; saved with the model.</summary>
    public TrainingHistory History => Report.History;

    /// <summary>How training went, and why it ended: a cancelled training says so here. Saved with the model.</summary>
    public TrainingReport Report => _state.Report;

    /// <summary>
    /// The options that the model was trained with, a copy; saved with the model, but for what belongs to the run alone: validation data,
    /// initial model, given vectors (they are weights), whom to tell, checkpoints, threads.
    /// </summary>
    public SequenceTrainerOptions TrainerOptions => _state.OptionsCopy();

    /// <summary>The recurrent layers that the trainer was told; null where it was given a network or a function.</summary>
    public RecurrentLayers? Layers => _state.Layers?.Layers;

    /// <summary>True: every row is scored on its own.</summary>
    public bool IsRowToRowMapper => true;

    /// <summary>
    /// The column that ML.NET's PermutationFeatureImportance shuffles: that of the static features, or where there is none, the first feature
    /// column. It must be a vector of Single of known size; of any other, such as tokens, ML.NET returns no importance, and says nothing.
    /// </summary>
    public string FeatureColumnName => Trained.Inputs.StaticColumn ?? _state.FirstFeature;

    /// <summary>The type of that column, as far as the model fixes it: the length of a sequence is not.</summary>
    public DataViewType FeatureColumnType => Trained.Inputs.StaticColumn is not null
        ? new VectorDataViewType(NumberDataViewType.Single, Trained.Inputs.Statics)
        : Trained.Inputs.Columns.First(c => c.Name == _state.FirstFeature).Type;

    SequenceNetwork IPredictionTransformer<SequenceNetwork>.Model => Network;

    internal TrainedModel Trained { get; }

    IReadOnlyList<string> IRowMapping.Inputs => Trained.Inputs.Names;

    /// <summary>The input's schema with the model's columns.</summary>
    /// <param name="inputSchema">A schema with the feature columns.</param>
    /// <returns>The schema of the transformed data.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A feature column is missing or of another type than in training.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => new MappedSchema(this, inputSchema).Output;

    /// <summary>The data with predictions; read and scored in blocks as a cursor moves.</summary>
    /// <param name="input">Data with the feature columns.</param>
    /// <returns>A view; nothing is read yet.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A feature column is missing or of another type than in training.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new ScoringView(this, input, Trained);
    }

    /// <summary>The same for single rows.</summary>
    /// <param name="inputSchema">A schema with the feature columns.</param>
    /// <returns>What a prediction engine uses.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A feature column is missing or of another type than in training.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new RowMapper(this, inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        var metadata = new Dictionary<string, string> { [SavedModel.Key] = SavedModel.Write(Trained.Inputs, SavedHead(), _state) };
        ModelEnvelope.Write(MLNet.BeginSave(ctx), (_kind, NetworkFile.Write(Trained.Network, metadata)));
    }

    IReadOnlyList<OutputColumn> IRowMapping.Outputs(DataViewSchema input)
    {
        Trained.Inputs.Find(input);
        return Trained.Head.Columns();
    }

    IReadOnlyList<Delegate> IRowMapping.CreateGetters(DataViewRow input) => new RowScorer(Trained, input).Getters;

    /// <summary>What a model file keeps of the head: a record that is written as JSON.</summary>
    private protected abstract object SavedHead();
}
