using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Text;

namespace MLNetSequence;

/// <summary>Turns each text into the sequence of its tokens' keys in a fixed vocabulary.</summary>
/// <remarks>A text that the splitter cannot split is an <see cref="InvalidOperationException"/> that names its row.</remarks>
public sealed class SequenceTokenizingTransformer : SequenceRowTransformer
{
    internal const string Kind = "tokenize";

    private readonly SequenceTokenizingEstimator.Options _options;
    private readonly TokenizerSetup _setup;
    private readonly Vocabulary _vocabulary;

    internal SequenceTokenizingTransformer(SequenceTokenizingEstimator.Options options, TokenizerSetup setup, Vocabulary vocabulary) =>
        (_options, _setup, _vocabulary) = (options, setup, vocabulary);

    /// <summary>The tokens, each at the place of its key: the one with key 1 first.</summary>
    public IReadOnlyList<string> Vocabulary => _vocabulary.Words;

    private protected override IReadOnlyList<string> Inputs => [_options.InputColumnName!];

    internal static ITransformer Load(byte[] payload) =>
        ModelJson.Load<TokenizerSettings>(payload, "The tokenizer", TokenizerSettings.Version, saved =>
        {
            SequenceTokenizingEstimator.Options options = saved.ToOptions().CheckedCopy();
            var setup = new TokenizerSetup(options);
            return new SequenceTokenizingTransformer(options, setup, Text.Vocabulary.Of(saved.Words, setup.Special));
        });

    private protected override (string Kind, byte[] Payload) Saved() =>
        (Kind, ModelJson.Write(TokenizerSettings.Of(_options, [.. _vocabulary.Words])));

    private protected override IReadOnlyList<OutputColumn> Outputs(DataViewSchema input)
    {
        DataViewSchema.Column column = _setup.Input.Find(input, _options.InputColumnName!);
        int size = column.Type is VectorDataViewType { IsKnownSize: true } items ? items.Size + _setup.Special.Around : 0;
        return [new(_options.OutputColumnName, new VectorDataViewType(_vocabulary.KeyType, size), _vocabulary.ToAnnotations())];
    }

    private protected override IReadOnlyList<Delegate> CreateGetters(DataViewRow input)
    {
        DataViewSchema.Column column = _setup.Input.Find(input.Schema, _options.InputColumnName!);
        TextTokenizer tokenizer = _setup.NewTokenizer();
        return [column.Type is VectorDataViewType ? OfItems(input, column, tokenizer) : OfText(input, column, tokenizer)];
    }

    private ValueGetter<VBuffer<uint>> OfText(DataViewRow input, DataViewSchema.Column column, TextTokenizer tokenizer)
    {
        ValueGetter<ReadOnlyMemory<char>> getText = input.GetGetter<ReadOnlyMemory<char>>(column);
        ReadOnlyMemory<char> text = default;
        var keys = new KeyWriter(_vocabulary, leaveOut: true);
        return (ref VBuffer<uint> tokens) =>
        {
            getText(ref text);
            tokenizer.Split(text.Span, input.Position);
            keys.Write(tokenizer.Tokens, ref tokens);
        };
    }

    private ValueGetter<VBuffer<uint>> OfItems(DataViewRow input, DataViewSchema.Column column, TextTokenizer tokenizer)
    {
        var reader = new DenseReader<ReadOnlyMemory<char>>(input.GetGetter<VBuffer<ReadOnlyMemory<char>>>(column));
        var keys = new KeyWriter(_vocabulary, leaveOut: false);
        return (ref VBuffer<uint> tokens) =>
        {
            tokenizer.Clear();
            foreach (ReadOnlyMemory<char> item in reader.Read())
            {
                tokenizer.Take(item.Span);
            }
            keys.Write(tokenizer.Tokens, ref tokens);
        };
    }
}
