using MLNetSequence.Engine.Layers;

namespace MLNetSequence.Engine.Networks;

internal sealed partial record EmbeddingDescription
{
    public override IEnumerable<Layer> Build(string prefix, LayerShape input) => [new EmbeddingLayer(Shapes(prefix, input)[0])];
}

internal sealed partial record OneHotDescription
{
    public override IEnumerable<Layer> Build(string prefix, LayerShape input) => [new OneHotLayer(new TokenColumn(Vocabulary))];
}

internal sealed partial record EmbedStepsDescription
{
    public override IEnumerable<Layer> Build(string prefix, LayerShape input)
    {
        var tables = new Queue<ParameterShape>(Shapes(prefix, input));
        return [new StepInputLayer([.. Tokens.Select((t, k) => Column(t, k, tables))], Features)];
    }

    private Layer Column(TokenInput token, int number, Queue<ParameterShape> tables) => token.IsOneHot
        ? new OneHotLayer(new TokenColumn(token.Vocabulary, number, MayMiss))
        : new EmbeddingLayer(tables.Dequeue(), number, MayMiss);
}

internal sealed partial record JoinStaticsDescription
{
    public override IEnumerable<Layer> Build(string prefix, LayerShape input) =>
        [new JoinStaticsLayer(Count, perStep: input.Kind == ShapeKind.Sequence)];
}

internal sealed partial record JoinFutureDescription
{
    public override IEnumerable<Layer> Build(string prefix, LayerShape input) =>
        [new JoinStaticsLayer(Features, perStep: true, future: input.Steps)];
}
