using System.Diagnostics;

namespace MLNetSequence.Benchmarks;

/// <summary>The engine, timed.</summary>
internal sealed class EngineContender(EngineUnderTest engine) : IContender
{
    private const int StepsCounted = 10;

    public double? Run(Work work, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++)
        {
            switch (work)
            {
                case Work.Train:
                    engine.TrainStep();
                    break;
                case Work.Infer:
                    engine.Infer();
                    break;
                default:
                    engine.InferRow();
                    break;
            }
        }
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Managed bytes that a training step allocates, on all threads; it must be warm.</summary>
    public double AllocatedBytesPerStep()
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int i = 0; i < StepsCounted; i++)
        {
            engine.TrainStep();
        }
        return (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)StepsCounted;
    }
}
