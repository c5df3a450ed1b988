using System.Diagnostics;

namespace MLNetSequence.Benchmarks;

/// <summary>Takes the time of contenders that must not disturb each other.</summary>
/// <remarks>
/// <para>
/// Each contender warms up on its own: at least 10 calls and half a second, which is when the JIT has recompiled what is hot. Then
/// come 16 rounds (fewer of slow work, at least 6); in each, the contenders run one after the other, never together, so that a
/// machine that slows down slows down everybody. A turn is a pause, for the other's waiting threads to fall asleep; one call that
/// does not count, for the caches; and as many calls as fill 60 ms, at least one. It gives one number, the mean of its calls.
/// </para>
/// <para>
/// The result is the median of the faster half of the rounds. What disturbs a round makes it slower and never faster, so the slower
/// half is dropped; the median of the rest does not hang on one lucky round, as the minimum does. Many short rounds find more gaps
/// between a neighbour's bursts than few long ones.
/// </para>
/// </remarks>
internal static class Measurement
{
    private const int MostRounds = 16;
    private const int LeastRounds = 6;
    private const double EnoughSeconds = 15;
    private const int WarmCalls = 10;
    private const double WarmSeconds = 0.5;
    private const double TurnSeconds = 0.06;
    private const int MostCalls = 100_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Milliseconds of one call, for each contender; null for one that is null or failed on the way.</summary>
    public static double?[] Milliseconds(Work work, params IReadOnlyList<IContender?> contenders)
    {
        int?[] calls = [.. contenders.Select(c => c is null ? null : WarmUp(work, c))];
        List<double?>[] rounds = [.. contenders.Select(_ => new List<double?>())];
        long start = Stopwatch.GetTimestamp();
        for (int round = 0; round < MostRounds; round++)
        {
            if (round >= LeastRounds && Stopwatch.GetElapsedTime(start).TotalSeconds > EnoughSeconds)
            {
                break;
            }
            for (int i = 0; i < contenders.Count; i++)
            {
                rounds[i].Add(calls[i] is { } count ? Turn(work, contenders[i]!, count) : null);
            }
        }
        return [.. rounds.Select(MedianOfFasterHalf)];
    }

    /// <summary>The median of the faster half; null if any round is missing.</summary>
    private static double? MedianOfFasterHalf(List<double?> rounds)
    {
        if (rounds.Contains(null))
        {
            return null;
        }
        double[] faster = [.. rounds.Select(r => r!.Value).Order().Take(rounds.Count / 2)];
        return (faster[(faster.Length - 1) / 2] + faster[faster.Length / 2]) / 2;
    }

    // How many calls fill a turn.
    private static int? WarmUp(Work work, IContender contender)
    {
        int done = 0;
        double total = 0;
        int calls = 1;
        while (done < WarmCalls || total < WarmSeconds)
        {
            if (contender.Run(work, calls) is not { } seconds)
            {
                return null;
            }
            done += calls;
            total += seconds;
            int enough = done < WarmCalls ? WarmCalls - done : 1;
            calls = Math.Max(enough, CallsIn(TurnSeconds, seconds / calls));
        }
        return calls;
    }

    private static double? Turn(Work work, IContender contender, int calls)
    {
        Thread.Sleep(Pause);
        return contender.Run(work, 1) is null ? null : 1000 * contender.Run(work, calls) / calls;
    }

    private static int CallsIn(double seconds, double each) => (int)Math.Clamp(seconds / Math.Max(each, 1e-9), 1, MostCalls);
}
