using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Serialization;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Benchmarks.Learning;

/// <summary>The engine as a learner: one recurrent layer and a dense one, trained batch by batch.</summary>
internal sealed class EngineLearner : ILearner
{
    private readonly LearnerSettings _settings;
    private readonly Network _network;
    private readonly TrainingStep _step;
    private readonly Loss _loss;
    private readonly CarriedStates _states;
    private readonly BatchOrder _order = new();

    public EngineLearner(LearnerSettings settings)
    {
        _settings = settings;
        bool every = settings.Goal == LearningGoal.ClassAtEveryStep;
        _loss = every ? new CrossEntropyLoss() : new MeanSquaredLoss();
        _network = new Network(Describe(settings, every));
        _network.Initialize(settings.Seed);
        StartRemembering(settings);
        var options = new TrainingOptions
        {
            BatchSize = int.MaxValue,
            GlobalClipNorm = settings.ClipNorm,
            Shuffle = false,
            Optimizer = new Adam { LearningRate = settings.LearningRate },
        };
        _step = new TrainingStep(_network, _loss, options, new Workers(settings.Threads));
        NetworkRun run = _network.Rent();
        _states = new CarriedStates(run.StateSize);
        _network.Return(run);
    }

    public double TrainStep(LearningBatch batch)
    {
        Examples examples = Read(batch);
        int[] rows = [.. Enumerable.Range(0, batch.Sequences)];
        return _step.Run(examples, rows, () => _settings.LearningRate, out LossSum sum)
            ? sum.MeanLoss
            : throw new InvalidOperationException("The loss or its gradient was not finite.");
    }

    public LearningScore Evaluate(LearningBatch batch)
    {
        Examples examples = Read(batch);
        int[] rows = [.. Enumerable.Range(0, batch.Sequences)];
        ReadOnlyMemory<int> order = _order.Sort(examples.Inputs, rows);
        NetworkRun run = _network.Rent();
        run.Batch.Fill(examples.Inputs, order.Span);
        run.LoadState(_settings.CarriesState ? _states.Begin(_order.Slots[..rows.Length]) : default);
        Matrix outputs = run.Forward(training: false, beforeActivation: true);
        var sums = new LossSum[rows.Length];
        LossRows.Forward(_loss, examples.Targets, run, outputs, _network.PerStep, sums);
        if (_settings.CarriesState)
        {
            Matrix after = _states.After(rows.Length);
            run.SaveState(after);
            _states.End(_order.Slots[..rows.Length], after);
        }
        _network.Return(run);
        LossSum sum = sums.Aggregate((a, b) => a.Add(b));
        return new LearningScore(sum.MeanLoss, sum.Accuracy);
    }

    public void ResetState()
    {
        _states.Reset();
        _step.States.Reset();
    }

    public void SaveWeights(string path)
    {
        ParameterStore store = _network.Parameters;
        File.WriteAllBytes(path, Safetensors.Write(
            new Dictionary<string, string>(), [.. store.All.Select(p => new NamedTensor(p.Name, p.Shape, store.Span(p).ToArray()))]));
    }

    // b = ln U(1, T - 1) for the gate that keeps the state: an LSTM's f, and -b for its i; a GRU's z.
    private void StartRemembering(LearnerSettings settings)
    {
        if (settings.RememberedSteps <= 1 || settings.Cell == Cell.SimpleRnn)
        {
            return;
        }
        var random = new Random(1);
        Span<float> bias = _network.Parameters.Span(_network.Parameters.Find("0.bias_l0"));
        for (int i = 0; i < settings.HiddenSize; i++)
        {
            float keep = MathF.Log(1 + random.NextSingle() * (settings.RememberedSteps - 2));
            bias[settings.HiddenSize + i] = keep;
            if (settings.Cell == Cell.Lstm)
            {
                bias[i] = -keep;
            }
        }
        _network.Pack();
    }

    private static SequenceNetwork Describe(LearnerSettings settings, bool every)
    {
        var network = new SequenceNetwork(settings.Inputs);
        bool stateful = settings.CarriesState;
        network = settings.Cell switch
        {
            Cell.Lstm => network.Lstm(settings.HiddenSize, new LstmOptions { ReturnSequences = every, Stateful = stateful }),
            Cell.Gru => network.Gru(settings.HiddenSize, new GruOptions { ReturnSequences = every, Stateful = stateful }),
            _ => network.SimpleRnn(settings.HiddenSize, new SimpleRnnOptions { ReturnSequences = every, Stateful = stateful }),
        };
        return network.Dense(settings.Outputs);
    }

    private Examples Read(LearningBatch batch)
    {
        bool every = _settings.Goal == LearningGoal.ClassAtEveryStep;
        var inputs = new FeatureSequences(batch.Features);
        var targets = new TargetRows(every ? 0 : 1);
        for (int b = 0; b < batch.Sequences; b++)
        {
            inputs.Add(batch.Inputs.AsSpan(b * batch.Steps * batch.Features, batch.Lengths[b] * batch.Features));
            for (int t = 0; t < batch.Lengths[b] && every; t++)
            {
                targets.Add(batch.Label(b, t));
            }
            if (!every)
            {
                targets.Add(batch.Targets.AsSpan(b, 1));
            }
            targets.EndSequence();
        }
        return new Examples(inputs, targets);
    }
}
