namespace MLNetSequence.Engine.Tests.Support;

/// <summary>Small networks for each layer that is neither recurrent nor dense, and for each kind of input, by name.</summary>
internal static class LayerNetworks
{
    private static readonly Dictionary<string, SequenceNetwork> All = new()
    {
        ["one hot"] = new SequenceNetwork().OneHot(9).Dense(5).MeanPooling().Dense(2),
        ["last step"] = Tokens().LastStep().Dense(2),
        ["mean"] = Tokens().MeanPooling().Dense(2),
        ["max"] = Tokens().MaxPooling().Dense(2),
        ["max of features"] = new SequenceNetwork(3).Dense(5).MaxPooling(),
        ["attention"] = Tokens().AttentionPooling(3).Dense(2),
        ["wide attention"] = new SequenceNetwork(3).Dense(19).AttentionPooling(17),
        ["attention first"] = new SequenceNetwork(3).AttentionPooling(9),
        ["layer norm of steps"] = Tokens().LayerNorm().Dense(2),
        ["layer norm of rows"] = Tokens().MeanPooling().LayerNorm(0.01).Dense(2),
        ["wide layer norm, at both ends"] = new SequenceNetwork(19).LayerNorm().Dense(21).LayerNorm(),
        ["convolution of one step"] = Tokens().Conv1D(5, 1),
        ["causal"] = Tokens().Conv1D(5, 3),
        ["same, odd"] = Conv(new() { Padding = ConvPadding.Same }, 3),
        ["same, even"] = Conv(new() { Padding = ConvPadding.Same }, 4),
        ["kernel longer than any sequence"] = Conv(new() { Padding = ConvPadding.Same, Activation = Activation.Tanh }, 15),
        ["causal, dilated, no bias"] = Conv(new() { Dilation = 2, UseBias = false }, 3),
        ["same, dilated"] = Conv(new() { Padding = ConvPadding.Same, Dilation = 3 }, 2),
        ["causal, stride 2"] = Conv(new() { Stride = 2 }, 3),
        ["same, stride 2"] = Conv(new() { Padding = ConvPadding.Same, Stride = 2 }, 3),
        ["same, stride 3, even"] = Conv(new() { Padding = ConvPadding.Same, Stride = 3, Activation = Activation.Relu }, 4),
        ["stride longer than kernel"] = Conv(new() { Padding = ConvPadding.Same, Stride = 4 }, 2),
        ["wide convolution"] = new SequenceNetwork(17).Conv1D(18, 3).Conv1D(3, 2),
        ["everything after a stride"] = Conv(new() { Stride = 2 }, 3)
            .LayerNorm().Conv1D(4, 2, new() { Stride = 2, Padding = ConvPadding.Same }).Dense(3).AttentionPooling(2).Dense(2),
        ["residual"] = Tokens().Residual(x => x.LayerNorm().Dense(6, Activation.Tanh).Dense(4)).Dense(2),
        ["residual of a row"] = Tokens().MeanPooling().Residual(x => x.Dense(4)).Dense(2),
        ["residual around activations"] = Tokens().Dense(4).Residual(x => x.Activate(Activation.Tanh)).Dense(2),
        ["residual, nested, at both ends"] = new SequenceNetwork(3)
            .Residual(x => x.Residual(y => y.Conv1D(3, 3).Activate(Activation.Sigmoid)).Dense(3)),
        ["residual of nothing"] = Tokens().Dense(4).Residual(x => x.Activate(Activation.Linear)).Dense(2),
        ["repeat"] = Tokens().MeanPooling().RepeatVector(3).Conv1D(3, 2).LayerNorm().Dense(2),
        ["repeat within residual"] = Tokens().LastStep().RepeatVector(2)
            .Residual(x => x.Conv1D(4, 2).MaxPooling().RepeatVector(2)).Conv1D(2, 2),
        ["softmax at the end"] = Tokens().MaxPooling().Dense(3, Activation.Softmax),
        ["tanh at the end"] = Tokens().Dense(3, Activation.Tanh),
        ["mixed steps"] = Mixed().MeanPooling().Dense(2),
        ["mixed steps alone"] = Mixed(),
        ["mixed steps, recurrent"] = Mixed().Lstm(4, bidirectional: true, returnSequences: true).Gru(3).JoinStatics(3).Dense(2),
        ["two tokens"] = new SequenceNetwork().EmbedSteps([new(6, 2), new(7, 3)]).Conv1D(3, 2),
        ["a token and a number"] = new SequenceNetwork().EmbedSteps([new(6, 2)], 1).Lstm(3),
        ["one token, in a column"] = new SequenceNetwork().EmbedSteps([new(6, 2)]).Lstm(3),
        ["nothing but one-hot columns"] =
            new SequenceNetwork().EmbedSteps([TokenInput.OneHot(4), TokenInput.OneHot(3)]).Lstm(3, returnSequences: true),
        ["statics of tokens"] = Tokens().Lstm(3).JoinStatics(2).Dense(2),
        ["statics of features"] = new SequenceNetwork(3).Lstm(3).JoinStatics(2).Dense(2),
        ["statics at every step, first"] = new SequenceNetwork(3).JoinStatics(2).Dense(2, Activation.Tanh),
        ["statics everywhere"] = Mixed().JoinStatics(3).Dense(4).Conv1D(3, 2, new() { Stride = 2 }).JoinStatics(3)
            .Residual(x => x.JoinStatics(3).Dense(6)).AttentionPooling(2).JoinStatics(3).RepeatVector(2).JoinStatics(3).Dense(2),
        ["statics at the end"] = Mixed().Lstm(2).JoinStatics(3),
        ["future"] = Tokens().Lstm(3).RepeatVector(4).JoinFuture(2).Gru(3, returnSequences: true).Dense(2),
        ["future of one step"] = new SequenceNetwork(3).MeanPooling().RepeatVector(1).JoinFuture(3).LastStep(),
        ["statics, then future"] =
            new SequenceNetwork(3).JoinStatics(2).Lstm(3).RepeatVector(3).JoinFuture(2).Gru(4, returnSequences: true).Dense(2),
        ["future, then statics"] = Mixed().Lstm(3).RepeatVector(2).JoinFuture(3).JoinStatics(1)
            .Residual(x => x.JoinFuture(3).Dense(7, Activation.Tanh)).Gru(3, bidirectional: true, returnSequences: true).JoinStatics(1),
        ["dropout of rate 0 at the end"] = Tokens().Dense(3, Activation.Tanh).SpatialDropout(0).Dropout(0),
    };

    /// <summary>For <c>DynamicData</c>: one row a network.</summary>
    public static IEnumerable<object[]> Names => All.Keys.Select(name => new object[] { name });

    public static SequenceNetwork Get(string name) => All[name];

    private static SequenceNetwork Tokens() => new SequenceNetwork().Embedding(9, 4);

    private static SequenceNetwork Mixed() =>
        new SequenceNetwork().EmbedSteps([new(9, 4), TokenInput.OneHot(3), new(5, 3)], features: 2);

    private static SequenceNetwork Conv(Conv1DOptions options, int kernel) => Tokens().Conv1D(5, kernel, options);
}
