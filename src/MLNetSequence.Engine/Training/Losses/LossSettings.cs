using System.Collections.Immutable;
using System.Globalization;

namespace MLNetSequence.Engine.Training.Losses;

/// <summary>Checks of the losses' settings, which throw, and what records of arrays need to be equal by their values.</summary>
internal static class LossSettings
{
    public static double Smoothing(double value, string property) => value >= 0 && value < 1
        ? value
        : throw new ArgumentOutOfRangeException(property, value, $"{property} must be from 0 up to, but not including, 1.");

    public static double Positive(double value, string property) => value > 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(property, value, $"{property} must be a finite number above 0.");

    public static ImmutableArray<double> Weights(ImmutableArray<double> values, string property)
    {
        if (values.IsDefaultOrEmpty)
        {
            throw new ArgumentOutOfRangeException(property, $"{property} must be null or hold a number for each class; it holds none.");
        }
        double largest = 0;
        foreach (double value in values)
        {
            if (!(value >= 0 && double.IsFinite(value)))
            {
                throw new ArgumentOutOfRangeException(property, value, $"{property} must be finite numbers of at least 0.");
            }
            largest = Math.Max(largest, value);
        }
        return largest > 0
            ? values
            : throw new ArgumentOutOfRangeException(property, largest, $"{property} must not all be 0.");
    }

    public static ImmutableArray<double> Quantiles(ImmutableArray<double> values, string property)
    {
        if (values.IsDefaultOrEmpty)
        {
            throw new ArgumentOutOfRangeException(property, $"{property} must hold at least one number; it holds none.");
        }
        double last = 0;
        foreach (double value in values)
        {
            if (!(value > last && value < 1))
            {
                throw new ArgumentOutOfRangeException(
                    property, value, $"{property} must be numbers above 0 and below 1, in rising order without repeats.");
            }
            last = value;
        }
        return values;
    }

    /// <summary>Outputs of a loss that needs <paramref name="each"/> of them for each of the targets.</summary>
    public static int Outputs(int targets, int each)
    {
        int most = Array.MaxLength / each;
        return targets >= 1 && targets <= most
            ? targets * each
            : throw new ArgumentOutOfRangeException(nameof(targets), targets, $"There must be from 1 to {most:N0} targets or classes.");
    }

    public static bool Same(ImmutableArray<double>? a, ImmutableArray<double>? b) =>
        a is { } left && b is { } right ? left.AsSpan().SequenceEqual(right.AsSpan()) : a is null && b is null;

    public static int Hash(ImmutableArray<double>? values)
    {
        var hash = new HashCode();
        foreach (double value in values ?? [])
        {
            hash.Add(value);
        }
        return hash.ToHashCode();
    }

    public static string Text(ImmutableArray<double>? values) => values is { } list
        ? "[" + string.Join(", ", list.Select(v => v.ToString(CultureInfo.InvariantCulture))) + "]"
        : "null";
}
