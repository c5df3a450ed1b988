using System.Runtime.CompilerServices;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Training;
using MLNetSequence.Engine.Training.Optimizers;

namespace MLNetSequence;

/// <summary>
/// RMSprop (Tieleman and Hinton 2012, lecture 6e of "Neural networks for machine learning"; centered: Graves 2013,
/// "Generating sequences with recurrent neural networks"), as <c>torch.optim.RMSprop</c> of PyTorch computes it.
/// </summary>
/// <remarks><code>
/// g ← g + λw                λ weight decay
/// v ← αv + (1-α)g²
/// a ← αa + (1-α)g           only if centered; v - a² then stands for v in the next line
/// b ← μb + g / (√v + ε)     μ momentum
/// w ← w - ηb
/// </code></remarks>
public sealed record RmsProp : Optimizer
{
    /// <summary>RMSprop with a learning rate of 0.01, not centered, without momentum.</summary>
    public RmsProp() : base(0.01) { }

    /// <summary>The share α of the mean square v that a step keeps, from 0 up to, but not including, 1. The default is 0.99.</summary>
    public double Alpha { get; init; } = 0.99;

    /// <summary>The number ε that keeps the divisor from 0, at least 1e-30. The default is 1e-8.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>The share μ of the last step that is kept, from 0 up to, but not including, 1. The default is 0: no momentum.</summary>
    public double Momentum { get; init; }

    /// <summary>Divides by the root of the gradient's variance, not of its mean square. The default is false.</summary>
    public bool Centered { get; init; }

    /// <summary>The factor λ of the penalty λ/2 · w² on every parameter, at least 0. The default is 0.</summary>
    public double WeightDecay { get; init; }

    internal override void Check()
    {
        base.Check();
        Require.Below1(Alpha);
        Require.AtLeast(LeastEpsilon, Epsilon);
        Require.Below1(Momentum);
        Require.AtLeast(0.0, WeightDecay);
    }

    private protected override OptimizerState CreateState(int length) => new State(this, length);

    /// <remarks>
    /// v - a² of floats can fall below 0, and its root is then NaN. If centered, the variance itself is therefore what is kept: with
    /// d = g - a, the lines above come to v - a² ← α(v - a²) + α(1-α)d² and a ← a + (1-α)d.
    /// </remarks>
    private sealed unsafe class State : OptimizerState
    {
        private readonly RmsProp _settings;
        private readonly AlignedBuffer _spread, _mean, _momentum;
        private readonly float _rest, _restOfSpread;
        private float _rate;

        public State(RmsProp settings, int length)
        {
            _settings = settings;
            _spread = NewBuffer(settings.Centered ? "variance" : "square_avg", length);
            _mean = NewBuffer("grad_avg", length, settings.Centered);
            _momentum = NewBuffer("momentum_buffer", length, settings.Momentum > 0);
            double rest = 1 - settings.Alpha;
            (_rest, _restOfSpread) = ((float)rest, (float)(settings.Centered ? settings.Alpha * rest : rest));
        }

        protected override void Prepare(double learningRate) => _rate = (float)learningRate;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        internal override void Update<S, V>(float* weights, float* gradients, float scale, int start, int count)
        {
            float* spread = _spread.Pointer, mean = _mean.Pointer, momentum = _momentum.Pointer;
            V scales = S.Create(scale), decay = S.Create((float)_settings.WeightDecay), rate = S.Create(_rate);
            V alpha = S.Create((float)_settings.Alpha), rest = S.Create(_rest), restOfSpread = S.Create(_restOfSpread);
            V epsilon = S.Create((float)_settings.Epsilon), kept = S.Create((float)_settings.Momentum);
            int end = start + count;
            for (int i = start; i < end; i += S.Lanes)
            {
                V w = S.Load(weights + i);
                V g = S.MultiplyAdd(decay, w, S.Multiply(scales, S.Load(gradients + i)));
                V d = g;
                if (mean != null)
                {
                    V a = S.Load(mean + i);
                    d = S.Subtract(g, a);
                    S.Store(S.MultiplyAdd(rest, d, a), mean + i);
                }
                V v = S.MultiplyAdd(alpha, S.Load(spread + i), S.Multiply(restOfSpread, S.Multiply(d, d)));
                S.Store(v, spread + i);
                V step = S.Divide(g, S.Add(S.Sqrt(v), epsilon));
                if (momentum != null)
                {
                    step = S.MultiplyAdd(kept, S.Load(momentum + i), step);
                    S.Store(step, momentum + i);
                }
                S.Store(S.Subtract(w, S.Multiply(rate, step)), weights + i);
            }
        }
    }
}
