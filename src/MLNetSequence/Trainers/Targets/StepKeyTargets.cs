using MLNetSequence.Inputs;
using MLNetSequence.Mapping;
using MLNetSequence.Scoring.Heads;

namespace MLNetSequence.Trainers.Targets;

/// <summary>
/// A class for each step of each row, from a vector of keys as long as the row has steps. A step without a key is not learned from.
/// </summary>
internal sealed class StepKeyTargets(int classes) : TargetReader
{
    private readonly Engine.Training.TargetRows _targets = new(0);
    private DenseReader<uint>? _reader;

    public static readonly ColumnRule Rule = new(
        "label", "a vector of Key<UInt32> of known count, one a step", c => c.IsKey && c.RawItem == typeof(uint) && c.HasRank(1),
        " Conversion.MapValueToKey makes such a column of a vector of text.");

    /// <summary>Classes and weights of all labelled steps of a row.</summary>
    public IEnumerable<(int Class, float Weight)> Steps(int row) => Enumerable.Range(_targets.Start(row), _targets.Rows(row))
        .Where(step => _targets.Weight(step) > 0)
        .Select(step => (_targets.Label(step), _targets.Weight(step)));

    public override Engine.Training.Targets ToTargets(PredictionHead head) => _targets;

    protected override void Open(DataViewRow row, DataViewSchema.Column label) =>
        _reader = new DenseReader<uint>(row.GetGetter<VBuffer<uint>>(label));

    protected override void Keep(InputReader row, float weight)
    {
        ReadOnlySpan<uint> keys = _reader!.Read();
        if (keys.Length != row.Steps)
        {
            throw new InvalidOperationException(
                $"{row.RowName} has {row.Steps} steps but {keys.Length} labels in column '{Column}': a tagger needs one for each step.");
        }
        foreach (int step in row.Kept)
        {
            bool has = keys[step] > 0 && keys[step] <= (uint)classes;
            _targets.Add(has ? (int)keys[step] - 1 : 0, has ? weight : 0);
        }
        _targets.EndSequence();
    }
}
