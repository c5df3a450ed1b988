namespace MLNetSequence;

/// <summary>
/// Splits a text in a way of your own; for <see cref="CustomSplitter"/>. Rows are split on several threads at once, so it must be
/// safe to call from them, and give the same tokens for the same text.
/// </summary>
/// <example>
/// A tokenizer of Microsoft.ML.Tokenizers (byte pairs, WordPiece, SentencePiece …). It decides itself about case, so lower-casing is
/// switched off:
/// <code>
/// internal sealed class TokenizerSplitter(Microsoft.ML.Tokenizers.Tokenizer tokenizer) : ITextSplitter
/// {
///     public IEnumerable&lt;string&gt; Split(string text) =>
///         tokenizer.EncodeToTokens(text, out _).Select(token => token.Value);
/// }
///
/// options.Splitter = new CustomSplitter("wordpiece", new TokenizerSplitter(tokenizer));
/// options.LowerCase = false;
/// </code>
/// </example>
public interface ITextSplitter
{
    /// <summary>The tokens of a text, in order.</summary>
    /// <param name="text">The text, normalized as the options say; not null.</param>
    /// <returns>The tokens, none of them null; empty ones are left out.</returns>
    IEnumerable<string> Split(string text);
}
