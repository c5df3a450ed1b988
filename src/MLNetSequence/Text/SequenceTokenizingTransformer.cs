using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Text;

namespace MLNetSequence;

/// <summary>Turns each text into the sequence of its words' keys in a fixed vocabulary.</summary>
public sealed class SequenceTokenizingTransformer : ITransformer, IRowMapping
{
    internal const string Kind = "tokenize";

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

    /// <summary>True: every row is tokenized on its own.</summary>
    public bool IsRowToRowMapper => true;

    IReadOnlyList<string> IRowMapping.Inputs => [_options.InputColumnName!];

    /// <summary>The input's schema with the token column.</summary>
    /// <param name="inputSchema">A schema with the text column.</param>
    /// <returns>The schema of the transformed data.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The text column is missing or is not text.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => new MappedSchema(this, inputSchema).Output;

    /// <summary>The data with the token column; computed lazily, row by row.</summary>
    /// <param name="input">Data with the text column.</param>
    /// <returns>A view; nothing is read yet.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The text column is missing or is not text.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new MappedView(this, input);
    }

    /// <summary>The same for single rows.</summary>
    /// <param name="inputSchema">A schema with the text column.</param>
    /// <returns>What a prediction engine uses.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The text column is missing or is not text.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new RowMapper(this, inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        var saved = new Saved(
            1, _options.OutputColumnName, _options.InputColumnName!, _options.MaximumTokens, _options.LowerCase,
            _options.FilterCharacters, _options.OutOfVocabularyToken, [.. _vocabulary.Words]);
        ModelEnvelope.Write(MLNet.BeginSave(ctx), Kind, ModelJson.Write(saved));
    }

    internal static ITransformer Load(byte[] payload)
    {
        Saved saved = ModelJson.Read<Saved>(payload);
        if (saved.FormatVersion != 1)
        {
            throw new InvalidDataException($"The tokenizer has format version {saved.FormatVersion}; this library reads version 1.");
        }
        try
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
            return new SequenceTokenizingTransformer(
                options.CheckedCopy(), new Vocabulary(saved.Words, saved.OutOfVocabularyToken));
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"The saved tokenizer is damaged: {e.Message}", e);
        }
    }

    internal static DataViewSchema.Column FindInput(DataViewSchema schema, string name)
    {
        DataViewSchema.Column column = ColumnChecks.Find(schema, "text", name);
        return column.Type is TextDataViewType
            ? column
            : throw ColumnChecks.WrongType("text", name, "text (scalar)", column.Type.ToString()!);
    }

    IReadOnlyList<OutputColumn> IRowMapping.Outputs(DataViewSchema input)
    {
        FindInput(input, _options.InputColumnName!);
        return [new(_options.OutputColumnName, new VectorDataViewType(_vocabulary.KeyType), _vocabulary.ToAnnotations())];
    }

    IReadOnlyList<Delegate> IRowMapping.CreateGetters(DataViewRow input)
    {
        ValueGetter<ReadOnlyMemory<char>> getText =
            input.GetGetter<ReadOnlyMemory<char>>(FindInput(input.Schema, _options.InputColumnName!));
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
    private sealed record Saved(
        int FormatVersion, string OutputColumn, string InputColumn, int MaximumTokens, bool LowerCase,
        string FilterCharacters, string? OutOfVocabularyToken, string[] Words);
}
