using MLNetSequence.Explaining;
using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Scoring;

namespace MLNetSequence;

/// <summary>
/// Explains the predictions of a trained model, step by step. Made by
/// <see cref="SequenceExplainingCatalog.ExplainSequences"/>.
/// </summary>
public sealed class SequenceExplainingEstimator : IEstimator<SequenceExplainingTransformer>
{
    private readonly SequenceExplainingTransformer _transformer;
    private readonly TrainedModel _model;
    private readonly ExplanationSettings _settings;

    internal SequenceExplainingEstimator(TrainedModel model, string? saliencyColumn, string? attentionColumn, int? output)
    {
        Arguments.NullOrName(saliencyColumn, "saliencyColumnName");
        Arguments.NullOrName(attentionColumn, "attentionColumnName");
        if (saliencyColumn is null && attentionColumn is null)
        {
            throw new ArgumentException("Name a column for saliencies, or one for attention weights, or both.", nameof(saliencyColumn));
        }
        if (saliencyColumn == attentionColumn)
        {
            throw new ArgumentException($"Saliencies and attention weights cannot both go to '{saliencyColumn}'.", nameof(attentionColumn));
        }
        if (output is not null && saliencyColumn is null)
        {
            throw new ArgumentException("An output is explained by saliencies, and no column for them is named.", nameof(output));
        }
        _settings = new ExplanationSettings(ExplanationSettings.Version, model.Inputs, saliencyColumn, attentionColumn, output);
        (_model, _transformer) = (model, new SequenceExplainingTransformer(model.Network, _settings));
    }

    /// <summary>Checks the data; nothing is learned from it.</summary>
    /// <param name="input">Data with the model's feature columns.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A feature column is missing or of another type than in training.</exception>
    public SequenceExplainingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _model.Inputs.Find(input.Schema);
        return _transformer;
    }

    /// <summary>The input's schema with the columns of explanations.</summary>
    /// <param name="inputSchema">The shape of the data to come.</param>
    /// <returns>The same shape with one or two more columns.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A feature column is missing or of the wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _model.Inputs.Check(inputSchema);
        return ColumnChecks.With(inputSchema,
        [
            .. _settings.Columns().Select(name =>
                MLNet.Column(name, SchemaShape.Column.VectorKind.VariableVector, NumberDataViewType.Single, isKey: false)),
        ]);
    }
}
