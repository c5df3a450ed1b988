using System.Runtime.Intrinsics;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Numerics;

/// <summary>Every operation of every vector width, lane by lane: all kernels stand on what is promised here.</summary>
[TestClass]
public sealed unsafe class SimdTests
{
    private static readonly float[] Left =
        [1.5f, -2.25f, 0f, -0f, 3f, 1e-40f, 100f, -7.5f, 0.5f, 2.5f, -0.5f, 1e30f, float.NaN, 1f, float.PositiveInfinity, -1f];

    private static readonly float[] Right =
        [2f, 4f, -1f, 5f, -3f, 2f, 0.25f, 7.5f, 0f, -2.5f, 9f, 1e10f, 1f, float.NaN, 3f, -8f];

    [TestMethod]
    public void Vector128Lanes() => CheckAll<Simd128, Vector128<float>>(4);

    [TestMethod]
    public void Vector256Lanes() => CheckAll<Simd256, Vector256<float>>(8);

    [TestMethod]
    public void Vector512Lanes() => CheckAll<Simd512, Vector512<float>>(16);

    [TestMethod]
    public void RoundUpGivesWholeVectorsOfTheWidestTier()
    {
        foreach ((int n, int expected) in ((int, int)[])
            [(0, 0), (1, 16), (15, 16), (16, 16), (17, 32), (64, 64), (2147483616, 2147483616)])
        {
            Assert.AreEqual(expected, Simd.RoundUp(n));
        }
        Assert.ThrowsExactly<OverflowException>(() => Simd.RoundUp(int.MaxValue));
    }

    /// <summary>
    /// The suite is run again with narrower instructions by setting one of these; this test says if a runtime has renamed it.
    /// </summary>
    [TestMethod]
    [DataRow("DOTNET_EnableAVX512", (int)SimdTier.Vector256)]
    [DataRow("DOTNET_EnableAVX2", (int)SimdTier.Vector128)]
    [DataRow("DOTNET_EnableHWIntrinsic", (int)SimdTier.Vector128)]
    public void TierObeysTheRuntimesSwitches(string variable, int widest)
    {
        if (Environment.GetEnvironmentVariable(variable) == "0")
        {
            Assert.IsLessThanOrEqualTo(widest, (int)Simd.Tier, variable);
        }
    }

    private static void CheckAll<S, V>(int lanes) where S : ISimd<V> where V : struct
    {
        Assert.AreEqual(lanes, S.Lanes);
        Check<S, V>("add", S.Add, (a, b) => a + b);
        Check<S, V>("subtract", S.Subtract, (a, b) => a - b);
        Check<S, V>("multiply", S.Multiply, (a, b) => a * b);
        Check<S, V>("divide", S.Divide, (a, b) => a / b);
        // The second operand where either is NaN, as VectorMath leans on to let NaN pass its limits.
        Check<S, V>("min", S.Min, (a, b) => a < b ? a : b);
        Check<S, V>("max", S.Max, (a, b) => a > b ? a : b);
        Check<S, V>("copy sign", S.CopySign, MathF.CopySign);
        Check<S, V>("square root of a magnitude", (a, _) => S.Sqrt(S.Abs(a)), (a, _) => MathF.Sqrt(MathF.Abs(a)));
        Check<S, V>("round", (a, _) => S.Round(a), (a, _) => MathF.Round(a));
        CheckMultiplyAdd<S, V>();
        CheckPowerOfTwo<S, V>();
    }

    private static void Check<S, V>(string operation, Func<V, V, V> vector, Func<float, float, float> scalar)
        where S : ISimd<V>
        where V : struct
    {
        var a = new Guarded(Left);
        var b = new Guarded(Right);
        var to = new Guarded(Left.Length);
        for (int i = 0; i < to.Length; i += S.Lanes)
        {
            S.Store(vector(S.Load(a.Pointer + i), S.Load(b.Pointer + i)), to.Pointer + i);
        }
        for (int i = 0; i < to.Length; i++)
        {
            float expected = scalar(Left[i], Right[i]);
            bool same = float.IsNaN(expected) ? float.IsNaN(to.Span[i]) : expected.Equals(to.Span[i]);
            Assert.IsTrue(same, $"{operation} of {Left[i]} and {Right[i]}: expected {expected}, got {to.Span[i]}");
        }
        to.CheckWalls(operation);
    }

    // Fused or not: both are right, so the values here round nowhere.
    private static void CheckMultiplyAdd<S, V>() where S : ISimd<V> where V : struct
    {
        V result = S.MultiplyAdd(S.Create(3f), S.Create(-0.5f), S.Create(10f));
        CollectionAssert.AreEqual(Enumerable.Repeat(8.5f, S.Lanes).ToArray(), Lanes<S, V>(result));
    }

    private static void CheckPowerOfTwo<S, V>() where S : ISimd<V> where V : struct
    {
        for (int n = -126; n <= 127; n++)
        {
            Assert.AreEqual((float)Math.Pow(2, n), Lanes<S, V>(S.PowerOfTwo(S.Create(n)))[0], $"2^{n}");
        }
    }

    private static float[] Lanes<S, V>(V vector) where S : ISimd<V> where V : struct
    {
        var floats = new Guarded(S.Lanes);
        S.Store(vector, floats.Pointer);
        return floats.Span.ToArray();
    }
}
