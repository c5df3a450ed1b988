using MLNetSequence.Engine.Networks;
using MLNetSequence.Inputs;
using MLNetSequence.Scoring;

namespace MLNetSequence.Trainers;

/// <summary>Hands the weights of a trained model to a network that goes on from them.</summary>
internal static class WeightTransfer
{
    /// <summary>Copies all weights; those of the last layer only where it has as many outputs.</summary>
    /// <param name="from">The trained model.</param>
    /// <param name="to">The network, whose weights have been drawn.</param>
    /// <param name="inputs">What it reads.</param>
    /// <returns>Whether the last layer was among them.</returns>
    /// <exception cref="ArgumentException">The networks differ in more than the number of outputs, or their vocabularies differ.</exception>
    public static bool Copy(TrainedModel from, Network to, SequenceInputs inputs)
    {
        CheckWords(from.Inputs, inputs);
        int last = OutputLayer(to);
        bool all = true;
        var differ = new List<string>();
        foreach (Parameter parameter in to.Parameters.All)
        {
            Parameter? same = from.Network.Parameters.All.FirstOrDefault(p => p.Name == parameter.Name && p.Shape.SequenceEqual(parameter.Shape));
            if (same is not null)
            {
                from.Network.Parameters.Span(same).CopyTo(to.Parameters.Span(parameter));
            }
            else if (LayerOf(parameter) >= last)
            {
                all = false;
            }
            else
            {
                differ.Add($"{parameter.Name} [{string.Join(", ", parameter.Shape)}]");
            }
        }
        if (differ.Count > 0)
        {
            throw new ArgumentException(
                $"The initial model's network has no such weights as {string.Join(", ", differ)}. Give both the same layers; only the " +
                $"output layer may differ.\nThe initial model:\n{from.Network.Description.Summary()}\nThe one to train:\n{to.Description.Summary()}");
        }
        to.Pack();
        return all;
    }

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
