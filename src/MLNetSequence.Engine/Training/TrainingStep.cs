using MLNetSequence.Engine.Networks;

namespace MLNetSequence.Engine.Training;

/// <summary>
/// One batch of training: its gradient, in slices or windows where the options say so, and the change of the weights. Once it has
/// seen a batch of a size it allocates nothing.
/// </summary>
internal sealed unsafe class TrainingStep
{
    private readonly Loss _loss;
    private readonly TrainingOptions _options;
    private readonly BatchGradient _gradient;
    private readonly BatchOrder _order = new();
    private readonly BatchJob _job = new();
    private readonly bool _stateful;
    private readonly int _stateSize;

    public TrainingStep(Network network, Loss loss, TrainingOptions options, Workers workers)
    {
        (_loss, _options) = (loss, options);
        _gradient = new BatchGradient(network, workers);
        Update = new WeightUpdate(network, workers, options);
        NetworkRun run = network.Rent();
        _stateful = run.Layers.Any(l => l.Stateful);
        _stateSize = run.StateSize;
        network.Return(run);
        States = new CarriedStates(_stateSize);
        _job.Loss = loss;
        _job.BeforeActivation = loss.Absorbs != Activation.Linear;
        _job.PerStep = network.PerStep;
        _job.Seed = options.Seed ?? 0;
    }

    /// <summary>Optimizer and clipping.</summary>
    public WeightUpdate Update { get; }

    /// <summary>What stateful layers carry to the next batch.</summary>
    public CarriedStates States { get; }

    /// <summary>Passes so far, each window and slice counted: dropout depends on it.</summary>
    public long Passes { get; set; }

    /// <summary>The gradient of the last batch.</summary>
    internal float* Gradient => _gradient.Pointer;

    /// <summary>Computes the gradient for the features that come in, too; for measurements, as training has no use for it.</summary>
    internal bool InputGradient { set => _job.InputGradient = value; }

    /// <summary>Trains on some rows of the data: one change of the weights, or one a window.</summary>
    /// <param name="examples">The data.</param>
    /// <param name="rows">At most BatchSize × AccumulateBatches rows.</param>
    /// <param name="rate">Gives the learning rate of the next change.</param>
    /// <param name="sum">Loss and hits before the change.</param>
    /// <returns>False where a loss or gradient was not finite: the weights are those of the last change.</returns>
    public bool Run(Examples examples, ReadOnlySpan<int> rows, Func<double> rate, out LossSum sum)
    {
        (_job.Examples, _job.Sequences) = (examples, rows.Length);
        return _options.TruncatedSteps is { } steps
            ? RunWindows(rows, steps, rate, out sum)
            : RunSlices(rows, rate, out sum);
    }

    private bool RunSlices(ReadOnlySpan<int> rows, Func<double> rate, out LossSum sum)
    {
        sum = default;
        _job.TotalWeight = Weight(rows, 0, int.MaxValue);
        (_job.FirstStep, _job.MostSteps) = (0, int.MaxValue);
        // What weighs nothing is passed over, but for the state that the next batch goes on from.
        bool runs = _job.TotalWeight > 0 || _stateful;
        for (int start = 0; start < rows.Length && runs; start += _options.BatchSize)
        {
            ReadOnlySpan<int> slice = rows.Slice(start, Math.Min(_options.BatchSize, rows.Length - start));
            _job.Order = _order.Sort(_job.Examples.Inputs, slice);
            _job.Accumulate = start > 0;
            _job.CarriesAll = false;
            _job.States = _stateful ? States.Begin(_order.Slots[..slice.Length]) : default;
            _job.NextStates = _stateful ? States.After(slice.Length) : default;
            sum = sum.Add(Pass());
            if (_stateful)
            {
                States.End(_order.Slots[..slice.Length], _job.NextStates);
            }
        }
        return Change(rate, ref sum);
    }

    private bool RunWindows(ReadOnlySpan<int> rows, int steps, Func<double> rate, out LossSum sum)
    {
        sum = default;
        _job.Order = _order.Sort(_job.Examples.Inputs, rows);
        _job.Accumulate = false;
        _job.CarriesAll = false;
        _job.MostSteps = steps;
        _job.States = _stateful ? States.Begin(_order.Slots[..rows.Length]) : default;
        int longest = _job.Order.IsEmpty ? 0 : _job.Examples.Inputs.Length(_job.Order.Span[0]);
        for (int first = 0; first < longest; first += steps)
        {
            _job.FirstStep = first;
            _job.TotalWeight = Weight(rows, first, steps);
            _job.NextStates = _stateSize > 0 ? States.After(rows.Length) : default;
            LossSum window = Pass();
            if (!Change(rate, ref window))
            {
                return false;
            }
            sum = sum.Add(window);
            _job.States = _stateSize > 0 ? States.Advance(_job.NextStates) : default;
            _job.CarriesAll = true;
        }
        if (_stateful && longest > 0)
        {
            States.End(_order.Slots[..rows.Length], _job.NextStates);
        }
        return true;
    }

    private LossSum Pass()
    {
        _job.Step = Passes++;
        return _gradient.Run(_job);
    }

    private bool Change(Func<double> rate, ref LossSum sum)
    {
        if (_job.TotalWeight <= 0)
        {
            return true;
        }
        if (!double.IsFinite(sum.Loss) || !Update.Prepare(_gradient.Pointer, out double penalty))
        {
            return false;
        }
        sum = sum.Add(new LossSum(penalty * _job.TotalWeight, 0, 0));
        Update.Apply(rate());
        return true;
    }

    private double Weight(ReadOnlySpan<int> rows, int firstStep, int mostSteps)
    {
        double sum = 0;
        foreach (int row in rows)
        {
            sum += LossRows.Weight(_loss, _job.Examples.Targets, row, firstStep, mostSteps);
        }
        return sum;
    }
}
