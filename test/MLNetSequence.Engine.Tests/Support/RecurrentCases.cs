using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Support;

/// <summary>
/// Small networks that read features, one for every cell with every option: a test that loops over them covers the next one, too.
/// </summary>
internal static class RecurrentCases
{
    public const int Features = 3;

    private const int Hidden = 4;

    /// <summary>Every cell, in the kinds that compute something of their own.</summary>
    public static readonly Dictionary<string, RecurrentOptions> Cells = new()
    {
        ["simple RNN"] = new SimpleRnnOptions(),
        ["simple RNN, relu"] = new SimpleRnnOptions { Activation = Activation.Relu },
        ["LSTM"] = new LstmOptions(),
        ["peephole LSTM"] = new LstmOptions { Peepholes = true },
        ["projected LSTM"] = new LstmOptions { ProjectionSize = 2 },
        ["projected peephole LSTM"] = new LstmOptions { ProjectionSize = 3, Peepholes = true },
        ["GRU"] = new GruOptions(),
        ["GRU, reset before"] = new GruOptions { ResetAfter = false },
    };

    private static readonly Dictionary<string, Func<RecurrentOptions, RecurrentOptions>> Options = new()
    {
        ["last step"] = o => o,
        ["every step"] = o => o with { ReturnSequences = true },
        ["state"] = o => o with { ReturnState = true },
        ["backwards"] = o => o with { GoBackwards = true },
        ["every step backwards"] = o => o with { GoBackwards = true, ReturnSequences = true },
        ["no bias"] = o => o with { UseBias = false, ReturnSequences = true },
        ["learned start"] = o => o with { LearnInitialState = true },
        ["learned start, every step both ways"] = o => o with { LearnInitialState = true, Bidirectional = true, ReturnSequences = true },
        ["learned start, state backwards"] = o => o with { LearnInitialState = true, GoBackwards = true, ReturnState = true },
        ["both ways"] = o => o with { Bidirectional = true },
        ["every step both ways"] = o => o with { Bidirectional = true, ReturnSequences = true },
        ["state both ways"] = o => o with { Bidirectional = true, ReturnState = true },
        ["sum"] = o => o with { Bidirectional = true, Merge = BidirectionalMerge.Sum },
        ["product"] = o => o with { Bidirectional = true, Merge = BidirectionalMerge.Multiply, LearnInitialState = true },
        ["mean"] = o => o with { Bidirectional = true, Merge = BidirectionalMerge.Average },
        ["sum, every step"] = o => o with { Bidirectional = true, ReturnSequences = true, Merge = BidirectionalMerge.Sum },
        ["product, every step"] = o => o with { Bidirectional = true, ReturnSequences = true, Merge = BidirectionalMerge.Multiply },
        ["mean, every step"] = o => o with { Bidirectional = true, ReturnSequences = true, Merge = BidirectionalMerge.Average },
        ["dropout"] = o => o with { Dropout = 0.4 },
        ["recurrent dropout"] = o => o with { RecurrentDropout = 0.4, ReturnSequences = true },
        ["both dropouts, learned start, backwards"] = o => o with
        {
            Dropout = 0.3,
            RecurrentDropout = 0.5,
            LearnInitialState = true,
            GoBackwards = true,
        },
        ["both dropouts both ways"] = o => o with { Dropout = 0.3, RecurrentDropout = 0.5, Bidirectional = true, ReturnSequences = true },
    };

    /// <summary>For <c>DynamicData</c>: one row a network.</summary>
    public static IEnumerable<object[]> Names =>
        from cell in Cells.Keys
        from option in Options.Keys.Append("stacked")
        select new object[] { cell, option };

    public static SequenceNetwork Get(string cell, string option)
    {
        var network = new SequenceNetwork(Features);
        RecurrentOptions plain = Cells[cell];
        return option == "stacked"
            ? Add(Add(network.Dropout(0.2), plain with { ReturnSequences = true, Dropout = 0.2 }, Hidden).Dropout(0.3), plain, Hidden - 1)
                .Dense(2, Activation.Tanh)
            : Add(network, Options[option](plain), Hidden);
    }

    /// <summary>The network with one more recurrent layer, whichever the options are of.</summary>
    public static SequenceNetwork Add(SequenceNetwork network, RecurrentOptions options, int hidden) => options switch
    {
        SimpleRnnOptions o => network.SimpleRnn(hidden, o),
        LstmOptions o => network.Lstm(hidden, o with { ProjectionSize = Math.Min(o.ProjectionSize, hidden - 1) }),
        GruOptions o => network.Gru(hidden, o),
        _ => throw new ArgumentException($"There is no layer for {options}.", nameof(options)),
    };

    /// <summary>Sequences, and targets for whatever the network gives, weighted.</summary>
    public static Examples NewExamples(Network network, long seed, params ReadOnlySpan<int> lengths)
    {
        var random = new SeededRandom(seed);
        Sequences data = Sample.Inputs(random, network.Description, lengths);
        var targets = new TargetRows(network.Outputs);
        foreach (int length in lengths)
        {
            for (int row = 0; row < (network.PerStep ? length : 1); row++)
            {
                targets.Add(Sample.Floats(random, network.Outputs), weight: random.Next(5) / 2f);
            }
            targets.EndSequence();
        }
        return new Examples(data, targets);
    }
}
