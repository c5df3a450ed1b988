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
