using System.Runtime.Intrinsics;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Training.Optimizers;

/// <summary>An <see cref="Optimizer"/> at work: its moments, and the kernel that updates a range of the parameters.</summary>
/// <remarks>
/// <see cref="NextStep"/> computes all factors of a step in double precision; <see cref="Update(float*, float*, float, int, int)"/>
/// then sees every parameter once. Neither allocates. A parameter whose gradient was never anything but 0 keeps its bits, unless
/// weights decay; so padding stays 0.
/// </remarks>
internal abstract unsafe class OptimizerState
{
    private readonly List<(string Name, AlignedBuffer Values)> _buffers = [];

    /// <summary>Steps begun so far; a checkpoint saves it and sets it again.</summary>
    public long Steps { get; set; }

    /// <summary>What is remembered of each parameter, under PyTorch's names; a checkpoint saves it and sets it in place.</summary>
    public IReadOnlyList<(string Name, AlignedBuffer Values)> Buffers => _buffers;

    /// <summary>Begins a step; every float of the parameters is then updated once.</summary>
    /// <param name="learningRate">The rate of this step, as the schedule gives it.</param>
    public void NextStep(double learningRate)
    {
        Steps++;
        Prepare(learningRate);
    }

    /// <summary>Updates a range of the parameters; ranges are independent, so threads may share them out.</summary>
    /// <param name="weights">All parameters.</param>
    /// <param name="gradients">Their gradients, laid out alike.</param>
    /// <param name="scale">What the gradients are multiplied by first: gradient clipping.</param>
    /// <param name="start">First float of the range.</param>
    /// <param name="count">Floats in the range, a multiple of <see cref="Simd.MaxLanes"/>.</param>
    public void Update(float* weights, float* gradients, float scale, int start, int count)
    {
        switch (Simd.Tier)
        {
            case SimdTier.Vector512:
                Update<Simd512, Vector512<float>>(weights, gradients, scale, start, count);
                break;
            case SimdTier.Vector256:
                Update<Simd256, Vector256<float>>(weights, gradients, scale, start, count);
                break;
            default:
                Update<Simd128, Vector128<float>>(weights, gradients, scale, start, count);
                break;
        }
        GC.KeepAlive(this);
    }

    /// <summary>The same with one vector width.</summary>
    internal abstract void Update<S, V>(float* weights, float* gradients, float scale, int start, int count)
        where S : ISimd<V>
        where V : struct;

    /// <summary>Computes the factors of step number <see cref="Steps"/>.</summary>
    protected abstract void Prepare(double learningRate);

    /// <summary>A buffer of <see cref="Buffers"/>, zero at first. Where it is not wanted: one without a float, its pointer null.</summary>
    protected AlignedBuffer NewBuffer(string name, int length, bool wanted = true)
    {
        if (!wanted)
        {
            return new AlignedBuffer();
        }
        var buffer = new AlignedBuffer(length);
        _buffers.Add((name, buffer));
        return buffer;
    }
}
