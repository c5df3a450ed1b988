using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MLNetSequence.Engine.Numerics;

/// <summary>The vector width that this machine's kernels use.</summary>
internal enum SimdTier
{
    /// <summary>128 bits: SSE, NEON, or the JIT's own loop where there are no intrinsics at all.</summary>
    Vector128,

    /// <summary>256 bits with FMA.</summary>
    Vector256,

    /// <summary>512 bits.</summary>
    Vector512,
}

/// <summary>Chooses the tier once; a static readonly value, so that the JIT drops the branches not taken.</summary>
internal static class Simd
{
    /// <summary>Rows of hidden units are padded to a whole vector of the widest tier, so that gate passes have no tail.</summary>
    public const int MaxLanes = 16;

    public static readonly SimdTier Tier = Detect();

    public static int RoundUp(int n) => checked((n + MaxLanes - 1) & ~(MaxLanes - 1));

    private static SimdTier Detect()
    {
        if (Vector512.IsHardwareAccelerated && Avx512F.IsSupported)
        {
            return SimdTier.Vector512;
        }
        return Vector256.IsHardwareAccelerated && Fma.IsSupported ? SimdTier.Vector256 : SimdTier.Vector128;
    }
}
