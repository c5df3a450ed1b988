using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Training;
using MLNetSequence.Forecasting.Models;

namespace MLNetSequence.Forecasting.Recurrent;

/// <summary>A network that makes the whole horizon of a window: direct, or encoder and decoder.</summary>
internal sealed class WindowCore(NetworkLearned learned, Network trained) : NetworkCore(learned, trained)
{
    public override bool AnyHorizon => false;

    private int Numbers => Settings.Horizon * Targets;

    public override Prediction[] Forecast(IReadOnlyList<ForecastWindow> windows, int horizon, int? paths)
    {
        var made = new Prediction[windows.Count];
        WindowSequences sequences = Sequences(windows);
        if (made.Length == 1)
        {
            NetworkRun run = Trained.Rent();
            try
            {
                run.Batch.Fill(sequences, [0]);
                Convert(run, run.ForwardAlone(), windows, made);
            }
            finally
            {
                // Even where a row cannot be read: a stream goes on with the next.
                Trained.Return(run);
            }
        }
        else if (made.Length > 1)
        {
            int[] rows = [.. Enumerable.Range(0, made.Length)];
            Scorer.Run(
                Trained, sequences, rows, new Workers(Environment.ProcessorCount), beforeActivation: false,
                (run, outputs) => Convert(run, outputs, windows, made));
        }
        return made;
    }

    private void Convert(NetworkRun run, Matrix outputs, IReadOnlyList<ForecastWindow> windows, Prediction[] made)
    {
        for (int b = 0; b < run.Batch.Count; b++)
        {
            int number = run.Batch.Sources[b];
            TargetScale scale = ScaleOf(windows[number]);
            float[] parameters = new float[Settings.Parameters * Numbers];
            if (!Trained.PerStep)
            {
                outputs.RowSpan(b).CopyTo(parameters);
            }
            else
            {
                for (int h = 0; h < Settings.Horizon; h++)
                {
                    Place(outputs.RowSpan(run.OutputLayout.Row(h, b)), h, parameters);
                }
            }
            ToParameters(parameters, scale);
            made[number] = new NetworkPrediction(Settings, Family, parameters, scale, Targets);
        }
    }

    // A step's outputs are [P, K], or for quantiles [K, P]; all steps' together [P, H·K], or [H·K, P].
    private void Place(ReadOnlySpan<float> step, int h, float[] to)
    {
        if (Settings.Loss is QuantileLoss)
        {
            step.CopyTo(to.AsSpan(h * step.Length));
            return;
        }
        for (int p = 0; p < Settings.Parameters; p++)
        {
            step.Slice(p * Targets, Targets).CopyTo(to.AsSpan(p * Numbers + h * Targets));
        }
    }
}
