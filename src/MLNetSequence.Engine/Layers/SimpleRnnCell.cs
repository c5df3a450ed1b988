using System.Runtime.CompilerServices;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>
/// A simple recurrent network (Elman 1990), as PyTorch's nn.RNN and Keras' SimpleRNN; φ is tanh unless said:
/// <code>
/// h' = φ(W x + U h + b)
/// </code>
/// </summary>
internal readonly unsafe struct SimpleRnnCell<TActivation, TUnused> : IRecurrentCell
    where TActivation : struct, IActivation
    where TUnused : struct, IActivation
{
    public static CellShape Shape { get; } = new()
    {
        Gates = 1,
        Blocks = 1,
        Input = [new(0, 1, 0)],
        Recurrent = [new(new(0, 1, 0))],
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<S, V>(in CellStep step) where S : ISimd<V> where V : struct
    {
        step.AddRecurrent(0);
        float* bias = step.Bias;
        for (int row = 0; row < step.Rows; row++)
        {
            float* gates = step.Gates + (nint)row * step.GateStride;
            float* output = step.Output + (nint)row * step.Padded;
            for (int j = 0; j < step.Padded; j += S.Lanes)
            {
                V h = TActivation.Invoke<S, V>(S.Add(S.Load(gates + j), S.Load(bias + j)));
                S.Store(h, gates + j);
                S.Store(h, output + j);
            }
        }
    }

    // ∂(W x + U h + b) = ∂h'·φ'
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward<S, V>(in CellStep step) where S : ISimd<V> where V : struct
    {
        for (int row = 0; row < step.Rows; row++)
        {
            float* gates = step.Gates + (nint)row * step.GateStride;
            float* outputGradient = step.OutputGradient + (nint)row * step.Padded;
            for (int j = 0; j < step.Padded; j += S.Lanes)
            {
                V derivative = TActivation.Derivative<S, V>(S.Load(gates + j));
                S.Store(S.Multiply(S.Load(outputGradient + j), derivative), gates + j);
            }
        }
        step.AddRecurrentGradient(0);
    }
}
