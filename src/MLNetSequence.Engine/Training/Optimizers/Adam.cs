using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Training.Optimizers;

/// <summary>
/// Adam (Kingma and Ba 2015), as PyTorch computes it:
/// m = β₁m + (1-β₁)g,  v = β₂v + (1-β₂)g²,  w -= η/(1-β₁ᵗ) · m / (√v/√(1-β₂ᵗ) + ε).
/// </summary>
internal sealed unsafe class Adam(int length, double learningRate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
{
    private readonly AlignedBuffer _first = new(length);
    private readonly AlignedBuffer _second = new(length);
    private long _steps;

    /// <summary>Begins step t; every float of the parameters is then updated once by <see cref="Update"/>.</summary>
    public void NextStep() => _steps++;

    /// <summary>Updates a range of the parameters; ranges are independent, so threads may share them out.</summary>
    /// <param name="weights">All parameters.</param>
    /// <param name="gradients">Their gradients, laid out alike.</param>
    /// <param name="scale">What the gradients are multiplied by first: gradient clipping.</param>
    /// <param name="start">First float of the range.</param>
    /// <param name="count">Floats in the range, a multiple of <see cref="Simd.MaxLanes"/>.</param>
    public void Update(float* weights, float* gradients, float scale, int start, int count)
    {
        var step = new Step
        {
            Weights = weights + start,
            Gradients = gradients + start,
            First = _first.Pointer + start,
            Second = _second.Pointer + start,
            Scale = scale,
            Beta1 = (float)beta1,
            Beta2 = (float)beta2,
            Rest1 = (float)(1 - beta1),
            Rest2 = (float)(1 - beta2),
            Rate = (float)(learningRate / (1 - Math.Pow(beta1, _steps))),
            Correction = (float)(1 / Math.Sqrt(1 - Math.Pow(beta2, _steps))),
            Epsilon = (float)epsilon,
        };
        switch (Simd.Tier)
        {
            case SimdTier.Vector512:
                Update<Simd512, Vector512<float>>(step, count);
                break;
            case SimdTier.Vector256:
                Update<Simd256, Vector256<float>>(step, count);
                break;
            default:
                Update<Simd128, Vector128<float>>(step, count);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Update<S, V>(in Step s, int count) where S : ISimd<V> where V : struct
    {
        V scale = S.Create(s.Scale), beta1 = S.Create(s.Beta1), beta2 = S.Create(s.Beta2);
        V rest1 = S.Create(s.Rest1), rest2 = S.Create(s.Rest2);
        V rate = S.Create(s.Rate), correction = S.Create(s.Correction), epsilon = S.Create(s.Epsilon);
        for (int i = 0; i < count; i += S.Lanes)
        {
            V g = S.Multiply(S.Load(s.Gradients + i), scale);
            V m = S.MultiplyAdd(beta1, S.Load(s.First + i), S.Multiply(rest1, g));
            V v = S.MultiplyAdd(beta2, S.Load(s.Second + i), S.Multiply(rest2, S.Multiply(g, g)));
            V denominator = S.MultiplyAdd(S.Sqrt(v), correction, epsilon);
            S.Store(m, s.First + i);
            S.Store(v, s.Second + i);
            S.Store(S.Subtract(S.Load(s.Weights + i), S.Divide(S.Multiply(rate, m), denominator)), s.Weights + i);
        }
    }

    private struct Step
    {
        public float* Weights, Gradients, First, Second;
        public float Scale, Beta1, Beta2, Rest1, Rest2, Rate, Correction, Epsilon;
    }
}
