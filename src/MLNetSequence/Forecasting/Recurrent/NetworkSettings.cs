using MLNetSequence.Engine.Training.Losses;
using MLNetSequence.Forecasting.Series;
using MLNetSequence.Mapping;
using MLNetSequence.TimeFeatures;

namespace MLNetSequence.Forecasting.Recurrent;

/// <summary>How a network reads windows, and what its outputs mean. Saved with the model.</summary>
/// <param name="Strategy">How it comes to several steps.</param>
/// <param name="Window">Rows that it looks back on.</param>
/// <param name="Horizon">Steps that it was trained for.</param>
/// <param name="LinearSteps">Last rows that the output layer sees itself.</param>
/// <param name="Scaling">The scale of the targets.</param>
/// <param name="Transform">What is done to them before.</param>
/// <param name="Loss">What the outputs mean.</param>
/// <param name="Times">Parts of the time that it reads.</param>
/// <param name="Paths">Paths that are drawn to find quantiles.</param>
/// <param name="Seed">Decides what is drawn.</param>
internal sealed record NetworkSettings(
    ForecastingStrategy Strategy, int Window, int Horizon, int LinearSteps, ForecastScaling Scaling, TargetTransform Transform, Loss Loss,
    TimeParts Times, int Paths, long Seed)
{
    /// <summary>What training makes small: the loss, or what it comes to where counts bring their scale.</summary>
    public Loss Trained => Loss is NegativeBinomialLoss ? new ScaledNegativeBinomialLoss() : Loss;

    /// <summary>Numbers that the network gives for a target.</summary>
    public int Parameters => Loss.OutputsFor(1);

    /// <summary>Whether the loss gives a distribution, and not a point.</summary>
    public bool HasDistribution => Loss is GaussianLoss or StudentTLoss or NegativeBinomialLoss or QuantileLoss;

    /// <summary>Parts of the time, in the order of their features.</summary>
    public TimeParts[] TimeParts => [.. CalendarPart.All.Where(part => Times.HasFlag(part))];

    /// <summary>Checks that all targets can be learned.</summary>
    /// <exception cref="InvalidOperationException">One cannot; the message names its row and series.</exception>
    public void CheckTargets(SeriesData data)
    {
        int width = data.Inputs.Width, targets = data.Inputs.TargetCount;
        for (int s = 0; s < data.Series.Count; s++)
        {
            ReadOnlySpan<float> values = data.Series[s].Values.Span;
            for (int i = 0; i < values.Length; i++)
            {
                if (i % width < targets && WhyNot(values[i]) is { } reason)
                {
                    string whose = data.NameOf(s) is { Length: > 0 } name ? $" of the series '{name}'" : "";
                    throw new InvalidOperationException(FormattableString.Invariant(
                        $"Row {i / width + 1}{whose} has {values[i]} in column '{data.Inputs.NameOf(i % width)}': {reason}."));
                }
            }
        }
    }

    /// <summary>Whether a model's file can say so.</summary>
    /// <exception cref="ArgumentException">It cannot.</exception>
    public void CheckSaved()
    {
        Arguments.Defined(Strategy, "strategy");
        Arguments.AtLeast(Window, 1, "window");
        Arguments.AtLeast(Horizon, 1, "horizon");
        Arguments.Require(LinearSteps >= 0 && LinearSteps <= Window, LinearSteps, "linearSteps", "from 0 to the window");
        Arguments.AtLeast(Paths, 1, "paths");
        ArgumentNullException.ThrowIfNull(Loss);
        Scaling.Check();
        Arguments.Defined(Transform, "transform");
    }

    private string? WhyNot(float value) =>
        !TargetTransforms.Fits(Transform, value) ? $"{Transform} needs values {TargetTransforms.Expected(Transform)}"
        : Loss is NegativeBinomialLoss && !(float.IsNaN(value) || (value >= 0 && value == MathF.Floor(value)))
            ? $"{nameof(NegativeBinomialLoss)} needs counts, whole numbers of at least 0"
        : null;
}
