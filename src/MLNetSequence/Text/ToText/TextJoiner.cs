using System.Buffers;
using MLNetSequence.Interop;

namespace MLNetSequence.Text.ToText;

/// <summary>Joins the words of keys. Not for two threads at once: it writes into a buffer that it keeps.</summary>
internal sealed class TextJoiner
{
    private readonly ReadOnlyMemory<char>[] _words;
    private readonly Part[] _parts;
    private readonly string _separator;
    private readonly ArrayBufferWriter<char> _text = new();

    /// <param name="settings">The separator, and the tokens that are no part of the text.</param>
    /// <param name="column">A column of keys with text KeyValues.</param>
    /// <exception cref="ArgumentOutOfRangeException">A token that the settings name is not in the vocabulary.</exception>
    public TextJoiner(SequenceToTextEstimator.Options settings, DataViewSchema.Column column)
    {
        _separator = settings.Separator;
        _words = KeyTexts.Read(column);
        _parts = new Part[_words.Length];
        foreach (string token in settings.SkippedTokens)
        {
            Mark(token, Part.Skipped, nameof(settings.SkippedTokens), column);
        }
        // After the others: a token that is both ends the text.
        if (settings.StopAtToken is { } stop)
        {
            Mark(stop, Part.Stop, nameof(settings.StopAtToken), column);
        }
    }

    private enum Part : byte
    {
        Word,
        Skipped,
        Stop,
    }

    /// <summary>The text of keys from 1.</summary>
    public ReadOnlyMemory<char> Join(ReadOnlySpan<int> keys)
    {
        _text.ResetWrittenCount();
        bool first = true;
        foreach (int key in keys)
        {
            Part part = _parts[key - 1];
            if (part == Part.Stop)
            {
                break;
            }
            if (part == Part.Skipped)
            {
                continue;
            }
            if (!first)
            {
                _text.Write(_separator);
            }
            first = false;
            _text.Write(_words[key - 1].Span);
        }
        return _text.WrittenCount == 0 ? default : new string(_text.WrittenSpan).AsMemory();
    }

    // Key values need not differ: all keys of the token are marked.
    private void Mark(string token, Part part, string option, DataViewSchema.Column column)
    {
        bool found = false;
        for (int i = 0; i < _words.Length; i++)
        {
            if (_words[i].Span.SequenceEqual(token))
            {
                (_parts[i], found) = (part, true);
            }
        }
        if (!found)
        {
            throw new ArgumentOutOfRangeException(
                option, token, $"{option} must name tokens of the vocabulary of column '{column.Name}', and '{token}' is not one of its "
                + $"{_words.Length} tokens.");
        }
    }
}
