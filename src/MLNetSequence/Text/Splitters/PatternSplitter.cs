using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using MLNetSequence.Text;

namespace MLNetSequence;

/// <summary>Tokens by a regular expression of .NET: what it matches, or what lies between its matches.</summary>
/// <remarks>
/// The expression is culture-invariant. It runs without backtracking, in time proportional to the text, where it can: without
/// look-around, backreferences and atomic groups. Else a text may take it for ever, which is what <see cref="TimeLimit"/> is for. A
/// match that cuts a character of two UTF-16 units in half takes all of it; an empty match is no token.
/// </remarks>
/// <example><code>
/// // "ships 3 items" → ships, 3, items
/// options.Splitter = new PatternSplitter(@"\w+");
/// // "a,b c,d" → a, b c, d
/// options.Splitter = new PatternSplitter(",") { MatchesSeparate = true };
/// </code></example>
public sealed record PatternSplitter : SequenceSplitter
{
    /// <summary>A splitter whose tokens are what a pattern matches.</summary>
    /// <param name="pattern">The regular expression.</param>
    public PatternSplitter(string pattern) => Pattern = pattern;

    /// <summary>The regular expression.</summary>
    [JsonRequired]
    public string Pattern { get; init; }

    /// <summary>
    /// Whether tokens are what lies between matches, as <see cref="Regex.Split(string)"/> has them but without empty ones and without
    /// captures. Default: false, tokens are the matches.
    /// </summary>
    [JsonRequired]
    public bool MatchesSeparate { get; init; }

    /// <summary>Whether upper and lower case letters match each other. Default: false.</summary>
    [JsonRequired]
    public bool IgnoreCase { get; init; }

    /// <summary>
    /// Longest time that one text may take; one that takes longer is an <see cref="InvalidOperationException"/> that names its row.
    /// Above zero, or <see cref="Timeout.InfiniteTimeSpan"/>. Default: one second.
    /// </summary>
    [JsonRequired]
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(1);

    internal override Func<TextScan> Prepare()
    {
        ArgumentException.ThrowIfNullOrEmpty(Pattern);
        if (!Surrogates.AreWhole(Pattern))
        {
            throw new ArgumentException("The pattern has half of a character, which no model file could hold.", nameof(Pattern));
        }
        Regex regex = Compile();
        return () => new PatternScan(regex, MatchesSeparate, TimeLimit);
    }

    private Regex Compile()
    {
        RegexOptions options = RegexOptions.CultureInvariant | (IgnoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        try
        {
            return new Regex(Pattern, options | RegexOptions.NonBacktracking, TimeLimit);
        }
        catch (NotSupportedException)
        {
            return new Regex(Pattern, options | RegexOptions.Compiled, TimeLimit);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new ArgumentOutOfRangeException(
                nameof(TimeLimit), TimeLimit, "The time limit must be above zero and below 24 days, or infinite.");
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"The pattern is no regular expression: {e.Message}", nameof(Pattern), e);
        }
    }
}
