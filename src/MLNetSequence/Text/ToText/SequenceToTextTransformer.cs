using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Text.ToText;

namespace MLNetSequence;

/// <summary>Joins the words that a sequence of keys stands for.</summary>
public sealed class SequenceToTextTransformer : SequenceRowTransformer
{
    internal const string Kind = "to-text";

    private const int Version = 1;

    private readonly SequenceToTextEstimator.Options _options;

    internal SequenceToTextTransformer(SequenceToTextEstimator.Options options) => _options = options;

    private protected override IReadOnlyList<string> Inputs => [_options.InputColumnName!];

    internal static ITransformer Load(byte[] payload) => ModelJson.Load<Settings>(payload, "The making of text", Version, saved =>
        new SequenceToTextTransformer(new SequenceToTextEstimator.Options
        {
            OutputColumnName = saved.OutputColumn,
            InputColumnName = saved.InputColumn,
            Separator = saved.Separator,
            SkippedTokens = saved.SkippedTokens,
            StopAtToken = saved.StopAtToken,
        }.CheckedCopy()));

    private protected override (string Kind, byte[] Payload) Saved()
    {
        var saved = new Settings(
            Version, _options.OutputColumnName, _options.InputColumnName!, _options.Separator, [.. _options.SkippedTokens],
            _options.StopAtToken);
        return (Kind, ModelJson.Write(saved));
    }

    private protected override IReadOnlyList<OutputColumn> Outputs(DataViewSchema input)
    {
        DataViewSchema.Column column = TokenColumn.Find(input, _options.InputColumnName!);
        if (_options.SkippedTokens.Count > 0 || _options.StopAtToken is not null)
        {
            // That the tokens are in the vocabulary is said before the first row is read.
            _ = new TextJoiner(_options, column);
        }
        return [new(_options.OutputColumnName, TextDataViewType.Instance, DataViewSchema.Annotations.Empty)];
    }

    private protected override IReadOnlyList<Delegate> CreateGetters(DataViewRow input)
    {
        DataViewSchema.Column column = TokenColumn.Find(input.Schema, _options.InputColumnName!);
        var joiner = new TextJoiner(_options, column);
        KeyReader keys = KeyReader.Of(input, column);
        ValueGetter<ReadOnlyMemory<char>> getText = (ref ReadOnlyMemory<char> text) => text = joiner.Join(keys.Read());
        return [getText];
    }

    // Format version 1 (2026-11): the first.
    private sealed record Settings(
        int FormatVersion, string OutputColumn, string InputColumn, string Separator, string[] SkippedTokens, string? StopAtToken)
        : ISavedSettings;
}
