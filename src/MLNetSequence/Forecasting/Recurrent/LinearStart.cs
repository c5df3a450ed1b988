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

    /// <summary>Sets the weights of the output layer.</summary>
    /// <param name="network">A network that was drawn.</param>
    /// <param name="settings">What its outputs mean: not the parameters of counts.</param>
    /// <param name="examples">The windows.</param>
    /// <param name="train">Those to learn from, and no others.</param>
    public static void Set(Network network, NetworkSettings settings, Engine.Training.Examples examples, int[] train)
    {
        int inputs = examples.Inputs.Statics, outputs = examples.Targets.Width;
        (double[] weights, double[] deviations) = Regress(examples, train, inputs, outputs);
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
                for (int i = 0; i < inputs; i++)
                {
                    matrix[row * columns + columns - inputs + i] = (float)weights[o * (inputs + 1) + i];
                }
                bias[row] = (float)(weights[o * (inputs + 1) + inputs] + shift);
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
            _ => (row, 0, false),
        };
    }

    // [outputs, inputs + 1], the intercept last; and the deviations of what is left.
    private static (double[] Weights, double[] Deviations) Regress(Engine.Training.Examples examples, int[] train, int inputs, int outputs)
    {
        int step = Math.Max(1, train.Length / MostWindows);
        var regression = new RidgeRegression(inputs, outputs);
        for (int i = train.Length - 1; i >= 0; i -= step)
        {
            if (examples.Targets.Weight(train[i]) > 0)
            {
                float[] numbers = examples.Inputs.StaticValues(train[i]).ToArray();
                regression.Add(numbers, examples.Targets.Values(train[i]));
            }
        }
        return regression.Solve(Penalty);
    }
}
