using MLNetSequence.Engine.Networks;

namespace MLNetSequence.Trainers;

/// <summary>How the network of a task must end: in one row a sequence or in one a step, and behind a conditional random field or not.</summary>
internal readonly record struct NetworkEnd(bool PerStep, bool Crf)
{
    private ShapeKind Kind => PerStep ? ShapeKind.Sequence : ShapeKind.Vector;

    /// <summary>A whole network of the user's.</summary>
    /// <exception cref="ArgumentException">It does not end so.</exception>
    public void Check(SequenceNetwork network)
    {
        CheckBody(network);
        if (network.EndsInCrf != Crf)
        {
            throw new ArgumentException(Crf
                ? "The options ask for a conditional random field: let the network end in Crf()."
                : "The network ends in Crf(), which is for taggers whose options ask for it.");
        }
    }

    /// <summary>What the user put between inputs and output.</summary>
    /// <exception cref="ArgumentException">The output cannot follow it.</exception>
    public void CheckBody(SequenceNetwork network)
    {
        LayerShape output = network.Output;
        if (output.Kind != Kind)
        {
            throw new ArgumentException(PerStep
                ? $"A tagger needs an answer for every step, but the network gives {output}: let its last recurrent layer return sequences."
                : $"The network gives {output}, and the task needs one row a sequence: let the last recurrent layer return its last step " +
                "only, or add a pooling layer.");
        }
        if (output.Stride != 1 || output.Steps != 0)
        {
            throw new ArgumentException($"A tagger needs an answer for every step, but the network gives {output}.");
        }
    }

    /// <summary>Layers that the output layer is put behind, which would make little of a softmax.</summary>
    /// <exception cref="ArgumentException">The output cannot follow them.</exception>
    public void CheckInner(SequenceNetwork network)
    {
        CheckBody(network);
        if (network.Layers is [.., DenseDescription { Options.Activation: Activation.Softmax } or ActivateDescription { Activation: Activation.Softmax }])
        {
            throw new ArgumentException(
                "The layers end in a softmax, and the trainer puts the output layer behind them: leave that layer out, or give a whole network.");
        }
    }

    /// <summary>The network with its output layer.</summary>
    public SequenceNetwork AddTo(SequenceNetwork network, int outputs)
    {
        network = network.Dense(outputs);
        return Crf ? network.Crf() : network;
    }
}
