namespace MLNetSequence.Streaming;

/// <summary>
/// A stream's state bound to a row, in two steps, so that an observation that cannot be worked on anywhere in a pipeline leaves no trace:
/// it is read, outputs are computed as if it were taken in, and only when all went well it is.
/// </summary>
internal interface IStreamRun
{
    /// <summary>
    /// Reads the current row. Once for each row, before any getter is called. It may throw, and changes nothing that the next reading
    /// does not replace.
    /// </summary>
    void Read();

    /// <summary>Takes the row that was read into the state. At most once for each row, after the getters; it does not throw.</summary>
    void TakeIn();

    /// <summary>
    /// A <see cref="ValueGetter{TValue}"/> for every appended column: what holds when the row that was read is the last one. They are
    /// called between <see cref="Read"/> and <see cref="TakeIn"/>, any number of times or never: what takes long is computed by the first
    /// call after a reading, and kept for the others.
    /// </summary>
    IReadOnlyList<Delegate> Getters { get; }
}
