using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Tests.Reference;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Networks;

/// <summary>Merged directions under another layer: what that layer read must still be there when its weights' gradient is summed.</summary>
[TestClass]
public sealed class MergedDirectionsTests
{
    [TestMethod]
    [DataRow(BidirectionalMerge.Multiply, true)]
    [DataRow(BidirectionalMerge.Multiply, false)]
    [DataRow(BidirectionalMerge.Sum, true)]
    [DataRow(BidirectionalMerge.Average, false)]
    public void WeightsOfTheNextLayerGetTheirGradient(BidirectionalMerge merge, bool everyStep)
    {
        var loss = new MeanSquaredLoss();
        SequenceNetwork description = new SequenceNetwork(3)
            .Lstm(4, new LstmOptions { Bidirectional = true, Merge = merge, ReturnSequences = everyStep })
            .Dense(2);
        Network network = Sample.Network(description, seed: 1);
        Examples examples = RecurrentCases.NewExamples(network, seed: 2, 3, 0, 5, 1, 4);
        var exact = new ReferenceBatch(ReferenceNetwork.Of(network), examples, loss);
        Dictionary<string, float[]> engine = EngineGradients.Of(network, EngineGradients.Job(examples, loss, network));
        foreach ((string parameter, double[] values) in exact.Gradients())
        {
            Near.Equal(values, engine[parameter], 1e-4, 2e-7, parameter);
        }
    }
}
