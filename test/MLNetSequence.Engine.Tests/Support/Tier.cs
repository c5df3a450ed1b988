using System.Runtime.Intrinsics;
using MLNetSequence.Engine.Layers;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Training.Optimizers;

namespace MLNetSequence.Engine.Tests.Support;

/// <summary>
/// One vector width as an object, so that one test body runs every width on one machine. The widths that the hardware lacks run
/// too: the JIT then makes narrower instructions of them, and the results must still be right.
/// </summary>
internal abstract unsafe class Tier
{
    public abstract int Lanes { get; }

    public static Tier Of(int bits) => bits switch
    {
        128 => new Tier<Simd128, Vector128<float>>(),
        256 => new Tier<Simd256, Vector256<float>>(),
        512 => new Tier<Simd512, Vector512<float>>(),
        _ => throw new ArgumentOutOfRangeException(nameof(bits), bits, "There are tiers of 128, 256 and 512 bits."),
    };

    public abstract void Multiply(Matrix a, PackedMatrix b, Matrix c, bool accumulate);

    /// <summary>to = op(a, b), element by element.</summary>
    public abstract void Apply<O>(float* a, float* b, float* to, int count) where O : IBinaryOperator;

    /// <summary>Runs a function of <see cref="VectorMath"/>; the length is a multiple of <see cref="Lanes"/>.</summary>
    public abstract void Map(VectorFunction function, float* from, float* to, int count);

    public abstract void Forward<TCell>(in CellStep step) where TCell : struct, IRecurrentCell;

    public abstract void Backward<TCell>(in CellStep step) where TCell : struct, IRecurrentCell;

    /// <summary>An optimizer's update of the range [start, start + count).</summary>
    public abstract void Update(OptimizerState optimizer, float* weights, float* gradients, float scale, int start, int count);
}

/// <summary>The functions of <see cref="VectorMath"/>.</summary>
internal enum VectorFunction
{
    Exp,
    Sigmoid,
    Tanh,
}

internal sealed unsafe class Tier<S, V> : Tier
    where S : ISimd<V>
    where V : struct
{
    public override int Lanes => S.Lanes;

    public override void Multiply(Matrix a, PackedMatrix b, Matrix c, bool accumulate) =>
        Gemm.Multiply<S, V>(a, b, c, accumulate);

    public override void Apply<O>(float* a, float* b, float* to, int count) => Elementwise.Apply<O, S, V>(a, b, to, count);

    public override void Map(VectorFunction function, float* from, float* to, int count)
    {
        for (int i = 0; i < count; i += S.Lanes)
        {
            V x = S.Load(from + i);
            S.Store(
                function switch
                {
                    VectorFunction.Exp => VectorMath.Exp<S, V>(x),
                    VectorFunction.Sigmoid => VectorMath.Sigmoid<S, V>(x),
                    _ => VectorMath.Tanh<S, V>(x),
                },
                to + i);
        }
    }

    public override void Forward<TCell>(in CellStep step) => TCell.Forward<S, V>(step);

    public override void Backward<TCell>(in CellStep step) => TCell.Backward<S, V>(step);

    public override void Update(OptimizerState optimizer, float* weights, float* gradients, float scale, int start, int count)
    {
        optimizer.Update<S, V>(weights, gradients, scale, start, count);
        GC.KeepAlive(optimizer);
    }
}
