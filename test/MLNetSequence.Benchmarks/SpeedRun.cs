namespace MLNetSequence.Benchmarks;

/// <summary>Measures the shapes that were asked for, the peak before, between and after them.</summary>
internal static class SpeedRun
{
    private const int FirstPeaks = 5;
    private const int MorePeaks = 2;

    public static Results Run(Arguments arguments)
    {
        var peak = new Peak();
        peak.Measure(FirstPeaks);
        using Peer? peer = arguments.Peer ? Peer.Start(arguments.Threads) : null;
        string? introduction = peer?.Introduction();
        Report.PrintMachine(peak, arguments.Threads, introduction);

        var results = new List<ShapeResult>();
        foreach (Shape shape in Shapes.All.Where(s => arguments.Takes(s.Name)))
        {
            Console.WriteLine($"{shape.Name} …");
            results.Add(Measure(shape, arguments.Threads, peer));
            peak.Measure(MorePeaks);
        }
        VaryingLengthsResult? varying = null;
        if (arguments.Takes(VaryingLengths.Name))
        {
            Console.WriteLine($"{VaryingLengths.Name} …");
            varying = VaryingLengths.Measure(arguments.Threads);
        }
        return new Results(peak, arguments.Threads, introduction, results, varying);
    }

    private static ShapeResult Measure(Shape shape, int threads, Peer? peer)
    {
        // What the shape before needed is gone before this one starts.
        GC.Collect();
        peer = peer?.Prepare(shape) == true ? peer : null;
        var ours = new EngineContender(new EngineUnderTest(shape, threads));
        EngineContender? alone = threads > 1 ? new EngineContender(new EngineUnderTest(shape, threads: 1)) : null;
        double?[] train = Measurement.Milliseconds(Work.Train, ours, peer, alone);
        double?[] infer = Measurement.Milliseconds(Work.Infer, ours, peer);
        double?[] row = Measurement.Milliseconds(Work.Row, ours, peer);
        return new ShapeResult(
            shape, train[0]!.Value, infer[0]!.Value, row[0]!.Value, ours.AllocatedBytesPerStep(), train[1], infer[1], row[1], train[2]);
    }
}
