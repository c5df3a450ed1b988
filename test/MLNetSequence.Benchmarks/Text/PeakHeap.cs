namespace MLNetSequence.Benchmarks.Text;

/// <summary>Watches how far the managed heap rises above what it was, from a thread of its own, every millisecond.</summary>
internal sealed class PeakHeap : IDisposable
{
    private readonly long _before = Live();
    private readonly Thread _watcher;
    private long _highest;
    private volatile bool _stopped;

    public PeakHeap()
    {
        _watcher = new Thread(Watch) { IsBackground = true };
        _watcher.Start();
    }

    /// <summary>The highest rise so far, in millions of bytes; what is garbage but not collected yet counts.</summary>
    public double Megabytes => Math.Max(0, Math.Max(_highest, GC.GetTotalMemory(false)) - _before) / 1e6;

    /// <summary>The rise now, garbage collected, in millions of bytes.</summary>
    public double LiveMegabytes => Math.Max(0, Live() - _before) / 1e6;

    public void Dispose()
    {
        _stopped = true;
        _watcher.Join();
    }

    private static long Live()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private void Watch()
    {
        while (!_stopped)
        {
            _highest = Math.Max(_highest, GC.GetTotalMemory(false));
            Thread.Sleep(1);
        }
    }
}
