using System.Text.Json;

namespace MLNetSequence.Benchmarks;

/// <summary>The same numbers for programs: artifacts/bench.json below the repository's root.</summary>
internal static class ReportFile
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    /// <summary>Writes the file; whatever was there is replaced.</summary>
    /// <returns>Its path.</returns>
    public static string Write(Results results)
    {
        string path = Path.Combine(RepositoryRoot.Folder, "artifacts", "bench.json");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, JsonSerializer.Serialize(Content(results), Json));
        return path;
    }

    private static object Content(Results results) => new
    {
        peakGflopsOneCore = results.Peak.GflopsOneCore,
        peakGflopsAllCores = results.Peak.GflopsAllCores,
        processors = Environment.ProcessorCount,
        threads = results.Threads,
        peer = results.Peer,
        shapes = results.Shapes.Select(r => new
        {
            name = r.Shape.Name,
            cell = r.Shape.CellName,
            batch = r.Shape.Batch,
            steps = r.Shape.Steps,
            inputSize = r.Shape.InputSize,
            hiddenSize = r.Shape.HiddenSize,
            layers = r.Shape.Layers,
            bidirectional = r.Shape.Bidirectional,
            trainMs = r.TrainMs,
            trainGflops = r.TrainGflops,
            trainShareOfPeak = r.TrainGflops / results.Peak.GflopsAllCores,
            inferMs = r.InferMs,
            rowMs = r.RowMs,
            allocatedBytesPerStep = r.AllocatedBytesPerStep,
            peerTrainMs = r.PeerTrainMs,
            peerInferMs = r.PeerInferMs,
            peerRowMs = r.PeerRowMs,
        }),
        varyingLengths = results.VaryingLengths is not { } varying ? null : new
        {
            rowsTrainedPaddedMs = varying.RowsTrainedPaddedMs,
            rowsTrainedPackedMs = varying.RowsTrainedPackedMs,
            ratio = varying.Ratio,
        },
        scaling = results.Shapes.Where(r => r.OneThreadTrainMs is not null).Select(r => new
        {
            name = r.Shape.Name,
            threads = results.Threads,
            oneThreadMs = r.OneThreadTrainMs,
            threadsMs = r.TrainMs,
            ratio = r.OneThreadTrainMs / r.TrainMs,
        }),
    };
}
