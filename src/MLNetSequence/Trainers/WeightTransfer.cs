using MLNetSequence.Engine.Networks;
using MLNetSequence.Inputs;
using MLNetSequence.Scoring;
using MLNetSequence.Scoring.Heads;

namespace MLNetSequence.Trainers;

/// <summary>Hands the weights of a trained model to a network that goes on from them.</summary>
internal static class WeightTransfer
{
    /// <summary>
    /// Copies all weights; those of the output layer only where its outputs are as many, and mean the same. A regression's are fitted to the
    /// scale of the labels that are learned now, so that it begins with the scores that the initial model gives.
    /// </summary>
    /// <param name="from">The trained model.</param>
    /// <param name="to">The network, whose weights have been drawn.</param>
    /// <param name="inputs">What it reads.</param>
    /// <param name="head">What its outputs mean.</param>
    /// <returns>Whether the output layer was among them.</returns>
    /// <exception cref="ArgumentException">The networks differ in more than their outputs, or their vocabularies differ.</exception>
    public static bool Copy(TrainedModel from, Network to, SequenceInputs inputs, PredictionHead head)
    {
        CheckWords(from.Inputs, inputs);
        int output = OutputLayer(to);
        if (OutputLayer(from.Network) != output || !Below(from.Network, output).SequenceEqual(Below(to, output)))
        {
            throw new ArgumentException(
                "The initial model has other layers. Give both the same layers; only the output layer may differ.\n" +
                $"The initial model:\n{from.Network.Description.Summary()}\nThe one to train:\n{to.Description.Summary()}");
        }
        bool all = from.Head.MeansTheSameAs(head)
            && from.Network.Parameters.All.Select(Shape).SequenceEqual(to.Parameters.All.Select(Shape))
            && (Scales(from.Head, head) is null || (CanRescale(from.Network, output) && CanRescale(to, output)));
        foreach (Parameter parameter in to.Parameters.All.Where(p => all || LayerOf(p) < output))
        {
            from.Network.Parameters.Span(from.Network.Parameters.Find(parameter.Name)).CopyTo(to.Parameters.Span(parameter));
        }
        if (all && Scales(from.Head, head) is { } scales)
        {
            Rescale(to, output, scales.Before, scales.Now);
        }
        to.Pack();
        return all;
    }

    // The scales of a regression whose labels were of another mean or width than those of now; null where nothing has changed.
    private static (LabelScale Before, LabelScale Now)? Scales(PredictionHead from, PredictionHead to) =>
        from is RegressionHead before && to is RegressionHead now && !before.Scale.IsSameAs(now.Scale) ? (before.Scale, now.Scale) : null;

    private static bool CanRescale(Network network, int output) => network.Description.Layers.Length == output + 1
        && network.Description.Layers[output] is DenseDescription { Options: { Activation: Activation.Linear, UseBias: true } };

    // The same scores on another scale: (w·x + b)·W + C = (w'·x + b')·W' + C'.
    private static void Rescale(Network network, int output, LabelScale before, LabelScale now)
    {
        Span<float> weight = network.Parameters.Span(network.Parameters.Find($"{output}.weight"));
        Span<float> bias = network.Parameters.Span(network.Parameters.Find($"{output}.bias"));
        int inputs = weight.Length / bias.Length;
        for (int k = 0; k < bias.Length; k++)
        {
            double ratio = (double)before.Widths[k] / now.Widths[k];
            foreach (ref float w in weight.Slice(k * inputs, inputs))
            {
                w = (float)(w * ratio);
            }
            bias[k] = (float)(bias[k] * ratio + ((double)before.Centres[k] - now.Centres[k]) / now.Widths[k]);
        }
    }

    // The static features, the kinds of all layers up to the output layer, and the weights below it. What is dropped, and how much is
    // penalized, may change from one training to the next.
    private static IEnumerable<string> Below(Network network, int output) =>
    [
        $"{network.Description.Statics}",
        .. network.Description.Layers.Take(output + 1).Select(layer => layer.GetType().Name),
        .. network.Parameters.All.Where(p => LayerOf(p) < output).Select(Shape),
    ];

    private static string Shape(Parameter parameter) => $"{parameter.Name} [{string.Join(", ", parameter.Shape)}]";

    // The last Dense, or what else has weights and nothing but a conditional random field behind it.
    private static int OutputLayer(Network network) =>
        network.Parameters.All.Select(LayerOf).Distinct().Order().SkipLast(network.Description.EndsInCrf ? 1 : 0).LastOrDefault();

    private static int LayerOf(Parameter parameter) =>
        int.Parse(parameter.Name.AsSpan(0, parameter.Name.IndexOf('.')), System.Globalization.CultureInfo.InvariantCulture);

    private static void CheckWords(SequenceInputs from, SequenceInputs to)
    {
        foreach ((InputColumn before, InputColumn now) in from.Columns.Zip(to.Columns))
        {
            if (before.Vocabulary != now.Vocabulary || (before.Words is not null && now.Words is not null && before.Words != now.Words))
            {
                throw new ArgumentException(
                    $"Column '{now.Name}' has another vocabulary than the initial model learned, so its keys mean other words. Tokenize with the " +
                    "initial model's own tokenizer, or give its vocabulary to TokenizeIntoSequence (SequenceVocabulary.FromColumn).");
            }
        }
    }
}
