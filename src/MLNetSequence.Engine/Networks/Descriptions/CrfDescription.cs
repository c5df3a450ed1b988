using System.Collections.Immutable;

namespace MLNetSequence.Engine.Networks;

/// <summary>A linear chain over the classes of the layer before. Weights are named as in the Python library pytorch-crf.</summary>
internal sealed partial record CrfDescription(Regularizer? Regularizer = null) : LayerDescription
{
    // A chain takes C² numbers for its weights, three times over, and for the gradient of each sequence.
    private const int MostClasses = 4096;

    /// <summary>As pytorch-crf draws them.</summary>
    private static readonly Initializer First = Initializer.Uniform(0.1);

    /// <summary>That there is at most one, that it is the last layer, and that what it reads are scores and no probabilities.</summary>
    public static void CheckPlace(ImmutableArray<LayerDescription> before, LayerDescription layer)
    {
        if (before is [.., CrfDescription crf])
        {
            throw new ArgumentException($"{layer} cannot follow {crf}, which must be the last layer: its output is a loss and a path.");
        }
        if (layer is CrfDescription && before is [.., LayerDescription last] && !IsLinear(last))
        {
            throw new ArgumentException(
                $"{layer} cannot follow {last}: it adds up a score of any size for each class, and makes probabilities of whole paths. " +
                "Put a Dense(classes) without an activation before it.");
        }
    }

    public override LayerShape Follow(LayerShape input)
    {
        Check.Sequence(this, input);
        Check.AtMost(input.Features, MostClasses, "classes");
        return input;
    }

    public override IEnumerable<ParameterShape> Parameters(string prefix, LayerShape input)
    {
        int classes = input.Features;
        yield return new(prefix + "transitions", [classes, classes], false, First, Regularizer);
        yield return new(prefix + "start_transitions", [classes], false, First, Regularizer);
        yield return new(prefix + "end_transitions", [classes], false, First, Regularizer);
    }

    public override string ToString() => "Crf";

    private static bool IsLinear(LayerDescription layer) => layer
        is DenseDescription { Options.Activation: Activation.Linear }
        or Conv1DDescription { Options.Activation: Activation.Linear };
}
