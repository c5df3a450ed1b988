namespace MLNetSequence.Text;

/// <summary>
/// Splits texts that were normalized. It may keep scratch space: each thread has its own, made by what
/// <see cref="SequenceSplitter.Prepare"/> gives.
/// </summary>
internal abstract class TextScan
{
    /// <summary>Finds the tokens of the text that a buffer holds, which has none yet; may change the text on the way.</summary>
    /// <exception cref="UnsplittableTextException">This text cannot be split; the message says why.</exception>
    public abstract void Scan(TokenBuffer text);
}

/// <summary>A text that cannot be split; whoever knows its row and column says so to the user.</summary>
internal sealed class UnsplittableTextException(string message, Exception? inner = null) : Exception(message, inner);
