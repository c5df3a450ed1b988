using System.Runtime.CompilerServices;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Training;
using MLNetSequence.Engine.Training.Optimizers;

namespace MLNetSequence;

/// <summary>
/// Stochastic gradient descent (Robbins and Monro 1951), with momentum (Polyak 1964) or Nesterov's momentum (Sutskever et al. 2013),
/// as <c>torch.optim.SGD</c> of PyTorch computes it.
/// </summary>
/// <remarks><code>
/// g ← g + λw            λ weight decay
/// b ← μb + (1-τ)g       μ momentum, τ dampening; b = g in the first step
/// w ← w - ηb            without momentum w ← w - ηg, with Nesterov's w ← w - η(g + μb)
/// </code></remarks>
public sealed record Sgd : Optimizer
{
    /// <summary>Plain descent with a learning rate of 0.001.</summary>
    public Sgd() : base(0.001) { }

    /// <summary>The share μ of the last step that is kept, from 0 up to, but not including, 1. The default is 0: no momentum.</summary>
    public double Momentum { get; init; }

    /// <summary>The share τ that is taken off each gradient before it joins the momentum, from 0 to 1. The default is 0.</summary>
    public double Dampening { get; init; }

    /// <summary>Nesterov's momentum; it needs a momentum above 0 and no dampening. The default is false.</summary>
    public bool Nesterov { get; init; }

    /// <summary>The factor λ of the penalty λ/2 · w² on every parameter, at least 0. The default is 0.</summary>
    public double WeightDecay { get; init; }

    internal override void Check()
    {
        base.Check();
        Require.Below1(Momentum);
        Require.Share(Dampening);
        Require.AtLeast(0.0, WeightDecay);
        if (Nesterov && (Momentum == 0 || Dampening != 0))
        {
            string got = FormattableString.Invariant($"they are {Momentum} and {Dampening}");
            throw new ArgumentException($"Nesterov needs a Momentum above 0 and a Dampening of 0, but {got}.", nameof(Nesterov));
        }
    }

    private protected override OptimizerState CreateState(int length) => new State(this, length);

    private sealed unsafe class State : OptimizerState
    {
        private readonly Sgd _settings;
        private readonly AlignedBuffer _momentum;

        // The step is η(own·g + carried·b): one loop for both kinds of momentum.
        private readonly float _own, _carried;
        private float _rate, _mixed;

        public State(Sgd settings, int length)
        {
            _settings = settings;
            _momentum = NewBuffer("momentum_buffer", length, settings.Momentum > 0);
            (_own, _carried) = settings.Nesterov ? (1, (float)settings.Momentum) : (0, 1);
        }

        protected override void Prepare(double learningRate)
        {
            _rate = (float)learningRate;
            _mixed = Steps == 1 ? 1 : (float)(1 - _settings.Dampening);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        internal override void Update<S, V>(float* weights, float* gradients, float scale, int start, int count)
        {
            float* momentum = _momentum.Pointer;
            V scales = S.Create(scale), decay = S.Create((float)_settings.WeightDecay), rate = S.Create(_rate);
            V kept = S.Create((float)_settings.Momentum), mixed = S.Create(_mixed);
            V own = S.Create(_own), carried = S.Create(_carried);
            int end = start + count;
            for (int i = start; i < end; i += S.Lanes)
            {
                V w = S.Load(weights + i);
                V step = S.MultiplyAdd(decay, w, S.Multiply(scales, S.Load(gradients + i)));
                if (momentum != null)
                {
                    V b = S.MultiplyAdd(kept, S.Load(momentum + i), S.Multiply(mixed, step));
                    S.Store(b, momentum + i);
                    step = S.MultiplyAdd(own, step, S.Multiply(carried, b));
                }
                S.Store(S.Subtract(w, S.Multiply(rate, step)), weights + i);
            }
        }
    }
}
