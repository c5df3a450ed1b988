using MLNetSequence.Engine.Layers;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Networks;

/// <content>From descriptions to layers that run.</content>
internal abstract partial record LayerDescription
{
    /// <summary>What runs: most often one layer. <paramref name="prefix"/> goes before the names of its parameters.</summary>
    public abstract IEnumerable<Layer> Build(string prefix, LayerShape input);

    /// <summary>The weights as an array.</summary>
    protected ParameterShape[] Shapes(string prefix, LayerShape input) => [.. Weights(prefix, input)];

    /// <summary>A layer, what is applied to its output, and what its output is penalized.</summary>
    protected static IEnumerable<Layer> Chain(Layer layer, Activation activation, Regularizer? activity, LayerShape output)
    {
        yield return layer;
        if (activation != Activation.Linear)
        {
            yield return new ActivationLayer(activation);
        }
        if (activity is not null)
        {
            yield return new ActivityPenaltyLayer(activity, perStep: output.Kind == ShapeKind.Sequence);
        }
    }
}

internal sealed partial record DropoutDescription
{
    public override IEnumerable<Layer> Build(string prefix, LayerShape input) =>
        [new DropoutLayer(Rate, perStep: input.Kind == ShapeKind.Sequence)];
}

internal sealed partial record DenseDescription
{
    public override IEnumerable<Layer> Build(string prefix, LayerShape input) => Chain(
        new DenseLayer(Shapes(prefix, input), perStep: input.Kind == ShapeKind.Sequence),
        Options.Activation, Options.ActivityRegularizer, Follow(input));
}

internal sealed partial record ActivateDescription
{
    public override IEnumerable<Layer> Build(string prefix, LayerShape input) => Activation == Activation.Linear
        ? []
        : [new ActivationLayer(Activation)];
}

internal abstract partial record RecurrentDescription
{
    public override IEnumerable<Layer> Build(string prefix, LayerShape input)
    {
        var settings = new RecurrentSettings(input.Features, HiddenSize, Common);
        return Chain(Cell(Shapes(prefix, input), settings), Activation.Linear, Common.ActivityRegularizer, Follow(input));
    }

    /// <summary>The layer with this description's cell.</summary>
    protected abstract Layer Cell(ParameterShape[] shapes, RecurrentSettings settings);
}

internal sealed partial record SimpleRnnDescription
{
    protected override Layer Cell(ParameterShape[] shapes, RecurrentSettings settings) =>
        ActivationChoice.Choose(Options.Activation, Activation.Linear, new Maker(shapes, settings));

    private sealed class Maker(ParameterShape[] shapes, RecurrentSettings settings) : IActivationVisitor<Layer>
    {
        public Layer Visit<TFirst, TSecond>() where TFirst : struct, IActivation where TSecond : struct, IActivation =>
            new RecurrentLayer<SimpleRnnCell<TFirst, TSecond>>(shapes, settings);
    }
}

internal sealed partial record LstmDescription
{
    protected override Layer Cell(ParameterShape[] shapes, RecurrentSettings settings) =>
        ActivationChoice.Choose(Options.Activation, Options.RecurrentActivation, new Maker(shapes, settings, Options.Peepholes));

    private sealed class Maker(ParameterShape[] shapes, RecurrentSettings settings, bool peepholes) : IActivationVisitor<Layer>
    {
        public Layer Visit<TFirst, TSecond>() where TFirst : struct, IActivation where TSecond : struct, IActivation => peepholes
            ? new RecurrentLayer<PeepholeLstmCell<TFirst, TSecond>>(shapes, settings)
            : new RecurrentLayer<LstmCell<TFirst, TSecond>>(shapes, settings);
    }
}

internal sealed partial record GruDescription
{
    protected override Layer Cell(ParameterShape[] shapes, RecurrentSettings settings) =>
        ActivationChoice.Choose(Options.Activation, Options.RecurrentActivation, new Maker(shapes, settings, Options.ResetAfter));

    private sealed class Maker(ParameterShape[] shapes, RecurrentSettings settings, bool resetAfter) : IActivationVisitor<Layer>
    {
        public Layer Visit<TFirst, TSecond>() where TFirst : struct, IActivation where TSecond : struct, IActivation => resetAfter
            ? new RecurrentLayer<GruCell<TFirst, TSecond>>(shapes, settings)
            : new RecurrentLayer<ResetBeforeGruCell<TFirst, TSecond>>(shapes, settings);
    }
}
