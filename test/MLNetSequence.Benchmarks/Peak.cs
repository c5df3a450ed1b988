using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MLNetSequence.Benchmarks;

/// <summary>
/// What the machine can do at best: independent vector multiply-adds that never leave the registers. Clocks drift with heat and
/// neighbours, so it is measured again and again, and the best counts.
/// </summary>
internal sealed class Peak
{
    private const double RunSeconds = 0.1;

    private static readonly bool Has512 = Avx512F.IsSupported;
    private static readonly bool Has256 = Fma.IsSupported;

    /// <summary>The widest vector this machine multiplies and adds in one instruction.</summary>
    public static string Vector => Has512 ? "Vector512" : Has256 ? "Vector256" : "Vector128";

    public double GflopsOneCore { get; private set; }

    public double GflopsAllCores { get; private set; }

    /// <summary>The clock of one core in GHz, from a chain of additions of which none can start before the one before is done.</summary>
    public double ClockGHz { get; private set; }

    /// <summary>Multiply-adds a core does in a cycle: 2 on most machines; much less means that this program was disturbed.</summary>
    public double MultiplyAddsPerCycle => GflopsOneCore / (2 * Lanes * ClockGHz);

    private static int Lanes => Has512 ? 16 : Has256 ? 8 : 4;

    private static int Sums => Has512 ? 16 : 12;

    /// <summary>Measures so many times; the best of these and all before counts.</summary>
    public void Measure(int times)
    {
        for (int i = 0; i < times; i++)
        {
            GflopsOneCore = Math.Max(GflopsOneCore, Gflops(threads: 1));
            GflopsAllCores = Math.Max(GflopsAllCores, Gflops(Environment.ProcessorCount));
            ClockGHz = Math.Max(ClockGHz, Clock());
        }
    }

