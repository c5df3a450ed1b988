using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Training.Optimizers;

namespace MLNetSequence.Engine.Training;

/// <summary>From a gradient to new weights: penalties, clipping, the optimizer, constraints, and the packed form of the weights.</summary>
internal sealed unsafe class WeightUpdate
{
    // Floats of a piece. Fixed: pieces decide the order of the norm's sum.
    private const int Piece = 1 << 14;

    private readonly Network _network;
    private readonly Workers _workers;
    private readonly TrainingOptions _options;
    private readonly Parameter[] _trained;
    private readonly Parameter[] _penalized;
    private readonly Parameter[] _constrained;
    private readonly double[] _squares;
    private readonly Action<int, int> _sumSquares;
    private readonly Action<int, int> _update;
    private float* _gradients;
    private float _scale;

    public WeightUpdate(Network network, Workers workers, TrainingOptions options)
    {
        (_network, _workers, _options) = (network, workers, options);
        _trained = [.. network.Parameters.All.Where(p => p.Declared.Trainable)];
        _penalized = [.. _trained.Where(p => p.Declared.Regularizer is not null)];
        _constrained = [.. _trained.Where(p => p.Declared.Constraint is not null)];
        Optimizer = options.Optimizer.NewState(network.Parameters.TrainableLength);
        _squares = new double[Pieces];
        _sumSquares = (piece, _) => _squares[piece] = Elementwise.SumOfSquares(_gradients + piece * Piece, Length(piece));
        _update = (piece, _) =>
            Optimizer.Update(_network.Parameters.Values.Pointer, _gradients, _scale, piece * Piece, Length(piece));
    }

    /// <summary>The optimizer's moments.</summary>
    public OptimizerState Optimizer { get; }

    private int Pieces => (_network.Parameters.TrainableLength + Piece - 1) / Piece;

    /// <summary>Adds the penalties' gradient, and clips; false where the gradient is not finite.</summary>
    /// <param name="gradients">The gradient, which changes.</param>
    /// <param name="penalty">What regularizers add to the mean loss.</param>
    public bool Prepare(float* gradients, out double penalty)
    {
        _gradients = gradients;
        penalty = 0;
        foreach (Parameter parameter in _penalized)
        {
            penalty += Penalties.Add(
                parameter.Declared.Regularizer!, _network.Parameters[parameter], gradients + parameter.Offset, parameter.Count);
        }
        double norm = Norm();
        if (!double.IsFinite(norm))
        {
            return false;
        }
        norm = ClipParts(norm);
        _scale = _options.GlobalClipNorm is { } most ? (float)Math.Min(1, most / (norm + 1e-6)) : 1;
        return true;
    }

    /// <summary>Changes the weights by the gradient that was prepared.</summary>
    public void Apply(double learningRate)
    {
        Optimizer.NextStep(learningRate);
        _workers.Run(Pieces, _update);
        foreach (Parameter parameter in _constrained)
        {
            Constraints.Apply(parameter.Declared.Constraint!, _network.Parameters.Matrix(parameter));
        }
        _network.Pack(_workers);
    }

    private int Length(int piece) => Math.Min(Piece, _network.Parameters.TrainableLength - piece * Piece);

    /// <summary>√Σg² over all that is trained.</summary>
    private double Norm()
    {
        _workers.Run(Pieces, _sumSquares);
        double sum = 0;
        foreach (double squares in _squares)
        {
            sum += squares;
        }
        return Math.Sqrt(sum);
    }

    // By value first, then each array by its norm; the global norm is that of what is left.
    private double ClipParts(double norm)
    {
        if (_options.ClipValue is null && _options.ClipNorm is null)
        {
            return norm;
        }
        foreach (Parameter parameter in _trained)
        {
            var gradient = new Span<float>(_gradients + parameter.Offset, parameter.Count);
            if (_options.ClipValue is { } most)
            {
                foreach (ref float g in gradient)
                {
                    g = Math.Clamp(g, -(float)most, (float)most);
                }
            }
            if (_options.ClipNorm is { } length)
            {
                double own = Math.Sqrt(Elementwise.SumOfSquares(_gradients + parameter.Offset, parameter.Count));
                float scale = own > length ? (float)(length / own) : 1;
                foreach (ref float g in gradient)
                {
                    g *= scale;
                }
            }
        }
        return _options.GlobalClipNorm is null ? norm : Norm();
    }
}
