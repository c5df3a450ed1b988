using System.Diagnostics;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetSequence.Benchmarks.Text;

/// <summary>Tokenizes reviews: fit and transform of all rows, ours beside others.</summary>
internal static class TextRun
{
    private const int LeastRounds = 3;
    private const int MostRounds = 15;
    private const double EnoughSeconds = 6;

    /// <returns>The exit code.</returns>
    public static int Run(Arguments arguments)
    {
        if (ReviewTexts.Find(arguments.Data) is not { } path)
        {
            return 2;
        }
        TextTable texts = ReviewTexts.Read(path);
        List<ITextContender> contenders = Contenders();
        TextReport.PrintTexts(path, texts);
        var results = new List<TextResult>();
        foreach (ITextContender contender in contenders)
        {
            results.Add(Measure(contender, texts));
            TextReport.Print(results[^1]);
        }
        double allocated = AllocatedBytesPerRow(texts);
        Console.WriteLine(FormattableString.Invariant($"A warm transform allocates {allocated:F1} bytes a row."));
        Console.WriteLine($"Written to {TextReport.Write(results, allocated)}");
        return 0;
    }

    // ML.NET's own transforms are compiled in only where the package is used: see the project file.
    private static List<ITextContender> Contenders()
    {
        List<ITextContender> contenders = [new SequenceContender(), new NaiveContender()];
        Type? peer = Assembly.GetExecutingAssembly().GetType("MLNetSequence.Benchmarks.Text.MLNetContender");
        if (peer is null)
        {
            Console.WriteLine("Peer: none; ML.NET's own tokenizer is not in the stand-in (-p:MLNet=package takes the package).");
        }
        else
        {
            contenders.Add((ITextContender)Activator.CreateInstance(peer)!);
        }
        return contenders;
    }

    private static TextResult Measure(ITextContender contender, TextTable texts)
    {
        double first = 0, fit = double.MaxValue, transform = double.MaxValue, both = double.MaxValue;
        long tokens = 0;
        long start = Stopwatch.GetTimestamp();
        for (int round = 0; round < MostRounds; round++)
        {
            if (round >= LeastRounds && Stopwatch.GetElapsedTime(start).TotalSeconds > EnoughSeconds)
            {
                break;
            }
            GC.Collect();
            long began = Stopwatch.GetTimestamp();
            Func<long> pass = contender.Fit(texts);
            double fitSeconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            began = Stopwatch.GetTimestamp();
            tokens = pass();
            double transformSeconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            first = round == 0 ? fitSeconds + transformSeconds : first;
            fit = Math.Min(fit, fitSeconds);
            transform = Math.Min(transform, transformSeconds);
            both = Math.Min(both, fitSeconds + transformSeconds);
        }
        (double peak, double kept) = Memory(contender, texts);
        return new TextResult(contender.Name, texts.Megabytes, tokens, fit, transform, both, first, peak, kept);
    }

    private static (double Peak, double Kept) Memory(ITextContender contender, TextTable texts)
    {
        using var heap = new PeakHeap();
        Func<long> pass = contender.Fit(texts);
        pass();
        double peak = heap.Megabytes;
        double kept = heap.LiveMegabytes;
        GC.KeepAlive(pass);
        return (peak, kept);
    }

    // The first half of the rows warms up, the second counts.
    private static double AllocatedBytesPerRow(TextTable texts)
    {
        IDataView data = SequenceContender.Train(texts).Transform(texts);
        DataViewSchema.Column column = data.Schema["Tokens"];
        using DataViewRowCursor cursor = data.GetRowCursor([column]);
        ValueGetter<VBuffer<uint>> get = cursor.GetGetter<VBuffer<uint>>(column);
        VBuffer<uint> keys = default;
        long before = 0;
        int half = texts.Rows.Length / 2;
        while (cursor.MoveNext())
        {
            if (cursor.Position == half)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
            }
            get(ref keys);
        }
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)(texts.Rows.Length - half);
    }
}
