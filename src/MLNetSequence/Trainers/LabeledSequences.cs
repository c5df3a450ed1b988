using MLNetSequence.Engine.Networks;
using MLNetSequence.Mapping;
using MLNetSequence.Scoring;

namespace MLNetSequence.Trainers;

/// <summary>All rows of a training set: token sequences and the class of each, from 0.</summary>
internal sealed record LabeledSequences(TokenSequences Sequences, int[] Labels, int Classes, int Vocabulary, LabelValues? LabelValues)
{
    public const string ExpectedLabel = "Key<UInt32> of known count";
    public const string LabelHint = " Conversion.MapValueToKey makes such a column.";

    private const int RowsBetweenChecks = 1024;

    public static LabeledSequences Read(IDataView data, string labelColumn, string featureColumn, CancellationToken cancellation)
    {
        DataViewSchema.Column label = FindLabel(data.Schema, labelColumn);
        DataViewSchema.Column features = TokenReader.Find(data.Schema, featureColumn);
        int vocabulary = TokenReader.VocabularySize(features);
        var sequences = new TokenSequences();
        var labels = new List<int>();
        using DataViewRowCursor cursor = data.GetRowCursor([label, features]);
        ValueGetter<uint> getLabel = cursor.GetGetter<uint>(label);
        ValueGetter<VBuffer<uint>> getTokens = cursor.GetGetter<VBuffer<uint>>(features);
        int classes = (int)((KeyDataViewType)label.Type).Count;
        uint key = 0;
        VBuffer<uint> tokens = default;
        while (cursor.MoveNext())
        {
            if (labels.Count % RowsBetweenChecks == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }
            getLabel(ref key);
            if (key == 0 || key > (uint)classes)
            {
                throw new InvalidOperationException(
                    $"Row {labels.Count + 1} has no label: the key in column '{labelColumn}' is missing. Remove such rows, or label them.");
            }
            labels.Add((int)key - 1);
            getTokens(ref tokens);
            TokenReader.Append(tokens, vocabulary, sequences);
        }
        Check(labels, labelColumn);
        return new LabeledSequences(sequences, [.. labels], classes, vocabulary, LabelValues.Of(label));
    }

    private static DataViewSchema.Column FindLabel(DataViewSchema schema, string name)
    {
        DataViewSchema.Column column = ColumnChecks.Find(schema, "label", name);
        bool fits = column.Type is KeyDataViewType { Count: > 0 and < int.MaxValue } key && key.RawType == typeof(uint);
        return fits ? column : throw ColumnChecks.WrongType("label", name, ExpectedLabel, column.Type.ToString()!, LabelHint);
    }

    private static void Check(List<int> labels, string column)
    {
        if (labels.Count == 0)
        {
            throw new InvalidOperationException("The training data has no rows.");
        }
        if (labels.TrueForAll(l => l == labels[0]))
        {
            throw new InvalidOperationException(
                $"All {labels.Count} rows have one and the same label in column '{column}'; a classifier needs two classes or more.");
        }
    }
}
