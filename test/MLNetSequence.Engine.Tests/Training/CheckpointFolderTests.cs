using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Training;

/// <summary>A checkpoint that cannot be written must be known before an epoch is spent.</summary>
[TestClass]
public sealed class CheckpointFolderTests
{
    [TestMethod]
    public void AFolderThatIsNotThereIsRefusedBeforeTheFirstBatch()
    {
        Network network = Sample.Network(new SequenceNetwork(2).Lstm(3).Dense(1), seed: 1);
        float[] before = network.Parameters.Values.Span.ToArray();
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"), "training.checkpoint");
        Trainer trainer = Trainer.InMemory(
            network, new MeanSquaredLoss(), RecurrentCases.NewExamples(network, seed: 2, 3, 4), new() { Checkpoints = new() { Path = path } });
        Assert.ThrowsExactly<DirectoryNotFoundException>(() => trainer.Run(_ => { }, () => false));
        Near.SameBits(before, network.Parameters.Values.Span, "weights");
    }
}
