namespace MLNetSequence.Interop;

/// <summary>Where MLNetSequence.Loaders arrives: one loader for all our transformers, told apart by the envelope's kind.</summary>
internal static class ModelLoader
{
    private static readonly Dictionary<string, Func<byte[], ITransformer>> Kinds = new()
    {
        [SequenceTokenizingTransformer.Kind] = SequenceTokenizingTransformer.Load,
        [SequencePaddingTransformer.Kind] = SequencePaddingTransformer.Load,
        [SequenceOneHotTransformer.Kind] = SequenceOneHotTransformer.Load,
        [SequenceToTextTransformer.Kind] = SequenceToTextTransformer.Load,
        [SequenceToMatrixTransformer.Kind] = SequenceToMatrixTransformer.Load,
        [SequenceMulticlassPredictionTransformer.Kind] = SequenceMulticlassPredictionTransformer.Load,
        [SequenceBinaryPredictionTransformer.Kind] = SequenceBinaryPredictionTransformer.Load,
        [SequenceRegressionPredictionTransformer.Kind] = SequenceRegressionPredictionTransformer.Load,
        [SequenceTaggingPredictionTransformer.Kind] = SequenceTaggingPredictionTransformer.Load,
        [SequenceExplainingTransformer.Kind] = SequenceExplainingTransformer.Load,
        [SeriesScalingTransformer.Kind] = SeriesScalingTransformer.Load,
        [SeriesUnscalingTransformer.Kind] = SeriesUnscalingTransformer.Load,
        [TimeFeaturesTransformer.Kind] = TimeFeaturesTransformer.Load,
        [SlidingWindowTransformer.Kind] = SlidingWindowTransformer.Load,
        [LagsTransformer.Kind] = LagsTransformer.Load,
        [DifferenceTransformer.Kind] = DifferenceTransformer.Load,
        [IntegrateTransformer.Kind] = IntegrateTransformer.Load,
        [IntegrateForecastTransformer.Kind] = IntegrateForecastTransformer.Load,
        [SequenceAnomalyTransformer.Kind] = SequenceAnomalyTransformer.Load,
        [ForecastingTransformer.Kind] = ForecastingTransformer.Load,
        [EventDetectionTransformer.Kind] = EventDetectionTransformer.Load,
    };

    /// <summary>Called by name, by reflection.</summary>
    /// <param name="context">ML.NET's internal <c>ModelLoadContext</c>.</param>
    public static object Load(object context)
    {
        (string kind, byte[] payload) = ModelEnvelope.Read(MLNet.BeginLoad(context));
        if (!Kinds.TryGetValue(kind, out Func<byte[], ITransformer>? load))
        {
            throw new InvalidDataException($"The model holds a transformer of kind '{kind}', which this version does not know.");
        }
        return load(payload);
    }
}
