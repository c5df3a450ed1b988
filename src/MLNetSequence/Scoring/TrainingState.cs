namespace MLNetSequence.Scoring;

/// <summary>How a model came about: what its trainer was told, and how it went.</summary>
internal sealed class TrainingState(SequenceTrainerOptions options, ChosenLayers? layers, TrainingReport report)
{
    private readonly SequenceTrainerOptions _options = options.OfModel();

    /// <summary>The first of the columns that make up a step, as the user named them.</summary>
    public string FirstFeature => _options.FeatureColumnNames[0];

    public ChosenLayers? Layers => layers;

    public TrainingReport Report => report;

    /// <summary>A copy, so that whoever changes it changes nothing here.</summary>
    public SequenceTrainerOptions OptionsCopy() => _options.OfModel();
}
