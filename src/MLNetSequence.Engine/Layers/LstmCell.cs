using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>
/// Long short-term memory (Hochreiter and Schmidhuber 1997) with a forget gate (Gers et al. 2000), gates in the order
/// i, f, g, o, as PyTorch's nn.LSTM:
/// <code>
/// i = σ(W_i x + U_i h + b_i)      c' = f ⊙ c + i ⊙ g
/// f = σ(W_f x + U_f h + b_f)      h' = o ⊙ tanh(c')
/// g = tanh(W_g x + U_g h + b_g)
/// o = σ(W_o x + U_o h + b_o)
/// </code>
/// </summary>
internal readonly unsafe struct LstmCell : IRecurrentCell
{
    public static int Gates => 4;

    /// <summary>Zero, and one for the forget gate (Jozefowicz et al. 2015).</summary>
    public static void InitializeBias(Span<float> bias, int hidden) => bias.Slice(hidden, hidden).Fill(1f);

    public static void Forward(in CellStep step)
    {
        switch (Simd.Tier)
        {
            case SimdTier.Vector512:
                Forward<Simd512, Vector512<float>>(step);
                break;
            case SimdTier.Vector256:
                Forward<Simd256, Vector256<float>>(step);
                break;
            default:
                Forward<Simd128, Vector128<float>>(step);
                break;
        }
    }

    public static void Backward(in CellStep step)
    {
        switch (Simd.Tier)
        {
            case SimdTier.Vector512:
                Backward<Simd512, Vector512<float>>(step);
                break;
            case SimdTier.Vector256:
                Backward<Simd256, Vector256<float>>(step);
                break;
            default:
                Backward<Simd128, Vector128<float>>(step);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Forward<S, V>(in CellStep step) where S : ISimd<V> where V : struct
    {
        int p = step.Padded;
        for (int row = 0; row < step.Rows; row++)
        {
            float* gates = step.Gates + (nint)row * 4 * p;
            float* previous = step.PreviousMemory + (nint)row * step.PreviousMemoryStride;
            float* memory = step.Memory + (nint)row * p;
            float* hidden = step.Hidden + (nint)row * p;
            for (int j = 0; j < p; j += S.Lanes)
            {
                V i = VectorMath.Sigmoid<S, V>(S.Add(S.Load(gates + j), S.Load(step.Bias + j)));
                V f = VectorMath.Sigmoid<S, V>(S.Add(S.Load(gates + p + j), S.Load(step.Bias + p + j)));
                V g = VectorMath.Tanh<S, V>(S.Add(S.Load(gates + 2 * p + j), S.Load(step.Bias + 2 * p + j)));
                V o = VectorMath.Sigmoid<S, V>(S.Add(S.Load(gates + 3 * p + j), S.Load(step.Bias + 3 * p + j)));
                V c = S.MultiplyAdd(f, S.Load(previous + j), S.Multiply(i, g));
                S.Store(i, gates + j);
                S.Store(f, gates + p + j);
                S.Store(g, gates + 2 * p + j);
                S.Store(o, gates + 3 * p + j);
                S.Store(c, memory + j);
                S.Store(S.Multiply(o, VectorMath.Tanh<S, V>(c)), hidden + j);
            }
        }
    }

    // With u = tanh(c'):  ∂o = ∂h·u·o(1-o)   ∂c' += ∂h·o·(1-u²)   ∂i = ∂c'·g·i(1-i)   ∂f = ∂c'·c·f(1-f)   ∂g = ∂c'·i·(1-g²)
    // and the step before receives ∂c = ∂c'·f.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Backward<S, V>(in CellStep step) where S : ISimd<V> where V : struct
    {
        int p = step.Padded;
        V one = S.Create(1f);
        for (int row = 0; row < step.Rows; row++)
        {
            float* gates = step.Gates + (nint)row * 4 * p;
            float* previous = step.PreviousMemory + (nint)row * step.PreviousMemoryStride;
            float* memory = step.Memory + (nint)row * p;
            float* hiddenGradient = step.HiddenGradient + (nint)row * p;
            float* memoryGradient = step.MemoryGradient + (nint)row * p;
            for (int j = 0; j < p; j += S.Lanes)
            {
                V i = S.Load(gates + j);
                V f = S.Load(gates + p + j);
                V g = S.Load(gates + 2 * p + j);
                V o = S.Load(gates + 3 * p + j);
                V u = VectorMath.Tanh<S, V>(S.Load(memory + j));
                V dh = S.Load(hiddenGradient + j);
                V dc = S.MultiplyAdd(S.Multiply(dh, o), S.Subtract(one, S.Multiply(u, u)), S.Load(memoryGradient + j));
                S.Store(S.Multiply(S.Multiply(dc, g), S.Multiply(i, S.Subtract(one, i))), gates + j);
                S.Store(S.Multiply(S.Multiply(dc, S.Load(previous + j)), S.Multiply(f, S.Subtract(one, f))), gates + p + j);
                S.Store(S.Multiply(S.Multiply(dc, i), S.Subtract(one, S.Multiply(g, g))), gates + 2 * p + j);
                S.Store(S.Multiply(S.Multiply(dh, u), S.Multiply(o, S.Subtract(one, o))), gates + 3 * p + j);
                S.Store(S.Multiply(dc, f), memoryGradient + j);
            }
        }
    }
}
