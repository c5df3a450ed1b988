namespace MLNetSequence.Engine.Networks;

/// <summary>
/// What all recurrent layers share: G gates of H hidden units, R numbers out (H, but for an LSTM that projects), D directions.
/// </summary>
internal abstract partial record RecurrentDescription(int HiddenSize) : LayerDescription
{
    /// <summary>The options, as far as all recurrent layers have them.</summary>
    internal abstract RecurrentOptions Common { get; }

    /// <summary>R.</summary>
    internal virtual int OutputSize => HiddenSize;

    /// <summary>D.</summary>
    internal int Directions => Common.Bidirectional ? 2 : 1;

    /// <summary>G.</summary>
    protected abstract int Gates { get; }

    /// <summary>As a summary has it.</summary>
    protected abstract string Name { get; }

    /// <summary>Whether the cell has a memory c beside h.</summary>
    internal virtual bool HasMemory => false;

    /// <summary>Numbers in the state: R, and H more where there is a memory.</summary>
    private int StateSize => HasMemory ? checked(OutputSize + HiddenSize) : OutputSize;

    /// <summary>First values of the bias [G·H].</summary>
    protected virtual Initializer BiasInitializer => Common.BiasInitializer;

    /// <summary>What only this kind of layer can be told, for the summary.</summary>
    protected virtual IEnumerable<string> OwnFlags => [];

    public override LayerShape Follow(LayerShape input)
    {
        Check.AtLeast(HiddenSize, 1, "hiddenSize");
        CheckOptions();
        Check.Sequence(this, input);
        if (Common.ReturnState)
        {
            return new(ShapeKind.Vector, checked(Directions * StateSize));
        }
        int width = Common.Merge == BidirectionalMerge.Concat ? checked(Directions * OutputSize) : OutputSize;
        return Common.ReturnSequences ? input with { Features = width } : new(ShapeKind.Vector, width);
    }

    public override IEnumerable<ParameterShape> Parameters(string prefix, LayerShape input)
    {
        IEnumerable<ParameterShape> forward = Direction(prefix, "_l0", input.Features);
        return Common.Bidirectional ? forward.Concat(Direction(prefix, "_l0_reverse", input.Features)) : forward;
    }

    public sealed override string ToString() => $"{Name}({string.Join(", ", [HiddenSize.ToString(), .. Flags()])})";

    /// <summary>What the ranges and the other options forbid.</summary>
    protected virtual void CheckOptions()
    {
        RecurrentOptions o = Common;
        CheckCellActivation(o.Activation, nameof(o.Activation));
        ArgumentNullException.ThrowIfNull(o.KernelInitializer);
        ArgumentNullException.ThrowIfNull(o.RecurrentInitializer);
        Check.Bias(this, o.UseBias, o.BiasInitializer, o.BiasRegularizer, o.BiasConstraint);
        Check.Rate(o.Dropout, nameof(o.Dropout), nameof(o.Dropout));
        Check.Rate(o.RecurrentDropout, nameof(o.RecurrentDropout), nameof(o.RecurrentDropout));
        Check.Defined(o.Merge, nameof(o.Merge));
        Check.That(
            !(o.ReturnState && o.ReturnSequences),
            $"{this} cannot return both its state and every step: a chain passes one value on.");
        Check.That(
            !(o.Bidirectional && (o.Stateful || o.GoBackwards)),
            $"{this} cannot be bidirectional: the direction that reads backward has neither a batch before it nor another direction.");
        Check.That(
            !(o.Stateful && o.GoBackwards),
            $"{this} cannot be both stateful and read backwards: the end of a batch would follow on its own beginning.");
        Check.That(
            o.Merge == BidirectionalMerge.Concat || o.Bidirectional,
            $"{this} is not bidirectional, so there is nothing that {nameof(o.Merge)} could merge.");
        Check.That(
            o.Merge == BidirectionalMerge.Concat || !o.ReturnState,
            $"{this} cannot merge its directions' states: they are returned side by side ({nameof(BidirectionalMerge.Concat)}).");
    }

    /// <summary>Weights of this kind of layer that stand between its bias and its initial state.</summary>
    protected virtual IEnumerable<ParameterShape> OwnWeights(string prefix, string suffix) => [];

    // The states that a sequence starts from.
    private IEnumerable<ParameterShape> InitialStates(string prefix, string suffix)
    {
        yield return new($"{prefix}h0{suffix}", [OutputSize]);
        if (HasMemory)
        {
            yield return new($"{prefix}c0{suffix}", [HiddenSize]);
        }
    }

    /// <summary>A softmax over the units is no gate: units of one cell must not depend on one another within a step.</summary>
    protected void CheckCellActivation(Activation activation, string argument)
    {
        Check.Defined(activation, argument);
        Check.That(
            activation != Activation.Softmax,
            $"{this} cannot have {nameof(Activation.Softmax)} as its {argument}: a cell's units each have their own.");
    }

    private IEnumerable<ParameterShape> Direction(string prefix, string suffix, int features)
    {
        RecurrentOptions o = Common;
        int rows = checked(Gates * HiddenSize);
        yield return new(
            $"{prefix}weight_ih{suffix}", [rows, features], false, o.KernelInitializer, o.KernelRegularizer, o.KernelConstraint);
        yield return new(
            $"{prefix}weight_hh{suffix}", [rows, OutputSize], false,
            o.RecurrentInitializer, o.RecurrentRegularizer, o.RecurrentConstraint);
        if (o.UseBias)
        {
            yield return new($"{prefix}bias{suffix}", [rows], false, BiasInitializer, o.BiasRegularizer, o.BiasConstraint);
        }
        foreach (ParameterShape own in OwnWeights(prefix, suffix))
        {
            yield return own;
        }
        if (o.LearnInitialState)
        {
            foreach (ParameterShape state in InitialStates(prefix, suffix))
            {
                yield return state;
            }
        }
    }

    private IEnumerable<string> Flags()
    {
        RecurrentOptions o = Common;
        (bool On, string Name)[] flags =
        [
            (o.Activation != Activation.Tanh, $"{o.Activation}"),
            (o.Bidirectional, "bidirectional"),
            (o.Merge != BidirectionalMerge.Concat, $"{o.Merge}"),
            (o.ReturnSequences, "returnSequences"),
            (o.ReturnState, "returnState"),
            (o.GoBackwards, "goBackwards"),
            (o.Stateful, "stateful"),
        ];
        return flags.Where(f => f.On).Select(f => f.Name).Concat(OwnFlags);
    }
}
