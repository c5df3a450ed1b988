using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>y = f(x), number by number, or row by row for the softmax; the shape stays.</summary>
internal sealed class ActivationLayer(Activation activation) : Layer([])
{
    public Activation Activation => activation;

    public override LayerRun NewRun() => activation == Activation.Softmax
        ? new SoftmaxRun()
        : ActivationChoice.Choose(activation, Activation.Linear, new RunMaker());

    private sealed class RunMaker : IActivationVisitor<LayerRun>
    {
        public LayerRun Visit<TFirst, TSecond>() where TFirst : struct, IActivation where TSecond : struct, IActivation =>
            new ElementwiseRun<TFirst>();
    }

    private sealed unsafe class ElementwiseRun<TActivation> : LayerRun where TActivation : struct, IActivation
    {
        private readonly AlignedBuffer _output = new();

        public override Matrix Forward(Pass pass, Matrix input)
        {
            int count = input.Rows * input.Columns;
            var output = new Matrix(_output.Ensure(count), input.Rows, input.Columns);
            Apply<ActivateOperator<TActivation>>(input.Data, input.Data, output.Data, count);
            return output;
        }

        public override Matrix Backward(Pass pass, Matrix outputGradient)
        {
            int count = outputGradient.Rows * outputGradient.Columns;
            Apply<DerivativeOperator<TActivation>>(outputGradient.Data, _output.Pointer, outputGradient.Data, count);
            return outputGradient;
        }

        // What is left of a vector takes the same instructions as the rest: other widths round otherwise, and a number's bits must
        // not depend on where in the batch it lies.
        private static void Apply<O>(float* a, float* b, float* to, int count) where O : IBinaryOperator
        {
            int whole = count / Simd.MaxLanes * Simd.MaxLanes;
            int rest = count - whole;
            Elementwise.Apply<O>(a, b, to, whole);
            if (rest > 0)
            {
                float* edge = stackalloc float[2 * Simd.MaxLanes];
                new ReadOnlySpan<float>(a + whole, rest).CopyTo(new Span<float>(edge, rest));
                new ReadOnlySpan<float>(b + whole, rest).CopyTo(new Span<float>(edge + Simd.MaxLanes, rest));
                Elementwise.Apply<O>(edge, edge + Simd.MaxLanes, edge, Simd.MaxLanes);
                new ReadOnlySpan<float>(edge, rest).CopyTo(new Span<float>(to + whole, rest));
            }
        }
    }

    // ∂x = y ⊙ (∂y - Σ ∂y·y)
    private sealed unsafe class SoftmaxRun : LayerRun
    {
        private readonly AlignedBuffer _output = new();

        public override Matrix Forward(Pass pass, Matrix input)
        {
            var output = new Matrix(_output.Ensure((long)input.Rows * input.Columns), input.Rows, input.Columns);
            Elementwise.Copy(input, output);
            for (int i = 0; i < output.Rows; i++)
            {
                Probabilities.Softmax(output.RowSpan(i));
            }
            return output;
        }

        public override Matrix Backward(Pass pass, Matrix outputGradient)
        {
            for (int i = 0; i < outputGradient.Rows; i++)
            {
                float* y = _output.Pointer + (nint)i * outputGradient.Columns;
                Span<float> gradient = outputGradient.RowSpan(i);
                double sum = 0;
                for (int j = 0; j < gradient.Length; j++)
                {
                    sum += (double)gradient[j] * y[j];
                }
                for (int j = 0; j < gradient.Length; j++)
                {
                    gradient[j] = (float)(y[j] * (gradient[j] - sum));
                }
            }
            return outputGradient;
        }
    }

    private readonly struct ActivateOperator<TActivation> : IBinaryOperator where TActivation : struct, IActivation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Invoke<S, V>(V a, V b) where S : ISimd<V> where V : struct => TActivation.Invoke<S, V>(a);

        public static float Invoke(float a, float b) => TActivation.Invoke<Simd128, Vector128<float>>(Vector128.Create(a)).ToScalar();
    }

    // a is ∂y, b is y.
    private readonly struct DerivativeOperator<TActivation> : IBinaryOperator where TActivation : struct, IActivation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Invoke<S, V>(V a, V b) where S : ISimd<V> where V : struct =>
            S.Multiply(a, TActivation.Derivative<S, V>(b));

        public static float Invoke(float a, float b) =>
            a * TActivation.Derivative<Simd128, Vector128<float>>(Vector128.Create(b)).ToScalar();
    }
}
