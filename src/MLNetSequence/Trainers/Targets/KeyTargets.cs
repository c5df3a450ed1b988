using MLNetSequence.Inputs;
using MLNetSequence.Mapping;
using MLNetSequence.Scoring.Heads;

namespace MLNetSequence.Trainers.Targets;

/// <summary>A class for each row, from the keys of a label column.</summary>
internal sealed class KeyTargets(int classes) : TargetReader
{
    private readonly Engine.Training.TargetRows _targets = new(0);
    private ValueGetter<uint>? _get;

    public static readonly ColumnRule Rule = new(
        "label", "Key<UInt32> of known count", c => !c.IsVector && c.IsKey && c.RawItem == typeof(uint),
        " Conversion.MapValueToKey makes such a column.");

    /// <summary>Different labels of a column.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It does not say how many.</exception>
    public static int Classes(DataViewSchema.Column label, DataViewType keys)
    {
        ulong count = ((KeyDataViewType)keys).Count;
        return count is > 0 and < int.MaxValue
            ? (int)count
            : throw ColumnChecks.WrongType("label", label.Name, Rule.Expected, label.Type.ToString()!, Rule.Hint);
    }

    /// <summary>The class of a row read.</summary>
    public int this[int row] => _targets.Label(row);

    /// <summary>What a row read counts.</summary>
    public float Weight(int row) => _targets.Weight(row);

    public override Engine.Training.Targets ToTargets(PredictionHead head) => _targets;

    protected override void Open(DataViewRow row, DataViewSchema.Column label) => _get = row.GetGetter<uint>(label);

    protected override void Keep(InputReader row, float weight)
    {
        uint key = 0;
        _get!(ref key);
        if (key == 0 || key > (uint)classes)
        {
            throw new InvalidOperationException(
                $"{row.RowName} has no label: the key in column '{Column}' is missing. Remove such rows, or label them.");
        }
        _targets.Add((int)key - 1, weight);
        _targets.EndSequence();
    }
}
