using System.Runtime.CompilerServices;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>
/// Long short-term memory whose gates look at the memory through peepholes (Gers and Schmidhuber 2000), gates in the order
/// i, f, g, o; p holds one weight a unit:
/// <code>
/// i = σ(W_i x + U_i h + p_i ⊙ c + b_i)      c' = f ⊙ c + i ⊙ g
/// f = σ(W_f x + U_f h + p_f ⊙ c + b_f)      o = σ(W_o x + U_o h + p_o ⊙ c' + b_o)
/// g = φ(W_g x + U_g h + b_g)                h' = o ⊙ φ(c')
/// </code>
/// </summary>
internal readonly unsafe struct PeepholeLstmCell<TActivation, TGate> : IRecurrentCell
    where TActivation : struct, IActivation
    where TGate : struct, IActivation
{
    public static CellShape Shape { get; } = LstmCell<TActivation, TGate>.Shape;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<S, V>(in CellStep step) where S : ISimd<V> where V : struct
    {
        step.AddRecurrent(0);
        int p = step.Padded;
        float* bias = step.Bias;
        float* peepholes = step.Weights.Peepholes;
        for (int row = 0; row < step.Rows; row++)
        {
            float* gates = step.Gates + (nint)row * step.GateStride;
            float* previous = step.PreviousMemory + (nint)row * step.PreviousMemoryStride;
            float* memory = step.Memory + (nint)row * p;
            float* output = step.Output + (nint)row * p;
            for (int j = 0; j < p; j += S.Lanes)
            {
                V before = S.Load(previous + j);
                V preI = S.MultiplyAdd(S.Load(peepholes + j), before, S.Load(gates + j));
                V preF = S.MultiplyAdd(S.Load(peepholes + p + j), before, S.Load(gates + p + j));
                V i = TGate.Invoke<S, V>(S.Add(preI, S.Load(bias + j)));
                V f = TGate.Invoke<S, V>(S.Add(preF, S.Load(bias + p + j)));
                V g = TActivation.Invoke<S, V>(S.Add(S.Load(gates + 2 * p + j), S.Load(bias + 2 * p + j)));
                V c = S.MultiplyAdd(f, before, S.Multiply(i, g));
                V preO = S.MultiplyAdd(S.Load(peepholes + 2 * p + j), c, S.Load(gates + 3 * p + j));
                V o = TGate.Invoke<S, V>(S.Add(preO, S.Load(bias + 3 * p + j)));
                S.Store(i, gates + j);
                S.Store(f, gates + p + j);
                S.Store(g, gates + 2 * p + j);
                S.Store(o, gates + 3 * p + j);
                S.Store(c, memory + j);
                S.Store(S.Multiply(o, TActivation.Invoke<S, V>(c)), output + j);
            }
        }
    }

    // As without peepholes, and: ∂c' += p_o·∂o before it is passed on; the step before receives ∂c = ∂c'·f + p_i·∂i + p_f·∂f.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward<S, V>(in CellStep step) where S : ISimd<V> where V : struct
    {
        int p = step.Padded;
        float* peepholes = step.Weights.Peepholes;
        for (int row = 0; row < step.Rows; row++)
        {
            float* gates = step.Gates + (nint)row * step.GateStride;
            float* previous = step.PreviousMemory + (nint)row * step.PreviousMemoryStride;
            float* memory = step.Memory + (nint)row * p;
            float* outputGradient = step.OutputGradient + (nint)row * p;
            float* memoryGradient = step.MemoryGradient + (nint)row * p;
            for (int j = 0; j < p; j += S.Lanes)
            {
                V i = S.Load(gates + j);
                V f = S.Load(gates + p + j);
                V g = S.Load(gates + 2 * p + j);
                V o = S.Load(gates + 3 * p + j);
                V u = TActivation.Invoke<S, V>(S.Load(memory + j));
                V dh = S.Load(outputGradient + j);
                V dO = S.Multiply(S.Multiply(dh, u), TGate.Derivative<S, V>(o));
                V dc = S.MultiplyAdd(S.Multiply(dh, o), TActivation.Derivative<S, V>(u), S.Load(memoryGradient + j));
                dc = S.MultiplyAdd(S.Load(peepholes + 2 * p + j), dO, dc);
                V dI = S.Multiply(S.Multiply(dc, g), TGate.Derivative<S, V>(i));
                V dF = S.Multiply(S.Multiply(dc, S.Load(previous + j)), TGate.Derivative<S, V>(f));
                S.Store(dI, gates + j);
                S.Store(dF, gates + p + j);
                S.Store(S.Multiply(S.Multiply(dc, i), TActivation.Derivative<S, V>(g)), gates + 2 * p + j);
                S.Store(dO, gates + 3 * p + j);
                V back = S.MultiplyAdd(S.Load(peepholes + j), dI, S.Multiply(dc, f));
                S.Store(S.MultiplyAdd(S.Load(peepholes + p + j), dF, back), memoryGradient + j);
            }
        }
        step.AddRecurrentGradient(0);
    }
}
