namespace MLNetSequence.Benchmarks;

/// <summary>What was measured of one shape; times of one call in milliseconds, the peer's null where there is none.</summary>
internal sealed record ShapeResult(
    Shape Shape,
    double TrainMs,
    double InferMs,
    double RowMs,
    double AllocatedBytesPerStep,
    double? PeerTrainMs,
    double? PeerInferMs,
    double? PeerRowMs,
    double? OneThreadTrainMs)
{
    public double TrainGflops => Shape.TrainingOperations / TrainMs / 1e6;
}

/// <summary>A training step on sequences of varying length: padded to the longest, and as they are.</summary>
internal sealed record VaryingLengthsResult(double RowsTrainedPaddedMs, double RowsTrainedPackedMs)
{
    public double Ratio => RowsTrainedPaddedMs / RowsTrainedPackedMs;
}

/// <summary>All of one run.</summary>
/// <param name="Peak">The machine's best, all measurements of this run taken together.</param>
/// <param name="Threads">Threads the engine and the peer used.</param>
/// <param name="Peer">What the peer said of itself.</param>
/// <param name="Shapes">One entry a shape.</param>
/// <param name="VaryingLengths">Null where only shapes were asked for.</param>
internal sealed record Results(
    Peak Peak, int Threads, string? Peer, IReadOnlyList<ShapeResult> Shapes, VaryingLengthsResult? VaryingLengths);
