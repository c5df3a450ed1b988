using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Training;
using MLNetSequence.Forecasting.Models;

namespace MLNetSequence.Forecasting.Recurrent;

/// <summary>
/// A network that makes one step, and takes it for the past of the next: paths are drawn, and quantiles found among them.
/// </summary>
/// <remarks>What is drawn depends on the seed and on the window itself, so that a forecast is the same alone and among many.</remarks>
internal sealed class RecursiveCore(NetworkLearned learned, Network trained) : NetworkCore(learned, trained)
{
    // Sequences that go on at once, paths counted: enough to fill the kernels.
    private const int MostRows = 1024;

    public override bool AnyHorizon => true;

    public override bool HasPaths => Settings.HasDistribution;

    public override Prediction[] Forecast(IReadOnlyList<ForecastWindow> windows, int horizon, int? paths)
    {
        var made = new Prediction[windows.Count];
        int copies = HasPaths ? paths ?? Settings.Paths : 1;
        Settings.CheckPaths(Targets, horizon, copies);
        int each = Math.Max(1, MostRows / copies);
        int groups = (windows.Count + each - 1) / each;
        WindowSequences sequences = Sequences(windows, more: 0);
        void Run(int group)
        {
            int first = group * each;
            int[] rows = [.. Enumerable.Range(first, Math.Min(each, windows.Count - first))];
            Group(windows, sequences, rows, horizon, copies, paths is not null, made);
        }
        if (groups == 1)
        {
            Run(0);
        }
        else
        {
            new Workers(Environment.ProcessorCount).Run(groups, (group, _) => Run(group));
        }
        return made;
    }

    private void Group(
        IReadOnlyList<ForecastWindow> windows, WindowSequences sequences, int[] rows, int horizon, int copies, bool keep, Prediction[] made)
    {
        using var run = new StepwiseRun(Trained);
        Matrix outputs = run.Begin(sequences, rows);
        TargetScale[] scales = [.. rows.Select(row => ScaleOf(windows[row]))];
        SeededRandom[] randoms = [.. rows.SelectMany(row => Randoms(windows[row], copies))];
        double[][] drawn = [.. Enumerable.Range(0, rows.Length * copies).Select(_ => new double[horizon * Targets])];
        var next = new StepSequences(Learned.Inputs.Keys.Count, WindowFeatures.Step, 0);
        float[] parameters = new float[Trained.Outputs], before = new float[Targets], step = new float[WindowFeatures.Step];
        for (int h = 0; h < horizon; h++)
        {
            next.Clear();
            for (int i = 0; i < drawn.Length; i++)
            {
                int window = i / copies;
                // At first, all copies of a window go on from the same outputs.
                outputs.RowSpan(h == 0 ? window : i).CopyTo(parameters);
                ToParameters(parameters, scales[window]);
                Draw(parameters, scales[window], randoms[i], drawn[i].AsSpan(h * Targets, Targets), before);
                if (h + 1 < horizon)
                {
                    WindowFeatures.WriteNext(windows[rows[window]], h + 1, before, step);
                    next.Add(1, windows[rows[window]].Facts.Keys, step, []);
                }
            }
            if (h + 1 < horizon)
            {
                if (h == 0)
                {
                    run.Spread(copies);
                }
                outputs = run.Next(next);
            }
        }
        for (int w = 0; w < rows.Length; w++)
        {
            made[rows[w]] = new PathPrediction(drawn[(w * copies)..((w + 1) * copies)], keep, HasPaths);
        }
    }

    // The values that come next, on their own scale and on the network's.
    private void Draw(float[] parameters, TargetScale scale, SeededRandom random, Span<double> to, Span<float> z)
    {
        for (int k = 0; k < Targets; k++)
        {
            double value = Family is null ? parameters[k] : Family.Sample(parameters, k, random);
            bool isCount = Settings.Loss is NegativeBinomialLoss;
            to[k] = isCount ? value : scale.Back(k, value);
            z[k] = isCount ? scale.Of(k, value) : (float)value;
        }
    }

    private IEnumerable<SeededRandom> Randoms(ForecastWindow window, int copies)
    {
        // FNV-1a (Fowler, Noll and Vo) over the bits of what is known; there are many NaN, of which one is as good as another.
        ulong hash = 14695981039346656037;
        foreach (float value in window.History.Span)
        {
            hash = (hash ^ BitConverter.SingleToUInt32Bits(float.IsNaN(value) ? float.NaN : value)) * 1099511628211;
        }
        return Enumerable.Range(0, copies).Select(path => new SeededRandom(Settings.Seed, 5, (long)hash, path));
    }
}
