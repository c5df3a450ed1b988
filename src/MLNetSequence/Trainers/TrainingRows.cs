using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Training;
using MLNetSequence.Inputs;
using MLNetSequence.Mapping;
using MLNetSequence.Trainers.Targets;

namespace MLNetSequence.Trainers;

/// <summary>All rows of a data view: sequences, what they should come to, and which of them are only measured on.</summary>
internal sealed class TrainingRows
{
    public static readonly ColumnRule WeightRule = new("example weight", "Single", c => !c.IsVector && c.Is<float>());
    public static readonly ColumnRule ValidationRule = new("validation", "Boolean", c => !c.IsVector && c.Is<bool>());

    private const int RowsBetweenChecks = 256;

    private readonly List<int> _train = [];
    private readonly List<int> _held = [];

    private TrainingRows(StepSequences sequences, TargetReader targets) => (Sequences, Targets) = (sequences, targets);

    public StepSequences Sequences { get; }

    public TargetReader Targets { get; }

    /// <summary>Rows to learn from.</summary>
    public IReadOnlyList<int> Train => _train;

    /// <summary>Rows that a column says are only measured on.</summary>
    public IReadOnlyList<int> Held => _held;

    /// <summary>Reads the data, once.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="inputs">What is read of each.</param>
    /// <param name="label">The label column.</param>
    /// <param name="targets">Reads it.</param>
    /// <param name="options">Names the other columns.</param>
    /// <param name="cancelled">Asked now and then.</param>
    /// <param name="whose">What errors say of a row's number; empty for the training data's.</param>
    /// <exception cref="InvalidOperationException">A row cannot be learned from; the message names it.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static TrainingRows Read(
        IDataView data, SequenceInputs inputs, DataViewSchema.Column label, TargetReader targets, SequenceTrainerOptions options,
        Func<bool> cancelled, string whose = "")
    {
        DataViewSchema.Column? weight = options.ExampleWeightColumnName is { } w ? WeightRule.Find(data.Schema, w) : null;
        DataViewSchema.Column? held = options.ValidationColumnName is { } v ? ValidationRule.Find(data.Schema, v) : null;
        var rows = new TrainingRows(inputs.NewSequences(), targets);
        DataViewSchema.Column[] needed =
            [label, .. inputs.Find(data.Schema), .. new[] { weight, held }.OfType<DataViewSchema.Column>()];
        using DataViewRowCursor cursor = data.GetRowCursor(needed);
        var reader = new InputReader(inputs, cursor) { Whose = whose };
        targets.Bind(cursor, label);
        ValueGetter<float>? getWeight = weight is { } weightColumn ? cursor.GetGetter<float>(weightColumn) : null;
        ValueGetter<bool>? getHeld = held is { } heldColumn ? cursor.GetGetter<bool>(heldColumn) : null;
        for (int row = 0; cursor.MoveNext(); row++)
        {
            if (row % RowsBetweenChecks == 0 && cancelled())
            {
                // Where the context was cancelled, the token was not.
                CancellationToken token = options.CancellationToken.IsCancellationRequested ? options.CancellationToken : default;
                throw new OperationCanceledException("Training was cancelled while the data was read.", token);
            }
            reader.Row = row + 1L;
            reader.Read(rows.Sequences);
            targets.Read(reader, Weight(getWeight, reader, options));
            bool isHeld = false;
            getHeld?.Invoke(ref isHeld);
            (isHeld ? rows._held : rows._train).Add(row);
        }
        return rows;
    }

    /// <summary>The rows as a network learns them.</summary>
    public Examples ToExamples(Scoring.Heads.PredictionHead head) => new(Sequences, Targets.ToTargets(head));

    private static float Weight(ValueGetter<float>? get, InputReader row, SequenceTrainerOptions options)
    {
        float weight = 1;
        get?.Invoke(ref weight);
        return weight >= 0 && float.IsFinite(weight)
            ? weight
            : throw new InvalidOperationException(FormattableString.Invariant(
                $"{row.RowName} has {weight} in column '{options.ExampleWeightColumnName}': a weight is at least 0 and finite."));
    }
}
