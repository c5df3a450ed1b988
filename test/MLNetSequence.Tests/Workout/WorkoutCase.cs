using Microsoft.ML;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Workout;

/// <summary>An estimator of ours and data for it: all that the workout must know.</summary>
internal sealed class WorkoutCase
{
    public required Func<IEstimator<ITransformer>> Estimator { get; init; }

    /// <summary>Data that fits, made anew, with more columns than the estimator needs.</summary>
    public required Func<Table> Data { get; init; }

    /// <summary>Columns that the estimator reads to fit.</summary>
    public required string[] FitInputs { get; init; }

    /// <summary>Columns that the transformer reads.</summary>
    public required string[] Inputs { get; init; }

    /// <summary>Columns that the transformer appends, in order.</summary>
    public required string[] Outputs { get; init; }

    /// <summary>Times that the data is read to fit.</summary>
    public required int FitPasses { get; init; }

    /// <summary>
    /// Null for a transformer that works on each row alone. For one that needs the rows before: the rows of the data that its rows stand
    /// for, in their order.
    /// </summary>
    public int[]? Rows { get; init; }

    /// <summary>Columns that the transformer reads whatever is asked for, since they decide which rows there are.</summary>
    public string[] DecidingInputs { get; init; } = [];

    /// <summary>Whether rows are worked on one by one.</summary>
    public bool IsRowByRow => Rows is null;

    /// <summary>Whether every row of the data comes out again.</summary>
    public bool KeepsAllRows => Rows is null || Rows.Length == Data().GetRowCount();

    /// <summary>The row of the data that a row of the output stands for.</summary>
    public int RowOf(int output) => Rows is null ? output : Rows[output];

    /// <summary>The batch of a row of the output: the input's, or where rows are read by one cursor only, always the same.</summary>
    public long BatchOf(int output) => Rows is null ? Table.BatchOf(output) : 0;

    /// <summary>Data that does not fit.</summary>
    public required BadInput[] BadInputs { get; init; }
}

/// <summary>Data that does not fit, and what the error must name.</summary>
/// <param name="Data">The data.</param>
/// <param name="Role">Role of the column.</param>
/// <param name="Column">Name of the column.</param>
/// <param name="Expected">What must be said of the type expected; empty where the column is missing.</param>
/// <param name="Actual">What must be said of the type found.</param>
/// <param name="OnlyToFit">Whether the transformer does not need the column.</param>
internal sealed record BadInput(
    Func<Table> Data, string Role, string Column, string Expected = "", string Actual = "", bool OnlyToFit = false);
