using System.Globalization;
using MLNetSequence.Mapping;

namespace MLNetSequence;

/// <summary>What makes an event of scores, one a step, as <see cref="EventDetector"/> finds it.</summary>
/// <remarks>
/// NaN is never on. Scores may be of any scale: probabilities, distances, numbers of anything.
/// </remarks>
public sealed record EventRules
{
    /// <summary>A step is on where its score is at least this: a finite number. Default: 0.5.</summary>
    public float Threshold { get; init; } = 0.5f;

    /// <summary>
    /// Once an event has begun, a step is on where its score is at least this: a finite number, at most <see cref="Threshold"/>. So a
    /// score that wavers about the threshold does not end the event (hysteresis, as a Schmitt trigger has it). Default: null, for the
    /// threshold itself.
    /// </summary>
    public float? ReleaseThreshold { get; init; }

    /// <summary>So many steps in a row, at least 1, must be on for an event to begin; the first of them is its start. Default: 1.</summary>
    public int Onset { get; init; } = 1;

    /// <summary>
    /// So many steps in a row, at least 1, must be off for an event to end; shorter gaps are part of it. Its end is the last step that
    /// was on. Default: 1.
    /// </summary>
    public int MinimumGap { get; init; } = 1;

    /// <summary>Events of fewer steps, gaps included, are left out when they end; at least 1. Default: 1, for none.</summary>
    public int MinimumLength { get; init; } = 1;

    /// <summary>The threshold within an event.</summary>
    internal float Release => ReleaseThreshold ?? Threshold;

    /// <exception cref="ArgumentOutOfRangeException">A rule is outside its range.</exception>
    internal EventRules Check()
    {
        Finite(Threshold, nameof(Threshold));
        Finite(Release, nameof(ReleaseThreshold));
        if (Release > Threshold)
        {
            throw new ArgumentOutOfRangeException(
                nameof(ReleaseThreshold), ReleaseThreshold,
                string.Create(
                    CultureInfo.InvariantCulture, $"{nameof(ReleaseThreshold)} must be at most {nameof(Threshold)}, {Threshold}."));
        }
        Arguments.AtLeast(Onset, 1, nameof(Onset));
        Arguments.AtLeast(MinimumGap, 1, nameof(MinimumGap));
        Arguments.AtLeast(MinimumLength, 1, nameof(MinimumLength));
        return this;
    }

    private static void Finite(float value, string name)
    {
        if (!float.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be a finite number.");
        }
    }
}
