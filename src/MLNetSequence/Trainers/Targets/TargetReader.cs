using MLNetSequence.Inputs;
using MLNetSequence.Scoring.Heads;

namespace MLNetSequence.Trainers.Targets;

/// <summary>Reads what each row's sequence should come to, and keeps it.</summary>
internal abstract class TargetReader
{
    private DataViewSchema.Column? _column;

    /// <summary>Name of the label column.</summary>
    protected string Column => _column!.Value.Name;

    /// <summary>Rows read.</summary>
    public int Count { get; private set; }

    /// <summary>Begins to read the rows of a cursor, whose label column is of the type of all others before.</summary>
    public void Bind(DataViewRow row, DataViewSchema.Column label)
    {
        _column = label;
        Open(row, label);
    }

    /// <summary>Reads the label of the current row.</summary>
    /// <exception cref="InvalidOperationException">It has none, or one that nothing can be learned from.</exception>
    public void Read(InputReader row, float weight)
    {
        Keep(row, weight);
        Count++;
    }

    /// <summary>All that was read, as a network with this head learns it.</summary>
    public abstract Engine.Training.Targets ToTargets(PredictionHead head);

    /// <summary>Makes the getters.</summary>
    protected abstract void Open(DataViewRow row, DataViewSchema.Column label);

    /// <summary>Reads and keeps the label of the current row.</summary>
    protected abstract void Keep(InputReader row, float weight);
}
