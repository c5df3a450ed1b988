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
    // Paths of a forecast, each with a state of the network, and their numbers.
    private const int MostPaths = 1_000_000;
    private const long MostDrawn = 1L << 26;

    /// <summary>What training makes small: the loss, or what it comes to where counts bring their scale.</summary>
    public Loss Trained => Loss is NegativeBinomialLoss ? new ScaledNegativeBinomialLoss() : Loss;

    /// <summary>Numbers that the network gives for a target.</summary>
    public int Parameters => Loss.OutputsFor(1);

    /// <summary>Whether the loss gives a distribution, and not a point.</summary>
    public bool HasDistribution => Loss is GaussianLoss or StudentTLoss or NegativeBinomialLoss or QuantileLoss;

    /// <summary>Parts of the time, in the order of their features.</summary>
    public TimeParts[] TimeParts => [.. CalendarPart.All.Where(part => Times.HasFlag(part))];

    /// <summary>Checks that no covariate is missing only where windows are measured on: nothing of it would be learned.</summary>
    /// <exception cref="InvalidOperationException">One is; the message names its row and series.</exception>
    public static void CheckHeld(SeriesData data, IReadOnlyList<int> learned, SeriesScales scales)
    {
        int width = data.Inputs.Width, targets = data.Inputs.TargetCount;
        for (int s = 0; s < data.Series.Count; s++)
        {
            ReadOnlySpan<float> values = data.Series[s].Values.Span;
            for (int i = learned[s] * width; i < values.Length; i++)
            {
                if (i % width >= targets && float.IsNaN(values[i]) && !scales.Missing[i % width])
                {
                    throw new InvalidOperationException(
                        $"{Place(data, s, i)} has no value (NaN) in column '{data.Inputs.NameOf(i % width)}': it is among the rows that "
                        + "are held out to measure on, and of those that are learned from none is without, so the network cannot know what that "
                        + "means.");
                }
            }
        }
    }

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
                    throw new InvalidOperationException(FormattableString.Invariant(
                        $"{Place(data, s, i)} has {values[i]} in column '{data.Inputs.NameOf(i % width)}': {reason}."));
                }
            }
        }
    }

    /// <summary>Checks that the paths of a forecast can be held.</summary>
    /// <exception cref="ArgumentOutOfRangeException">They have too many numbers.</exception>
    public void CheckPaths(int targets, int horizon, int paths)
    {
        long numbers = (long)targets * horizon;
        if (Strategy == ForecastingStrategy.Recursive && (paths > MostPaths || paths > MostDrawn / numbers))
        {
            throw new ArgumentOutOfRangeException(nameof(paths), paths, FormattableString.Invariant(
                $"Of {horizon} steps of {targets} targets {Math.Min(MostPaths, MostDrawn / numbers):N0} paths may be drawn."));
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

    // A number's row, as a message says it.
    private static string Place(SeriesData data, int series, int number) =>
        $"Row {number / data.Inputs.Width + 1}" + (data.NameOf(series) is { Length: > 0 } name ? $" of the series '{name}'" : "");

    private string? WhyNot(float value) =>
        !TargetTransforms.Fits(Transform, value) ? $"{Transform} needs values {TargetTransforms.Expected(Transform)}"
        : Loss is NegativeBinomialLoss && !(float.IsNaN(value) || (value >= 0 && value == MathF.Floor(value)))
            ? $"{nameof(NegativeBinomialLoss)} needs counts, whole numbers of at least 0"
        : null;
}
