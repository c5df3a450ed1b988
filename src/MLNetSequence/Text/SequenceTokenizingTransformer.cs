using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Text;

namespace MLNetSequence;

/// <summary>Turns each text into the sequence of its words' keys in a fixed vocabulary.</summary>
public sealed class SequenceTokenizingTransformer : SequenceRowTransformer
{
    internal const string Kind = "tokenize";

    internal static readonly ColumnRule TextInput = new("text", "text (scalar)", c => !c.IsVector && c.IsText);

    private readonly SequenceTokenizingEstimator.Options _options;
    private readonly Vocabulary _vocabulary;
    private readonly WordSplitter _splitter;

    internal SequenceTokenizingTransformer(SequenceTokenizingEstimator.Options options, Vocabulary vocabulary)
    {
        (_options, _vocabulary) = (options, vocabulary);
        _splitter = new WordSplitter(options.LowerCase, options.FilterCharacters);
    }

    /// <summary>The words, each at the place of its key: the word with key 1 first.</summary>
    public IReadOnlyList<string> Vocabulary => _vocabulary.Words;

    private protected override IReadOnlyList<string> Inputs => [_options.InputColumnName!];

    private protected override (string Kind, byte[] Payload) Saved()
    {
        var saved = new Settings(
            1, _options.OutputColumnName, _options.InputColumnName!, _options.MaximumTokens, _options.LowerCase,
            _options.FilterCharacters, _options.OutOfVocabularyToken, [.. _vocabulary.Words]);
        return (Kind, ModelJson.Write(saved));
    }

    internal static ITransformer Load(byte[] payload) => ModelJson.Load<Settings>(payload, "The tokenizer", 1, saved =>
    {
        var options = new SequenceTokenizingEstimator.Options
        {
            OutputColumnName = saved.OutputColumn,
            InputColumnName = saved.InputColumn,
            MaximumTokens = saved.MaximumTokens,
            LowerCase = saved.LowerCase,
            FilterCharacters = saved.FilterCharacters,
            OutOfVocabularyToken = saved.OutOfVocabularyToken,
        };
        return new SequenceTokenizingTransformer(options.CheckedCopy(), new Vocabulary(saved.Words, saved.OutOfVocabularyToken));
    });

    private protected override IReadOnlyList<OutputColumn> Outputs(DataViewSchema input)
    {
        TextInput.Find(input, _options.InputColumnName!);
        return [new(_options.OutputColumnName, new VectorDataViewType(_vocabulary.KeyType), _vocabulary.ToAnnotations())];
    }

    private protected override IReadOnlyList<Delegate> CreateGetters(DataViewRow input)
    {
        ValueGetter<ReadOnlyMemory<char>> getText =
            input.GetGetter<ReadOnlyMemory<char>>(TextInput.Find(input.Schema, _options.InputColumnName!));
        WordSplitter splitter = _splitter.Fork();
        var keys = new List<uint>();
        ReadOnlyMemory<char> text = default;
        ValueGetter<VBuffer<uint>> getTokens = (ref VBuffer<uint> tokens) =>
        {
            getText(ref text);
            keys.Clear();
            splitter.Start(text.Span);
            while (splitter.Next(out ReadOnlySpan<char> word))
            {
                uint key = _vocabulary.Find(word);
                if (key != 0)
                {
                    keys.Add(key);
                }
            }
            VBufferEditor<uint> editor = VBufferEditor.Create(ref tokens, keys.Count);
            keys.CopyTo(editor.Values);
            tokens = editor.Commit();
        };
        return [getTokens];
    }

    // Format version 1 (2026-11): the first. Words stand in the order of their keys.
    private sealed record Settings(
        int FormatVersion, string OutputColumn, string InputColumn, int MaximumTokens, bool LowerCase,
        string FilterCharacters, string? OutOfVocabularyToken, string[] Words) : ISavedSettings;
}
