using System.Runtime.CompilerServices;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>
/// Long short-term memory (Hochreiter and Schmidhuber 1997) with a forget gate (Gers et al. 2000), gates in the order
/// i, f, g, o, as PyTorch's nn.LSTM; φ and σ are the activations, tanh and the sigmoid unless said:
/// <code>
/// i = σ(W_i x + U_i h + b_i)      c' = f ⊙ c + i ⊙ g
/// f = σ(W_f x + U_f h + b_f)      h' = o ⊙ φ(c')
/// g = φ(W_g x + U_g h + b_g)
/// o = σ(W_o x + U_o h + b_o)
/// </code>
/// </summary>
internal readonly unsafe struct LstmCell<TActivation, TGate> : IRecurrentCell
    where TActivation : struct, IActivation
    where TGate : struct, IActivation
{
    public static CellShape Shape { get; } = new()
    {
        Gates = 4,
        Blocks = 4,
        Input = [new(0, 4, 0)],
        Recurrent = [new(new(0, 4, 0))],
        HasMemory = true,
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<S, V>(in CellStep step) where S : ISimd<V> where V : struct
    {
        step.AddRecurrent(0);
        int p = step.Padded;
        float* bias = step.Bias;
        for (int row = 0; row < step.Rows; row++)
        {
            float* gates = step.Gates + (nint)row * step.GateStride;
            float* previous = step.PreviousMemory + (nint)row * step.PreviousMemoryStride;
            float* memory = step.Memory + (nint)row * p;
            float* output = step.Output + (nint)row * p;
            for (int j = 0; j < p; j += S.Lanes)
            {
                V i = TGate.Invoke<S, V>(S.Add(S.Load(gates + j), S.Load(bias + j)));
                V f = TGate.Invoke<S, V>(S.Add(S.Load(gates + p + j), S.Load(bias + p + j)));
                V g = TActivation.Invoke<S, V>(S.Add(S.Load(gates + 2 * p + j), S.Load(bias + 2 * p + j)));
                V o = TGate.Invoke<S, V>(S.Add(S.Load(gates + 3 * p + j), S.Load(bias + 3 * p + j)));
                V c = S.MultiplyAdd(f, S.Load(previous + j), S.Multiply(i, g));
                S.Store(i, gates + j);
                S.Store(f, gates + p + j);
                S.Store(g, gates + 2 * p + j);
                S.Store(o, gates + 3 * p + j);
                S.Store(c, memory + j);
                S.Store(S.Multiply(o, TActivation.Invoke<S, V>(c)), output + j);
            }
        }
    }

    // With u = φ(c'):  ∂o = ∂h·u·σ'   ∂c' += ∂h·o·φ'(c')   ∂i = ∂c'·g·σ'   ∂f = ∂c'·c·σ'   ∂g = ∂c'·i·φ'
    // and the step before receives ∂c = ∂c'·f.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward<S, V>(in CellStep step) where S : ISimd<V> where V : struct
    {
        int p = step.Padded;
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
                V dc = S.MultiplyAdd(S.Multiply(dh, o), TActivation.Derivative<S, V>(u), S.Load(memoryGradient + j));
                S.Store(S.Multiply(S.Multiply(dc, g), TGate.Derivative<S, V>(i)), gates + j);
                S.Store(S.Multiply(S.Multiply(dc, S.Load(previous + j)), TGate.Derivative<S, V>(f)), gates + p + j);
                S.Store(S.Multiply(S.Multiply(dc, i), TActivation.Derivative<S, V>(g)), gates + 2 * p + j);
                S.Store(S.Multiply(S.Multiply(dh, u), TGate.Derivative<S, V>(o)), gates + 3 * p + j);
                S.Store(S.Multiply(dc, f), memoryGradient + j);
            }
        }
        step.AddRecurrentGradient(0);
    }
}
