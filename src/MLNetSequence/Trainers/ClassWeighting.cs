using System.Collections.Immutable;
using MLNetSequence.Scoring.Heads;

namespace MLNetSequence.Trainers;

/// <summary>What a row counts by its class.</summary>
internal static class ClassWeighting
{
    public const string WeightsName = "ClassWeights";
    private const string BalanceName = "BalanceClasses";

    /// <exception cref="ArgumentException">A weight is out of its range, or both ways to weigh are chosen.</exception>
    public static void Check(IReadOnlyDictionary<string, double> weights, bool balance)
    {
        ArgumentNullException.ThrowIfNull(weights, WeightsName);
        foreach ((string label, double weight) in weights)
        {
            if (!(weight >= 0 && double.IsFinite(weight)))
            {
                throw new ArgumentOutOfRangeException(
                    WeightsName, weight, $"{WeightsName} must be finite numbers of at least 0; that of '{label}' is not.");
            }
        }
        if (balance && weights.Count > 0)
        {
            throw new ArgumentException($"{BalanceName} chooses the weights itself, so {WeightsName} must be empty.");
        }
    }

    /// <summary>The weight of each class; null where all weigh the same.</summary>
    /// <param name="weights">Weights by label.</param>
    /// <param name="balance">Whether all classes are to count the same in all.</param>
    /// <param name="classes">C.</param>
    /// <param name="labels">The labels; null where they are not known.</param>
    /// <param name="rows">Class and weight of each row to learn from.</param>
    /// <exception cref="ArgumentException">A weight is of a label that does not exist.</exception>
    public static ImmutableArray<double>? Of(
        IReadOnlyDictionary<string, double> weights, bool balance, int classes, LabelValues? labels, IEnumerable<(int Class, float Weight)> rows)
    {
        if (balance)
        {
            return Balanced(classes, rows);
        }
        if (weights.Count == 0)
        {
            return null;
        }
        double[] all = [.. Enumerable.Repeat(1.0, classes)];
        string[] names = [.. labels?.Names.Select(n => n.ToString()) ?? Enumerable.Range(1, classes).Select(i => $"{i}")];
        foreach ((string label, double weight) in weights)
        {
            int index = Array.IndexOf(names, label);
            all[index >= 0 ? index : throw Unknown(label, names)] = weight;
        }
        return [.. all];
    }

    // As scikit-learn's "balanced": rows / (classes · rows of the class). A class without rows has nothing to weigh.
    private static ImmutableArray<double> Balanced(int classes, IEnumerable<(int Class, float Weight)> rows)
    {
        double[] counts = new double[classes];
        foreach ((int index, float weight) in rows)
        {
            counts[index] += weight;
        }
        double total = counts.Sum();
        return [.. counts.Select(count => count > 0 ? total / (classes * count) : 1)];
    }

    private static ArgumentException Unknown(string label, string[] names) => new(
        $"{WeightsName} names '{label}', which is no label. The labels are: {string.Join(", ", names.Take(20))}{(names.Length > 20 ? ", …" : "")}.");
}
