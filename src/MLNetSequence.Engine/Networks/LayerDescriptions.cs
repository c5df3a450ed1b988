using MLNetSequence.Engine.Layers;

namespace MLNetSequence.Engine.Networks;

internal sealed record EmbeddingDescription(int Vocabulary, int Size) : LayerDescription
{
    public override LayerShape Follow(LayerShape input)
    {
        Check.AtLeast(Vocabulary, 1, "vocabulary");
        Check.AtLeast(Size, 1, "size");
        Check.Shape(input.Kind == ShapeKind.Tokens, this, input, "reads tokens, so it can only be the first layer");
        return new(ShapeKind.Sequence, Size);
    }

    public override long CountParameters(LayerShape input) => (long)Vocabulary * Size;

    public override Layer Build(string prefix, LayerShape input) => new EmbeddingLayer(prefix, Vocabulary, Size);

    public override string ToString() => $"Embedding({Vocabulary}, {Size})";
}

internal sealed record DropoutDescription(double Rate) : LayerDescription
{
    public override LayerShape Follow(LayerShape input)
    {
        Check.Rate(Rate, "rate");
        Check.Shape(input.Kind != ShapeKind.Tokens, this, input, "needs features; put an embedding before it");
        return input;
    }

    public override long CountParameters(LayerShape input) => 0;

    public override Layer Build(string prefix, LayerShape input) => new DropoutLayer(Rate);

    public override string ToString() => FormattableString.Invariant($"Dropout({Rate})");
}

internal sealed record LstmDescription(int HiddenSize, bool Bidirectional, bool ReturnSequences) : LayerDescription
{
    private int Directions => Bidirectional ? 2 : 1;

    public override LayerShape Follow(LayerShape input)
    {
        Check.AtLeast(HiddenSize, 1, "hiddenSize");
        Check.Shape(input.Kind != ShapeKind.Tokens, this, input, "needs features for every step; put an embedding before it");
        Check.Shape(
            input.Kind == ShapeKind.Sequence, this, input,
            "reads every step of a sequence, but the layer before it gives only the last: say returnSequences: true there");
        return new(ReturnSequences ? ShapeKind.Sequence : ShapeKind.Vector, checked(HiddenSize * Directions));
    }

    public override long CountParameters(LayerShape input) =>
        checked(Directions * 4L * HiddenSize * ((long)input.Features + HiddenSize + 1));

    public override Layer Build(string prefix, LayerShape input) =>
        new RecurrentLayer<LstmCell>(prefix, input.Features, HiddenSize, Bidirectional, ReturnSequences);

    public override string ToString() =>
        $"LSTM({HiddenSize}{(Bidirectional ? ", bidirectional" : "")}{(ReturnSequences ? ", returnSequences" : "")})";
}

internal sealed record DenseDescription(int Units) : LayerDescription
{
    public override LayerShape Follow(LayerShape input)
    {
        Check.AtLeast(Units, 1, "units");
        Check.Shape(
            input.Kind == ShapeKind.Vector, this, input,
            "reads one row a sequence; let the recurrent layer before it return only the last step");
        return new(ShapeKind.Vector, Units);
    }

    public override long CountParameters(LayerShape input) => (long)Units * (input.Features + 1);

    public override Layer Build(string prefix, LayerShape input) => new DenseLayer(prefix, input.Features, Units);

    public override string ToString() => $"Dense({Units})";
}
