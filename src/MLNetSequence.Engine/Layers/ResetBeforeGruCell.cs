using System.Runtime.CompilerServices;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>
/// Gated recurrent unit with the reset gate applied before the recurrent product (Cho et al. 2014 as first published; Keras with
/// reset_after=False); gates in the order r, z, n:
/// <code>
/// r = σ(W_r x + U_r h + b_r)      n = φ(W_n x + U_n (r ⊙ h) + b_n)
/// z = σ(W_z x + U_z h + b_z)      h' = (1 - z) ⊙ n + z ⊙ h
/// </code>
/// </summary>
/// <remarks>Blocks r, z, n, and s = r ⊙ h, which U_n is multiplied with.</remarks>
internal readonly unsafe struct ResetBeforeGruCell<TActivation, TGate> : IRecurrentCell
    where TActivation : struct, IActivation
    where TGate : struct, IActivation
{
    public static CellShape Shape { get; } = new()
    {
        Gates = 3,
        Blocks = 4,
        Input = [new(0, 3, 0)],
        Recurrent = [new(new(0, 2, 0)), new(new(2, 1, 2), FromBlock: 3)],
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
            var dropped = step.Recurrent.Data + (nint)row * step.Recurrent.RowStride;
            for (int j = 0; j < p; j += S.Lanes)
            {
                V r = TGate.Invoke<S, V>(S.Add(S.Load(gates + j), S.Load(bias + j)));
                S.Store(r, gates + j);
                S.Store(S.Multiply(r, S.Load(dropped + j)), gates + 3 * p + j);
            }
        }
        step.AddBlockProduct(part: 1);
        V one = S.Create(1f);
        for (int row = 0; row < step.Rows; row++)
        {
            float* gates = step.Gates + (nint)row * step.GateStride;
            float* previous = step.Previous + (nint)row * step.PreviousStride;
            float* output = step.Output + (nint)row * p;
            for (int j = 0; j < p; j += S.Lanes)
            {
                V z = TGate.Invoke<S, V>(S.Add(S.Load(gates + p + j), S.Load(bias + p + j)));
                V n = TActivation.Invoke<S, V>(S.Add(S.Load(gates + 2 * p + j), S.Load(bias + 2 * p + j)));
                S.Store(z, gates + p + j);
                S.Store(n, gates + 2 * p + j);
                S.Store(S.MultiplyAdd(z, S.Load(previous + j), S.Multiply(S.Subtract(one, z), n)), output + j);
            }
        }
    }

    // ∂n = ∂h'·(1-z)·φ'   ∂z = ∂h'·(h-n)·σ'   ∂s = U_nᵀ ∂n   ∂r = ∂s·h·σ'
    // and the step before receives ∂h = ∂h'·z + ∂s·r besides the products of r and z.
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
                V z = S.Load(gates + p + j);
                V n = S.Load(gates + 2 * p + j);
                V dh = S.Load(outputGradient + j);
                V dz = S.Multiply(S.Multiply(dh, S.Subtract(S.Load(previous + j), n)), TGate.Derivative<S, V>(z));
                S.Store(dz, gates + p + j);
                S.Store(S.Multiply(S.Multiply(dh, S.Subtract(one, z)), TActivation.Derivative<S, V>(n)), gates + 2 * p + j);
                S.Store(S.MultiplyAdd(dh, z, S.Load(previousGradient + j)), previousGradient + j);
            }
        }
        Matrix blockGradient = step.BlockGradient(part: 1);
        for (int row = 0; row < step.Rows; row++)
        {
            float* gates = step.Gates + (nint)row * step.GateStride;
            float* dropped = step.Recurrent.Data + (nint)row * step.Recurrent.RowStride;
            float* ds = blockGradient.Row(row);
            float* recurrentGradient = step.RecurrentGradient.Data + (nint)row * step.RecurrentGradient.RowStride;
            for (int j = 0; j < p; j += S.Lanes)
            {
                V r = S.Load(gates + j);
                V d = S.Load(ds + j);
                S.Store(S.Multiply(S.Multiply(d, S.Load(dropped + j)), TGate.Derivative<S, V>(r)), gates + j);
                S.Store(S.MultiplyAdd(d, r, S.Load(recurrentGradient + j)), recurrentGradient + j);
            }
        }
        step.AddRecurrentGradient(0);
    }
}
