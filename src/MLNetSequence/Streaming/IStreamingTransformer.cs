namespace MLNetSequence.Streaming;

/// <summary>A transformer that can work on one row after the other, since it remembers what it needs of those before.</summary>
internal interface IStreamingTransformer : ITransformer
{
    /// <summary>
    /// A clone with a state of its own, which goes on from what the model remembers. Its row mapper is a
    /// <see cref="StreamingRowMapper"/>; saving it saves the state as what the model remembers. The model itself never changes.
    /// </summary>
    IStreamingTransformer StartStream();
}
