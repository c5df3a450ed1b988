using System.Runtime.CompilerServices;

namespace MLNetSequence.Engine.Training;

/// <summary>Checks of the settings of optimizers and schedules. What is not finite passes none.</summary>
internal static class Require
{
    public static void Above0(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Holds(value > 0 && double.IsFinite(value), value, "above 0 and finite", name);

    public static void AtLeast(double least, double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Holds(value >= least && double.IsFinite(value), value, FormattableString.Invariant($"at least {least} and finite"), name);

    public static void AtLeast(int least, int value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Holds(value >= least, value, $"at least {least}", name);

    public static void AtLeast(long least, long value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Holds(value >= least, value, $"at least {least}", name);

    /// <summary>From 0 to 1, both included.</summary>
    public static void Share(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Holds(value >= 0 && value <= 1, value, "from 0 to 1", name);

    /// <summary>From 0 up to, but not including, 1.</summary>
    public static void Below1(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Holds(value >= 0 && value < 1, value, "from 0 up to, but not including, 1", name);

    private static void Holds(bool holds, object value, string rule, string name)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {rule}.");
        }
    }
}