    private static double Gflops(int threads)
    {
        const int probe = 100_000;
        Kernel(probe);
        long before = Stopwatch.GetTimestamp();
        Kernel(probe);
        int loops = (int)Math.Clamp(RunSeconds / Stopwatch.GetElapsedTime(before).TotalSeconds * probe, probe, int.MaxValue);

        // Each thread looks at the clock itself: with all cores busy nobody else would be sure to do so in time.
        long[] starts = new long[threads];
        long[] ends = new long[threads];
        using var ready = new Barrier(threads);
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(i => new Thread(() =>
        {
            ready.SignalAndWait();
            starts[i] = Stopwatch.GetTimestamp();
            Kernel(loops);
            ends[i] = Stopwatch.GetTimestamp();
        }))];
        Array.ForEach(workers, w => w.Start());
        Array.ForEach(workers, w => w.Join());
        double operations = 2.0 * Lanes * Sums * loops * threads;
        return operations / Stopwatch.GetElapsedTime(starts.Min(), ends.Max()).TotalSeconds / 1e9;
    }

    // Nobody needs the sum; that it is returned keeps the compiler from dropping the work, since it inlines none of these loops.
    private static void Kernel(int loops)
    {
        _ = Has512 ? Loop512(loops) : Has256 ? Loop256(loops) : Loop128(loops);
    }

    private static double Clock()
    {
        const int loops = 2_000_000;
        long start = Stopwatch.GetTimestamp();
        _ = AddChain(loops, start | 1);
        return loops * 16 / Stopwatch.GetElapsedTime(start).TotalSeconds / 1e9;
    }

    // Sixteen steps, one cycle each. The odd ones are exclusive-ors: a compiler would fold sums.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static long AddChain(int loops, long y)
    {
        long x = 0;
        for (int i = 0; i < loops; i++)
        {
            x = (((x + y) ^ y) + y) ^ y;
            x = (((x + y) ^ y) + y) ^ y;
            x = (((x + y) ^ y) + y) ^ y;
            x = (((x + y) ^ y) + y) ^ y;
        }
        return x;
    }

    // 16 sums that do not depend on each other, which covers a latency of 8 cycles at two a cycle. All stay near 1.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Loop512(int loops)
    {
        Vector512<float> x = Vector512.Create(0.999f);
        Vector512<float> y = Vector512.Create(0.001f);
        Vector512<float> c0 = x, c1 = x, c2 = x, c3 = x;
        Vector512<float> c4 = x, c5 = x, c6 = x, c7 = x;
        Vector512<float> c8 = x, c9 = x, c10 = x, c11 = x;
        Vector512<float> c12 = x, c13 = x, c14 = x, c15 = x;
        for (int i = 0; i < loops; i++)
        {
            c0 = Vector512.MultiplyAddEstimate(c0, x, y);
            c1 = Vector512.MultiplyAddEstimate(c1, x, y);
            c2 = Vector512.MultiplyAddEstimate(c2, x, y);
            c3 = Vector512.MultiplyAddEstimate(c3, x, y);
            c4 = Vector512.MultiplyAddEstimate(c4, x, y);
            c5 = Vector512.MultiplyAddEstimate(c5, x, y);
            c6 = Vector512.MultiplyAddEstimate(c6, x, y);
            c7 = Vector512.MultiplyAddEstimate(c7, x, y);
            c8 = Vector512.MultiplyAddEstimate(c8, x, y);
            c9 = Vector512.MultiplyAddEstimate(c9, x, y);
            c10 = Vector512.MultiplyAddEstimate(c10, x, y);
            c11 = Vector512.MultiplyAddEstimate(c11, x, y);
            c12 = Vector512.MultiplyAddEstimate(c12, x, y);
            c13 = Vector512.MultiplyAddEstimate(c13, x, y);
            c14 = Vector512.MultiplyAddEstimate(c14, x, y);
            c15 = Vector512.MultiplyAddEstimate(c15, x, y);
        }
        return Vector512.Sum(c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11 + c12 + c13 + c14 + c15);
    }

    // 12 sums that do not depend on each other, which covers a latency of 6 cycles at two a cycle. All stay near 1.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Loop256(int loops)
    {
        Vector256<float> x = Vector256.Create(0.999f);
        Vector256<float> y = Vector256.Create(0.001f);
        Vector256<float> c0 = x, c1 = x, c2 = x, c3 = x;
        Vector256<float> c4 = x, c5 = x, c6 = x, c7 = x;
        Vector256<float> c8 = x, c9 = x, c10 = x, c11 = x;
        for (int i = 0; i < loops; i++)
        {
            c0 = Vector256.MultiplyAddEstimate(c0, x, y);
            c1 = Vector256.MultiplyAddEstimate(c1, x, y);
            c2 = Vector256.MultiplyAddEstimate(c2, x, y);
            c3 = Vector256.MultiplyAddEstimate(c3, x, y);
            c4 = Vector256.MultiplyAddEstimate(c4, x, y);
            c5 = Vector256.MultiplyAddEstimate(c5, x, y);
            c6 = Vector256.MultiplyAddEstimate(c6, x, y);
            c7 = Vector256.MultiplyAddEstimate(c7, x, y);
            c8 = Vector256.MultiplyAddEstimate(c8, x, y);
            c9 = Vector256.MultiplyAddEstimate(c9, x, y);
            c10 = Vector256.MultiplyAddEstimate(c10, x, y);
            c11 = Vector256.MultiplyAddEstimate(c11, x, y);
        }
        return Vector256.Sum(c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11);
    }

    // 12 sums that do not depend on each other, which covers a latency of 6 cycles at two a cycle. All stay near 1.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Loop128(int loops)
    {
        Vector128<float> x = Vector128.Create(0.999f);
        Vector128<float> y = Vector128.Create(0.001f);
        Vector128<float> c0 = x, c1 = x, c2 = x, c3 = x;
        Vector128<float> c4 = x, c5 = x, c6 = x, c7 = x;
        Vector128<float> c8 = x, c9 = x, c10 = x, c11 = x;
        for (int i = 0; i < loops; i++)
        {
            c0 = Vector128.MultiplyAddEstimate(c0, x, y);
            c1 = Vector128.MultiplyAddEstimate(c1, x, y);
            c2 = Vector128.MultiplyAddEstimate(c2, x, y);
            c3 = Vector128.MultiplyAddEstimate(c3, x, y);
            c4 = Vector128.MultiplyAddEstimate(c4, x, y);
            c5 = Vector128.MultiplyAddEstimate(c5, x, y);
            c6 = Vector128.MultiplyAddEstimate(c6, x, y);
            c7 = Vector128.MultiplyAddEstimate(c7, x, y);
            c8 = Vector128.MultiplyAddEstimate(c8, x, y);
            c9 = Vector128.MultiplyAddEstimate(c9, x, y);
            c10 = Vector128.MultiplyAddEstimate(c10, x, y);
            c11 = Vector128.MultiplyAddEstimate(c11, x, y);
        }
        return Vector128.Sum(c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11);
    }
}
