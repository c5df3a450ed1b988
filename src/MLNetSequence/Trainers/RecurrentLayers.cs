namespace MLNetSequence;

/// <summary>The recurrent layers of a trainer, and what is dropped around them; a description that is checked when a trainer is made.</summary>
/// <remarks>
/// Between the inputs and the output stand: dropout; so many recurrent layers, each of which reads every step of the one before, with dropout
/// behind each; and what makes one row of a sequence's steps. A network of another build is given to RecurrentNetwork.
/// </remarks>
public sealed record RecurrentLayers
{
    /// <summary>Units of one direction of a layer, at least 1. 64 by default.</summary>
    public int HiddenSize { get; init; } = 64;

    /// <summary>Layers, at least 1, the default.</summary>
    public int Layers { get; init; } = 1;

    /// <summary>Whether every layer reads the sequence backward, too, and puts both results side by side.</summary>
    public bool Bidirectional { get; init; }

    /// <summary>
    /// Share of the values set to zero in training, after the inputs and after each layer; in [0, 1), 0.2 by default.
    /// </summary>
    public double Dropout { get; init; } = 0.2;

    /// <summary>
    /// Share of the input features set to zero in training, each at all steps of a sequence (Tompson et al. 2015), in place of the
    /// <see cref="Dropout"/> after the inputs; in [0, 1). Null, the default, for that.
    /// </summary>
    public double? SpatialDropout { get; init; }

    /// <summary>
    /// Share of a layer's own state set to zero at each step in training, the same units at all steps of a sequence (Gal and Ghahramani
    /// 2016); in [0, 1), 0 by default.
    /// </summary>
    public double RecurrentDropout { get; init; }

    /// <summary>What makes one row of a sequence's steps. The last step of each direction by default. A tagger keeps all steps.</summary>
    public SequencePooling Pooling { get; init; }

    internal void Check()
    {
        AtLeastOne(HiddenSize, nameof(HiddenSize));
        AtLeastOne(Layers, nameof(Layers));
        Mapping.Arguments.Share(Dropout, nameof(Dropout));
        Mapping.Arguments.Share(SpatialDropout ?? 0, nameof(SpatialDropout));
        Mapping.Arguments.Share(RecurrentDropout, nameof(RecurrentDropout));
        Mapping.Arguments.Defined(Pooling, nameof(Pooling));
    }

    /// <summary>The layers on top of a network's inputs.</summary>
    internal SequenceNetwork AddTo(SequenceNetwork network, RecurrentCell cell, bool perStep)
    {
        network = SpatialDropout is { } spatial ? network.SpatialDropout(spatial) : Dropped(network);
        for (int layer = 1; layer <= Layers; layer++)
        {
            bool all = layer < Layers || perStep || Pooling != SequencePooling.LastStep;
            network = Dropped(Add(network, cell, all));
        }
        return perStep ? network : Pooling switch
        {
            SequencePooling.Mean => network.MeanPooling(),
            SequencePooling.Maximum => network.MaxPooling(),
            SequencePooling.Attention => network.AttentionPooling(HiddenSize),
            _ => network,
        };
    }

    private SequenceNetwork Add(SequenceNetwork network, RecurrentCell cell, bool all) => cell switch
    {
        RecurrentCell.SimpleRnn => network.SimpleRnn(HiddenSize, Told(new SimpleRnnOptions(), all)),
        RecurrentCell.Gru => network.Gru(HiddenSize, Told(new GruOptions(), all)),
        _ => network.Lstm(HiddenSize, Told(new LstmOptions(), all)),
    };

    private T Told<T>(T options, bool all)
        where T : RecurrentOptions => (T)(options with
        {
            Bidirectional = Bidirectional,
            ReturnSequences = all,
            RecurrentDropout = RecurrentDropout,
        });

    private SequenceNetwork Dropped(SequenceNetwork network) => Dropout > 0 ? network.Dropout(Dropout) : network;

    private static void AtLeastOne(int value, string name) => Mapping.Arguments.AtLeast(value, 1, name);
}

/// <summary>What makes one row of all the steps of a sequence.</summary>
public enum SequencePooling
{
    /// <summary>The last step of each direction: the usual choice, and the fastest.</summary>
    LastStep,

    /// <summary>The mean of each feature over the steps.</summary>
    Mean,

    /// <summary>The greatest value of each feature over the steps.</summary>
    Maximum,

    /// <summary>A learned mean (Yang et al. 2016), whose weights can be shown: see ExplainSequences.</summary>
    Attention,
}

/// <summary>A kind of recurrent layer.</summary>
public enum RecurrentCell
{
    /// <summary>tanh(W·x + U·h + b) (Elman 1990).</summary>
    SimpleRnn,

    /// <summary>Long short-term memory (Hochreiter and Schmidhuber 1997).</summary>
    Lstm,

    /// <summary>Gated recurrent unit (Cho et al. 2014).</summary>
    Gru,
}
