using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Networks;

/// <summary>What is worked out once for all tokens changes no bit of any score.</summary>
[TestClass]
public sealed class TokenProjectionTests
{
    private const int Vocabulary = 30;

    private static readonly TokenSequences Data = Sample.Sequences(new SeededRandom(1), Vocabulary, count: 70, longest: 14);

    private static SequenceNetwork Tokens => new SequenceNetwork().Embedding(Vocabulary, 5);

    public static IEnumerable<object[]> Networks =>
    [
        ["LSTM", Tokens.Lstm(7).Dense(3)],
        ["dropout between", Tokens.Dropout(0.4).SpatialDropout(0.3).Lstm(7).Dense(3)],
        ["both directions", Tokens.Lstm(16, bidirectional: true, returnSequences: true).MaxPooling().Dense(2)],
        ["added directions", Tokens.Gru(6, new GruOptions { Bidirectional = true, Merge = BidirectionalMerge.Sum }).Dense(2)],
        ["reset before", Tokens.Gru(6, new GruOptions { ResetAfter = false, GoBackwards = true }).Dense(2)],
        ["two layers", Tokens.SimpleRnn(9, returnSequences: true).Lstm(4).Dense(2)],
        ["projected", Tokens.Lstm(9, new LstmOptions { ProjectionSize = 4, Dropout = 0.2, RecurrentDropout = 0.2 }).Dense(2)],
        ["stateful", Tokens.Lstm(4, new LstmOptions { Stateful = true, LearnInitialState = true }).Dense(2)],
        ["chain", Tokens.Lstm(8, bidirectional: true, returnSequences: true).Dense(3).Crf()],
    ];

    [TestMethod]
    [DynamicData(nameof(Networks))]
    public unsafe void ScoresHaveTheSameBits(string name, SequenceNetwork description)
    {
        Network network = Sample.Network(description, seed: 2);
        TokenProjection? projection = TokenProjection.For(network, new Workers(2), steps: Vocabulary);
        Assert.IsNotNull(projection, name);
        for (int i = 0; i < Data.Count; i++)
        {
            NetworkRun run = network.Rent();
            run.Batch.Fill(Data, [i]);
            float[] expected = Numbers(run.Forward(training: false));
            Near.SameBits(expected, Numbers(run.Score(beforeActivation: false, projection)), $"{name}, sequence {i}");
            Near.SameBits(expected, Numbers(run.Forward(training: false)), $"{name}, sequence {i}, without it again");
            network.Return(run);
        }
    }

    [TestMethod]
    public void ItIsMadeOnlyWhereItPays()
    {
        var workers = new Workers(1);
        Assert.IsNull(TokenProjection.For(Sample.Network(Tokens.Lstm(4), 1), workers, steps: Vocabulary - 1), "too few steps");
        Assert.IsNull(TokenProjection.For(Sample.Network(new SequenceNetwork().Embedding(40_000, 2).Lstm(256), 1), workers, 1 << 30), "too large");
    }

    [TestMethod]
    public void NetworksThatBeginOtherwiseHaveNone()
    {
        SequenceNetwork[] others =
        [
            new SequenceNetwork(3).Lstm(4),
            new SequenceNetwork().OneHot(9).Lstm(4),
            Tokens.LayerNorm().Lstm(4),
            Tokens.Conv1D(4, 2).Lstm(4),
            Tokens.MeanPooling(),
            Tokens.Dropout(0.5),
            Tokens.Residual(x => x.Lstm(5, returnSequences: true)),
            new SequenceNetwork().EmbedSteps([new TokenInput(9, 3)], features: 1).Lstm(4),
        ];
        foreach (SequenceNetwork other in others)
        {
            Assert.IsNull(TokenProjection.For(Sample.Network(other, 1), new Workers(1), steps: 1 << 20), other.Summary());
        }
    }

    [TestMethod]
    public void ATokenOutsideTheVocabularyIsNamed()
    {
        Network network = Sample.Network(Tokens.Lstm(4), seed: 1);
        TokenProjection? projection = TokenProjection.For(network, new Workers(1), steps: 1000);
        NetworkRun run = network.Rent();
        var data = new TokenSequences();
        data.Add([3, Vocabulary]);
        run.Batch.Fill(data, [0]);
        Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => run.Score(beforeActivation: false, projection));
        StringAssert.Contains(error.Message, $"Token {Vocabulary}");
    }

    private static unsafe float[] Numbers(Matrix matrix)
    {
        float[] numbers = new float[matrix.Rows * matrix.Columns];
        for (int row = 0; row < matrix.Rows; row++)
        {
            matrix.RowSpan(row).CopyTo(numbers.AsSpan(row * matrix.Columns));
        }
        return numbers;
    }
}
