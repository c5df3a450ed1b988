using System.Runtime.InteropServices;
using MLNetSequence.Inputs;
using MLNetSequence.Mapping;
using MLNetSequence.Scoring.Heads;

namespace MLNetSequence.Trainers.Targets;

/// <summary>K numbers for each row.</summary>
internal sealed class NumberTargets(int count) : TargetReader
{
    private readonly List<float> _values = [];
    private readonly List<float> _weights = [];
    private NumberReader? _reader;

    public static readonly ColumnRule Rule = NumberReader.KnownSize("label");

    public override Engine.Training.Targets ToTargets(PredictionHead head)
    {
        var targets = new Engine.Training.TargetRows(count);
        float[] scaled = new float[count];
        for (int i = 0; i < Count; i++)
        {
            ((RegressionHead)head).Scale.FromLabels(Row(i), scaled);
            targets.Add(scaled, _weights[i]);
            targets.EndSequence();
        }
        return targets;
    }

    /// <summary>The scale of some of the rows read.</summary>
    public LabelScale ScaleOf(int[] rows)
    {
        float[] values = new float[checked(rows.Length * count)];
        float[] weights = new float[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            Row(rows[i]).CopyTo(values.AsSpan(i * count));
            weights[i] = _weights[rows[i]];
        }
        return LabelScale.Of(values, weights);
    }

    protected override void Open(DataViewRow row, DataViewSchema.Column label) => _reader = new NumberReader(row, label);

    protected override void Keep(InputReader row, float weight)
    {
        ReadOnlySpan<float> values = _reader!.Read();
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
            {
                throw new InvalidOperationException(FormattableString.Invariant(
                    $"{row.RowName} has no label: column '{Column}' holds {value}. Remove such rows, or replace what is missing."));
            }
        }
        _values.AddRange(values);
        _weights.Add(weight);
    }

    private ReadOnlySpan<float> Row(int row) => CollectionsMarshal.AsSpan(_values).Slice(row * count, count);
}
