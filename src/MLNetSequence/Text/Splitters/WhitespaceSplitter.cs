using MLNetSequence.Text;

namespace MLNetSequence;

/// <summary>
/// What lies between white space (<see cref="char.IsWhiteSpace(char)"/>), punctuation and all: <c>split="whitespace"</c> of Keras'
/// TextVectorization, which knows only the white space of ASCII.
/// </summary>
/// <example><code>
/// // TextVectorization with its defaults: "Don't stop!" → dont, stop
/// options.Splitter = new WhitespaceSplitter();
/// options.RemovedCharacters = SequenceTokenizingEstimator.Punctuation;
/// </code></example>
public sealed record WhitespaceSplitter : SequenceSplitter
{
    internal override Func<TextScan> Prepare()
    {
        var scan = new SeparatorScan("");
        return () => scan;
    }
}
