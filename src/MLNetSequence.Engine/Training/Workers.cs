using System.Runtime.ExceptionServices;

namespace MLNetSequence.Engine.Training;

/// <summary>Runs numbered pieces of work on at most so many threads. Who runs a piece never changes what it computes.</summary>
internal sealed class Workers(int threads)
{
    private readonly ParallelOptions _options = new() { MaxDegreeOfParallelism = threads };

    public void Run(int pieces, Action<int> work)
    {
        if (threads == 1 || pieces == 1)
        {
            for (int i = 0; i < pieces; i++)
            {
                work(i);
            }
            return;
        }
        try
        {
            Parallel.For(0, pieces, _options, work);
        }
        catch (AggregateException e)
        {
            // As on one thread: callers catch what the work throws.
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }
}
