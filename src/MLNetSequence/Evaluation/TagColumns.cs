using MLNetSequence.Interop;
using MLNetSequence.Mapping;

namespace MLNetSequence.Evaluation;

/// <summary>
/// The columns of labels and of predictions, and the classes that their keys stand for: texts where both have texts, else the keys
/// themselves. Classes count from 0.
/// </summary>
internal sealed class TagColumns
{
    private const string Expected = "a vector of keys with one dimension, a key for each step";

    private static readonly ColumnRule LabelRule = new(
        "label", Expected, c => c.IsKey && c.HasRank(1), " Conversion.MapValueToKey makes keys of a vector of texts.");

    private static readonly ColumnRule PredictedRule = new(
        "predicted label", Expected, c => c.IsKey && c.HasRank(1),
        " A sequence tagger makes such a column: give MapKeyToValue another output.");

    private readonly string[]? _texts;
    private readonly int[]? _ofLabel;
    private readonly int[]? _ofPredicted;

    /// <exception cref="ArgumentOutOfRangeException">A column is missing, of the wrong type, or has other keys than the other.</exception>
    public TagColumns(DataViewSchema schema, string label, string predicted)
    {
        Label = LabelRule.Find(schema, label);
        Predicted = PredictedRule.Find(schema, predicted);
        string[]? labelTexts = Texts(Label), predictedTexts = Texts(Predicted);
        if (labelTexts is not null && predictedTexts is not null)
        {
            var classes = new Dictionary<string, int>();
            _ofLabel = Map(labelTexts, classes);
            _ofPredicted = Map(predictedTexts, classes);
            _texts = [.. classes.OrderBy(c => c.Value).Select(c => c.Key)];
            return;
        }
        if (KeySequences.Count(Label) != KeySequences.Count(Predicted))
        {
            throw ColumnChecks.WrongType(
                PredictedRule.Role, predicted, $"of as many keys as the label column '{label}', {KeySequences.Count(Label)}",
                Predicted.Type.ToString()!, " Keys of other numbers are matched by their values, where both columns have them.");
        }
        _texts = labelTexts ?? predictedTexts;
    }

    public DataViewSchema.Column Label { get; }

    public DataViewSchema.Column Predicted { get; }

    /// <summary>What the classes say of spans.</summary>
    public SpanTags Tags => new(_texts ?? []);

    /// <summary>A class's text, or where keys have none, its key.</summary>
    public string Name(int tagClass) => _texts is null ? FormattableString.Invariant($"{tagClass + 1L}") : _texts[tagClass];

    /// <summary>The class of a label's key.</summary>
    public int ClassOfLabel(int key) => _ofLabel is null ? key - 1 : _ofLabel[key - 1];

    /// <summary>The class of a prediction's key.</summary>
    public int ClassOfPredicted(int key) => _ofPredicted is null ? key - 1 : _ofPredicted[key - 1];

    private static string[]? Texts(DataViewSchema.Column column)
    {
        string[]? texts = ValueTexts.Of(column.Annotations, Annotations.KeyValues);
        return texts is not null && (ulong)texts.Length == KeySequences.Count(column) ? texts : null;
    }

    private static int[] Map(string[] texts, Dictionary<string, int> classes)
    {
        int[] map = new int[texts.Length];
        for (int i = 0; i < map.Length; i++)
        {
            if (!classes.TryGetValue(texts[i], out map[i]))
            {
                map[i] = classes.Count;
                classes.Add(texts[i], map[i]);
            }
        }
        return map;
    }
}
