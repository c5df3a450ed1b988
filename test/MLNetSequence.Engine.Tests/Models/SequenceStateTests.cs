using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Models;

/// <summary>A series scored piece by piece, and states that go from one model to another.</summary>
[TestClass]
public sealed class SequenceStateTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(4)]
    [DataRow(19)]
    public void PiecesGiveTheBitsOfTheWhole(int piece)
    {
        SequenceModel model = ModelSamples.Drawn(ModelSamples.Forward);
        float[] series = ModelSamples.Series(20, 3);
        float[] whole = model.Score(series);
        SequenceState state = model.NewState();
        for (int round = 0; round < 2; round++)
        {
            var pieces = new List<float>();
            for (int t = 0; t < 20; t += piece)
            {
                pieces.AddRange(model.Score(series.AsSpan(t * 3, Math.Min(piece, 20 - t) * 3), state));
                // Another sequence in between leaves no trace.
                model.Score(ModelSamples.Series(2, 3, 9));
            }
            Near.SameBits(whole, pieces.ToArray(), $"round {round}");
            state.Reset();
        }
    }

    [TestMethod]
    public void AnAnswerAfterEachPieceIsThatOfAllSoFar()
    {
        SequenceModel model = ModelSamples.FirstTokenModel();
        SequenceState state = model.NewState();
        Near.SameBits(model.Score([2, 1]), model.Score([2, 1], state), "first");
        Near.SameBits(model.Score([2, 1, 1, 2]), model.Score([1, 2], state), "second");
        Near.SameBits(model.Score([2, 1, 1, 2]), model.Score(Array.Empty<int>(), state), "an empty piece");
    }

    [TestMethod]
    public void ACopyGoesItsOwnWay()
    {
        SequenceModel model = ModelSamples.FirstTokenModel();
        SequenceState state = model.NewState();
        model.Score([2], state);
        SequenceState copy = state.Copy();
        model.Score([1, 1], copy);
        Near.SameBits(model.Score([2, 2]), model.Score([2], state), "the original");
    }

    [TestMethod]
    public void AStateBeginsAsLearned()
    {
        SequenceModel model = ModelSamples.Drawn(ModelSamples.Forward);
        SequenceState state = model.NewState();
        (float[] hidden, float[] memory) = state.GetLayerState(5);
        Near.SameBits(model.GetWeights("5.h0_l0"), hidden, "h");
        Near.SameBits(model.GetWeights("5.c0_l0"), memory, "c");
        (hidden, memory) = state.GetLayerState(0);
        CollectionAssert.AreEqual(new float[2], hidden, "a projection's size");
        CollectionAssert.AreEqual(new float[5], memory);
        Assert.IsEmpty(state.GetLayerState(2).Memory);
        // One layer is set to what it has anyway, so that all are given.
        state.SetLayerState(0, hidden, memory);
        Near.SameBits(model.Score(ModelSamples.Series(5, 3)), model.Score(ModelSamples.Series(5, 3), state), "scores");
    }

    [TestMethod]
    public void OneModelsLastStateBeginsAnother()
    {
        SequenceNetwork network = new SequenceNetwork(2).Lstm(4, returnSequences: true);
        SequenceModel encoder = ModelSamples.Drawn(network);
        SequenceModel decoder = ModelSamples.Drawn(network);
        float[] series = ModelSamples.Series(7, 2);
        SequenceState end = encoder.NewState();
        float[] first = encoder.Score(series.AsSpan(0, 8), end);
        (float[] hidden, float[] memory) = end.GetLayerState(0);
        Near.SameBits(first.AsSpan(12), hidden, "h is the last output");
        SequenceState begin = decoder.NewState();
        begin.SetLayerState(0, hidden, memory);
        // Both have the same weights, so the decoder goes on as the encoder would have.
        Near.SameBits(encoder.Score(series).AsSpan(16), decoder.Score(series.AsSpan(8), begin), "scores");
    }

    [TestMethod]
    public void LookingAheadIsRefusedWithItsReason()
    {
        SequenceNetwork[] networks =
        [
            new SequenceNetwork(2).Lstm(3, bidirectional: true),
            new SequenceNetwork(2).Gru(3, new GruOptions { GoBackwards = true }),
        ];
        foreach (SequenceNetwork network in networks)
        {
            var error = Assert.ThrowsExactly<InvalidOperationException>(() => new SequenceModel(network).NewState());
            StringAssert.Contains(error.Message, "Layer 0");
            StringAssert.Contains(error.Message, "from a sequence's end");
        }
    }

    [TestMethod]
    public void LayersThatRememberOtherwiseAreRefused()
    {
        SequenceNetwork steps = new SequenceNetwork(2).Lstm(3, returnSequences: true);
        foreach (SequenceNetwork network in new[]
        {
            steps.Conv1D(2, kernelSize: 3), steps.MeanPooling(), steps.MaxPooling(), steps.AttentionPooling(2),
            steps.LastStep().RepeatVector(3),
        })
        {
            Assert.IsNotNull(Engine.Models.StateSlots.WhyNot(network), network.Summary());
        }
        Assert.IsNull(Engine.Models.StateSlots.WhyNot(steps.Conv1D(2, kernelSize: 1).LastStep().Dense(1)));
        Assert.IsNull(Engine.Models.StateSlots.WhyNot(steps.Residual(x => x.Gru(3, returnSequences: true))));
        Assert.IsNotNull(Engine.Models.StateSlots.WhyNot(steps.Residual(x => x.Conv1D(3, 2))));
    }

    [TestMethod]
    public void LayersInABlockAreFoundByName()
    {
        SequenceNetwork network = new SequenceNetwork(3).Residual(x => x.Dense(3).Lstm(3, returnSequences: true)).Gru(2);
        Engine.Models.StateSlot[] slots = Engine.Models.StateSlots.Of(network);
        CollectionAssert.AreEqual(new[] { "0.1", "1" }, slots.Select(s => s.Layer).ToArray());
        Assert.AreEqual(6, slots[1].Start);
    }

    [TestMethod]
    public void WrongStatesAreRefused()
    {
        SequenceModel model = ModelSamples.FirstTokenModel();
        SequenceState state = model.NewState();
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => state.GetLayerState(2)).Message, "not recurrent");
        Assert.ThrowsExactly<ArgumentException>(() => state.SetLayerState(1, new float[7], new float[8]));
        Assert.ThrowsExactly<ArgumentException>(() => state.SetLayerState(1, new float[8]));
        float[] notFinite = new float[8];
        notFinite[3] = float.NaN;
        Assert.ThrowsExactly<ArgumentException>(() => state.SetLayerState(1, notFinite, new float[8]));
        var error = Assert.ThrowsExactly<ArgumentException>(() => ModelSamples.FirstTokenModel().Score([1], state));
        StringAssert.Contains(error.Message, "another model");
    }
}
