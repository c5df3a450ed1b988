using System.Text.Json;

namespace MLNetSequence.Benchmarks.Text;

/// <summary>The lines on the console, and artifacts/bench-text.json below the repository's root.</summary>
internal static class TextReport
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    public static void PrintTexts(string path, TextTable texts)
    {
        Console.WriteLine(FormattableString.Invariant(
            $"{Path.GetFileName(path)}: {texts.Rows.Length} rows, {texts.Megabytes:F1} MB; {Environment.ProcessorCount} processors"));
        Console.WriteLine(
            $"{"MB of UTF-8 a second",-28} {"fit",8} {"transform",10} {"both",8} {"first",8} {"Mtokens/s",10} {"peak MB",8} {"model MB",9}");
    }

    public static void Print(TextResult r) => Console.WriteLine(FormattableString.Invariant(
        $"{r.Name,-28} {r.FitMBps,8:F1} {r.TransformMBps,10:F1} {r.FitTransformMBps,8:F1} {r.FirstMBps,8:F1} ")
        + FormattableString.Invariant($"{r.TokensPerSecond / 1e6,10:F1} {r.PeakMegabytes,8:F1} {r.VocabularyMegabytes,9:F1}"));

    /// <summary>Writes the file; whatever was there is replaced.</summary>
    /// <returns>Its path.</returns>
    public static string Write(IReadOnlyList<TextResult> results, double allocatedBytesPerRow)
    {
        string path = Path.Combine(RepositoryRoot.Folder, "artifacts", "bench-text.json");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        TextResult ours = results[0];
        object content = new
        {
            megabytes = ours.Megabytes,
            fitMBps = ours.FitMBps,
            transformMBps = ours.TransformMBps,
            fitTransformMBps = ours.FitTransformMBps,
            firstFitTransformMBps = ours.FirstMBps,
            peakMB = ours.PeakMegabytes,
            vocabularyMB = ours.VocabularyMegabytes,
            tokensPerSecond = ours.TokensPerSecond,
            allocatedBytesPerRow,
            processors = Environment.ProcessorCount,
            others = results.Skip(1).Select(r => new
            {
                name = r.Name,
                fitMBps = r.FitMBps,
                transformMBps = r.TransformMBps,
                fitTransformMBps = r.FitTransformMBps,
                firstFitTransformMBps = r.FirstMBps,
                peakMB = r.PeakMegabytes,
                vocabularyMB = r.VocabularyMegabytes,
                tokensPerSecond = r.TokensPerSecond,
            }),
        };
        File.WriteAllText(path, JsonSerializer.Serialize(content, Json));
        return path;
    }
}
