using System.Globalization;
using System.Runtime.InteropServices;

namespace MLNetSequence.Benchmarks;

/// <summary>The tables on the console.</summary>
internal static class Report
{
    private const string None = "-";

    public static void PrintMachine(Peak peak, int threads, string? peer)
    {
        Line($"Machine   {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors, {Peak.Vector}, ");
        Line($"{RuntimeInformation.FrameworkDescription}; {threads} threads are used\n");
        Line($"Peak      {peak.GflopsOneCore:F1} GFLOP/s on one core ({peak.MultiplyAddsPerCycle:F2} multiply-adds a cycle at ");
        Line($"{peak.ClockGHz:F2} GHz), {peak.GflopsAllCores:F1} on all\n");
        Line($"Peer      {peer ?? None}\n\n");
    }

    public static void Print(Results results)
    {
        PrintShapes(results);
        PrintPeers(results);
        PrintScaling(results);
        if (results.VaryingLengths is { } varying)
        {
            Line($"\nVarying lengths: {VaryingLengths.Shape.CellName} B{VaryingLengths.Shape.Batch} I{VaryingLengths.Shape.InputSize} ");
            Line($"H{VaryingLengths.Shape.HiddenSize}, lengths as those of IMDB's reviews, at most {VaryingLengths.Shape.Steps}\n");
            Line($"padded {varying.RowsTrainedPaddedMs:F2} ms, packed {varying.RowsTrainedPackedMs:F2} ms, ");
            Line($"padded / packed {varying.Ratio:F2}\n");
        }
    }

    private static void PrintShapes(Results results)
    {
        Line($"\nPeak of this run: {results.Peak.GflopsOneCore:F1} GFLOP/s on one core, {results.Peak.GflopsAllCores:F1} on all\n");
        Line($"{"shape",-32} {"train ms",9} {"GFLOP/s",8} {"of peak",8} {"infer ms",9} {"row ms",8} {"bytes/step",11}\n");
        foreach (ShapeResult r in results.Shapes)
        {
            Line($"{r.Shape.Name,-32} {r.TrainMs,9:F3} {r.TrainGflops,8:F1} {r.TrainGflops / results.Peak.GflopsAllCores,8:F3} ");
            Line($"{r.InferMs,9:F3} {r.RowMs,8:F4} {r.AllocatedBytesPerStep,11:F0}\n");
        }
    }

    private static void PrintPeers(Results results)
    {
        if (results.Shapes.All(r => r.PeerTrainMs is null && r.PeerInferMs is null && r.PeerRowMs is null))
        {
            return;
        }
        Line($"\n{"peer (peer / ours)",-32} {"train ms",9} {"",8} {"infer ms",9} {"",8} {"row ms",9} {"",8}\n");
        foreach (ShapeResult r in results.Shapes)
        {
            Line($"{r.Shape.Name,-32} {Versus(r.PeerTrainMs, r.TrainMs)} {Versus(r.PeerInferMs, r.InferMs)} ");
            Line($"{Versus(r.PeerRowMs, r.RowMs)}\n");
        }
    }

    private static void PrintScaling(Results results)
    {
        if (results.Shapes.All(r => r.OneThreadTrainMs is null))
        {
            return;
        }
        Line($"\n{"scaling of a training step",-32} {"1 thread",9} {$"{results.Threads} threads",9} {"ratio",8}\n");
        foreach (ShapeResult r in results.Shapes)
        {
            Line($"{r.Shape.Name,-32} {r.OneThreadTrainMs,9:F3} {r.TrainMs,9:F3} {r.OneThreadTrainMs / r.TrainMs,8:F2}\n");
        }
    }

    private static string Versus(double? peer, double ours) => peer is null
        ? $"{None,9} {None,8}"
        : FormattableString.Invariant($"{peer,9:F3} {$"({peer / ours:F2})",8}");

    private static void Line(FormattableString text) => Console.Write(text.ToString(CultureInfo.InvariantCulture));
}
