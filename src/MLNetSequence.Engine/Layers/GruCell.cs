using System.Runtime.CompilerServices;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>
/// Gated recurrent unit (Cho et al. 2014) with the reset gate applied after the recurrent product, as PyTorch's nn.GRU and Keras'
/// default; gates in the order r, z, n; φ and σ are tanh and the sigmoid unless said:
/// <code>
/// r = σ(W_r x + U_r h + b_r)      n = φ(W_n x + b_n + r ⊙ (U_n h + b_hn))
/// z = σ(W_z x + U_z h + b_z)      h' = (1 - z) ⊙ n + z ⊙ h
/// </code>
/// </summary>
/// <remarks>
/// Blocks n, r, z, and U_n h + b_hn: so x meets three blocks that follow each other, and h three, too.
/// </remarks>
internal readonly unsafe struct GruCell<TActivation, TGate> : IRecurrentCell
    where TActivation : struct, IActivation
    where TGate : struct, IActivation
{
    public static CellShape Shape { get; } = new()
    {
        Gates = 3,
        Blocks = 4,
        Input = [new(2, 1, 0), new(0, 2, 1)],
        Recurrent = [new(new(0, 3, 1))],
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<S, V>(in CellStep step) where S : ISimd<V> where V : struct
    {
        int p = step.Padded;
        float* bias = step.Bias;
        for (int row = 0; row < step.Rows; row++)
        {
            Unsafe.CopyBlock(step.Gates + (nint)row * step.GateStride + 3 * p, bias + 3 * p, (uint)p * sizeof(float));
        }
        step.AddRecurrent(0);
        V one = S.Create(1f);
        for (int row = 0; row < step.Rows; row++)
        {
            float* gates = step.Gates + (nint)row * step.GateStride;
            float* previous = step.Previous + (nint)row * step.PreviousStride;
            float* output = step.Output + (nint)row * p;
            for (int j = 0; j < p; j += S.Lanes)
            {
                V r = TGate.Invoke<S, V>(S.Add(S.Load(gates + p + j), S.Load(bias + p + j)));
                V z = TGate.Invoke<S, V>(S.Add(S.Load(gates + 2 * p + j), S.Load(bias + 2 * p + j)));
                V input = S.Add(S.Load(gates + j), S.Load(bias + j));
                V n = TActivation.Invoke<S, V>(S.MultiplyAdd(r, S.Load(gates + 3 * p + j), input));
                S.Store(n, gates + j);
                S.Store(r, gates + p + j);
                S.Store(z, gates + 2 * p + j);
                S.Store(S.MultiplyAdd(z, S.Load(previous + j), S.Multiply(S.Subtract(one, z), n)), output + j);
            }
        }
    }

    // ∂n = ∂h'·(1-z)·φ'   ∂z = ∂h'·(h-n)·σ'   ∂(U_n h + b_hn) = ∂n·r   ∂r = ∂n·(U_n h + b_hn)·σ'
    // and the step before receives ∂h = ∂h'·z besides the products.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward<S, V>(in CellStep step) where S : ISimd<V> where V : struct
    {
        int p = step.Padded;
        V one = S.Create(1f);
        for (int row = 0; row < step.Rows; row++)
        {
            float* gates = step.Gates + (nint)row * step.GateStride;
            float* previous = step.Previous + (nint)row * step.PreviousStride;
            float* outputGradient = step.OutputGradient + (nint)row * p;
            float* previousGradient = step.PreviousGradient + (nint)row * p;
            for (int j = 0; j < p; j += S.Lanes)
            {
                V n = S.Load(gates + j);
                V r = S.Load(gates + p + j);
                V z = S.Load(gates + 2 * p + j);
                V dh = S.Load(outputGradient + j);
                V dn = S.Multiply(S.Multiply(dh, S.Subtract(one, z)), TActivation.Derivative<S, V>(n));
                V dr = S.Multiply(S.Multiply(dn, S.Load(gates + 3 * p + j)), TGate.Derivative<S, V>(r));
                V dz = S.Multiply(S.Multiply(dh, S.Subtract(S.Load(previous + j), n)), TGate.Derivative<S, V>(z));
                S.Store(dn, gates + j);
                S.Store(dr, gates + p + j);
                S.Store(dz, gates + 2 * p + j);
                S.Store(S.Multiply(dn, r), gates + 3 * p + j);
                S.Store(S.MultiplyAdd(dh, z, S.Load(previousGradient + j)), previousGradient + j);
            }
        }
        step.AddRecurrentGradient(0);
    }
}
