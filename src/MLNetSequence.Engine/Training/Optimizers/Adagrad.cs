using System.Runtime.CompilerServices;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Training;
using MLNetSequence.Engine.Training.Optimizers;

namespace MLNetSequence;

/// <summary>AdaGrad (Duchi, Hazan and Singer 2011), as <c>torch.optim.Adagrad</c> of PyTorch computes it.</summary>
/// <remarks><code>
/// g ← g + λw                                     λ weight decay
/// s ← s + g²
/// w ← w - η / (1 + (t-1)δ) · g / (√s + ε)        δ learning rate decay
/// </code></remarks>
public sealed record Adagrad : Optimizer
{
    /// <summary>AdaGrad with a learning rate of 0.01.</summary>
    public Adagrad() : base(0.01) { }

    /// <summary>The decay δ of the learning rate with the number of steps, at least 0. The default is 0.</summary>
    public double LearningRateDecay { get; init; }

    /// <summary>What the sums of squares s start from, at least 0. The default is 0.</summary>
    public double InitialAccumulator { get; init; }

    /// <summary>The number ε that keeps the divisor from 0, at least 1e-30. The default is 1e-10.</summary>
    public double Epsilon { get; init; } = 1e-10;

    /// <summary>The factor λ of the penalty λ/2 · w² on every parameter, at least 0. The default is 0.</summary>
    public double WeightDecay { get; init; }

    internal override void Check()
    {
        base.Check();
        Require.AtLeast(0.0, LearningRateDecay);
        Require.AtLeast(0.0, InitialAccumulator);
        Require.AtLeast(LeastEpsilon, Epsilon);
        Require.AtLeast(0.0, WeightDecay);
    }

    private protected override OptimizerState CreateState(int length) => new State(this, length);

    private sealed unsafe class State : OptimizerState
    {
        private readonly Adagrad _settings;
        private readonly AlignedBuffer _sum;
        private float _rate;

        public State(Adagrad settings, int length)
        {
            _settings = settings;
            _sum = NewBuffer("sum", length);
            _sum.Span.Fill((float)settings.InitialAccumulator);
        }

        protected override void Prepare(double learningRate) =>
            _rate = (float)(learningRate / (1 + (Steps - 1) * _settings.LearningRateDecay));

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        internal override void Update<S, V>(float* weights, float* gradients, float scale, int start, int count)
        {
            float* sum = _sum.Pointer;
            V scales = S.Create(scale), decay = S.Create((float)_settings.WeightDecay);
            V rate = S.Create(_rate), epsilon = S.Create((float)_settings.Epsilon);
            int end = start + count;
            for (int i = start; i < end; i += S.Lanes)
            {
                V w = S.Load(weights + i);
                V g = S.MultiplyAdd(decay, w, S.Multiply(scales, S.Load(gradients + i)));
                V s = S.MultiplyAdd(g, g, S.Load(sum + i));
                S.Store(s, sum + i);
                S.Store(S.Subtract(w, S.Divide(S.Multiply(rate, g), S.Add(S.Sqrt(s), epsilon))), weights + i);
            }
        }
    }
}
