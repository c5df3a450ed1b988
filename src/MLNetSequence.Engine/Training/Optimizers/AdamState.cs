using System.Runtime.CompilerServices;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Training.Optimizers;

/// <summary>The kernel of <see cref="Adam"/> and <see cref="AdamW"/>, which differ in how weights decay.</summary>
internal sealed unsafe class AdamState : OptimizerState
{
    private readonly double _beta1, _beta2, _epsilon;
    private readonly AlignedBuffer _first, _second, _largest;
    private float _rate, _correction, _shrinking;

    public AdamState(int length, double beta1, double beta2, double epsilon, bool amsGrad)
    {
        (_beta1, _beta2, _epsilon) = (beta1, beta2, epsilon);
        _first = NewBuffer("exp_avg", length);
        _second = NewBuffer("exp_avg_sq", length);
        _largest = NewBuffer("max_exp_avg_sq", length, amsGrad);
    }

    /// <summary>Times the parameter: added to its gradient.</summary>
    public double CoupledDecay { get; init; }

    /// <summary>Times the learning rate: the share that is taken off the parameter itself.</summary>
    public double DecoupledDecay { get; init; }

    protected override void Prepare(double learningRate)
    {
        _rate = (float)(learningRate / (1 - Math.Pow(_beta1, Steps)));
        _correction = (float)(1 / Math.Sqrt(1 - Math.Pow(_beta2, Steps)));
        // As a factor 1 - ηλ it would lose most of its digits to the 1.
        _shrinking = (float)(-learningRate * DecoupledDecay);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Update<S, V>(float* weights, float* gradients, float scale, int start, int count)
    {
        float* first = _first.Pointer, second = _second.Pointer, largest = _largest.Pointer;
        V scales = S.Create(scale), decay = S.Create((float)CoupledDecay), shrinking = S.Create(_shrinking);
        V beta1 = S.Create((float)_beta1), rest1 = S.Create((float)(1 - _beta1));
        V beta2 = S.Create((float)_beta2), rest2 = S.Create((float)(1 - _beta2));
        V rate = S.Create(_rate), correction = S.Create(_correction), epsilon = S.Create((float)_epsilon);
        int end = start + count;
        for (int i = start; i < end; i += S.Lanes)
        {
            V w = S.Load(weights + i);
            V g = S.MultiplyAdd(decay, w, S.Multiply(S.Load(gradients + i), scales));
            V m = S.MultiplyAdd(beta1, S.Load(first + i), S.Multiply(rest1, g));
            V v = S.MultiplyAdd(beta2, S.Load(second + i), S.Multiply(rest2, S.Multiply(g, g)));
            S.Store(m, first + i);
            S.Store(v, second + i);
            if (largest != null)
            {
                v = S.Max(S.Load(largest + i), v);
                S.Store(v, largest + i);
            }
            V denominator = S.MultiplyAdd(S.Sqrt(v), correction, epsilon);
            w = S.MultiplyAdd(shrinking, w, w);
            S.Store(S.Subtract(w, S.Divide(S.Multiply(rate, m), denominator)), weights + i);
        }
    }
}
