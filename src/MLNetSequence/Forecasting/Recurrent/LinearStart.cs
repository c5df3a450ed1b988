using MLNetSequence.Engine.Networks;
using MLNetSequence.Forecasting.Distributions;

namespace MLNetSequence.Forecasting.Recurrent;

/// <summary>
/// Where a direct network begins: its output layer gives the ridge regression of what is to come on the numbers it sees itself, and
/// nothing of the recurrent layers, which so learn what a linear model leaves over.
/// </summary>
internal static class LinearStart
{
    // Windows that a regression is made of, at most, evenly over all; and the penalty for each of them.
    private const int MostWindows = 20_000;
    private const double Penalty = 1e-3;

    // Products that are added up, a few seconds' work, but for some windows that there must be for each number; and numbers at most.
    private const double MostWork = 1e10;
    private const int LeastWindows = 4;
    private const int MostInputs = 1024;

    /// <summary>Sets the weights of the output layer.</summary>
    /// <param name="network">A network that was drawn.</param>
    /// <param name="settings">What its outputs mean: not the parameters of counts.</param>
    /// <param name="examples">The windows.</param>
    /// <param name="train">Those to learn from, and no others.</param>
    public static void Set(Network network, NetworkSettings settings, Engine.Training.Examples examples, int[] train)
    {
        int inputs = examples.Inputs.Statics, outputs = examples.Targets.Width;
        (int first, int used) = Used(inputs, settings.LinearSteps * (outputs / settings.Horizon));
        (double[] weights, double[] deviations) = Regress(examples, train, first, used, outputs);
        int layer = network.Description.LayerCount - 1;
        Span<float> matrix = network.Parameters.Span(network.Parameters.Find($"{layer}.weight"));
        Span<float> bias = network.Parameters.Span(network.Parameters.Find($"{layer}.bias"));
        int columns = matrix.Length / bias.Length;
        matrix.Clear();
        bias.Clear();
        int parameters = bias.Length / outputs;
        for (int o = 0; o < outputs; o++)
        {
            for (int p = 0; p < parameters; p++)
            {
                (int row, double shift, bool isPlace) = Role(settings.Loss, o, p, outputs, deviations[o]);
                if (!isPlace)
                {
                    bias[row] = (float)shift;
                    continue;
                }
                for (int i = 0; i < used; i++)
                {
                    matrix[row * columns + columns - inputs + first + i] = (float)weights[o * (used + 1) + i];
                }
                bias[row] = (float)(weights[o * (used + 1) + used] + shift);
            }
        }
        network.Pack();
    }

    // Which output is parameter p of number o, what its bias begins with, and whether it says where the number lies.
    private static (int Row, double Shift, bool IsPlace) Role(Loss loss, int o, int p, int outputs, double deviation)
    {
        if (loss is QuantileLoss quantiles)
        {
            return (o * quantiles.Quantiles.Length + p, deviation * new Gaussian(0, 1).Quantile(quantiles.Quantiles[p]), true);
        }
        int row = p * outputs + o;
        return p switch
        {
            0 => (row, 0, true),
            // softplus of this is the deviation.
            1 => (row, deviation > 30 ? deviation : Math.Log(Math.Exp(deviation) - 1), false),
            // Seven degrees of freedom, for Student's t.
            _ => (row, 5, false),
        };
    }

    // All numbers, where they are not too many; else the latest of the targets, which come first.
    private static (int First, int Count) Used(int inputs, int targets) =>
        inputs <= MostInputs ? (0, inputs) : (Math.Max(0, targets - MostInputs), Math.Min(targets, MostInputs));

    // [outputs, count + 1], the intercept last; and the deviations of what is left.
    private static (double[] Weights, double[] Deviations) Regress(
        Engine.Training.Examples examples, int[] train, int first, int count, int outputs)
    {
        double size = count + 1;
        int least = Math.Max(1, LeastWindows * count);
        int[] rows = Some([.. train.Where(row => examples.Targets.Weight(row) > 0)], Most(least, size * (size + outputs)));
        // Where most outcomes are there as a whole, the others can be done without.
        int[] whole = [.. rows.Where(row => examples.Targets.Weight(row) == 1)];
        if (whole.Length >= Math.Max(rows.Length / 2, Math.Min(rows.Length, least)))
        {
            rows = whole;
        }
        else
        {
            // Each output has equations of its own, made of the rows in which it is there, or is not.
            double missing = rows.Average(row => 1 - examples.Targets.Weight(row));
            rows = Some(rows, Most(least, size * (size * (1 + outputs * Math.Min(missing, 1 - missing)) + outputs)));
        }
        var regression = new RidgeRegression(count, outputs);
        foreach (int row in rows)
        {
            float[] numbers = examples.Inputs.StaticValues(row).Slice(first, count).ToArray();
            regression.Add(numbers, examples.Targets.Values(row));
        }
        return regression.Solve(Penalty);
    }

    // Rows of which each costs so many products.
    private static int Most(int least, double products) => Math.Max(least, (int)Math.Min(MostWork / products, MostWindows));

    // At most so many, evenly over all, the last among them.
    private static int[] Some(int[] rows, int most)
    {
        int step = (rows.Length + most - 1) / most;
        return step <= 1 ? rows : [.. rows.Where((_, i) => (rows.Length - 1 - i) % step == 0)];
    }
}
