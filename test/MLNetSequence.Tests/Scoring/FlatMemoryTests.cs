using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Scoring;

/// <summary>A prediction engine serves for as long as it is asked. Not beside other tests: what they keep would be counted, too.</summary>
[TestClass]
[DoNotParallelize]
public class FlatMemoryTests
{
    [TestMethod]
    public void AHundredThousandCallsLeaveNothingBehind()
    {
        const int calls = 100_000;
        SequenceRegressionPredictionTransformer model = Toys.Regression().Fit(Toys.Numbers(20));
        Row[] rows = [.. Toys.Sequences(16).Select(tokens => new Row { Features = tokens })];
        using PredictionEngine<Row, Answer> engine = new MLContext(1).Model.CreatePredictionEngine<Row, Answer>(model);
        var answer = new Answer();
        Serve(2_000);
        long kept = GC.GetTotalMemory(forceFullCollection: true);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Serve(calls);
        long each = (GC.GetAllocatedBytesForCurrentThread() - before) / calls;
        Assert.IsTrue(each < 512, $"{each} bytes a call.");
        long more = GC.GetTotalMemory(forceFullCollection: true) - kept;
        Assert.IsTrue(more < 1 << 20, $"{more} bytes are kept after {calls} calls.");

        void Serve(int count)
        {
            for (int i = 0; i < count; i++)
            {
                engine.Predict(rows[i % rows.Length], ref answer);
            }
        }
    }

    internal sealed class Row
    {
        [KeyType(6)]
        public uint[] Features { get; set; } = [];
    }

    internal sealed class Answer
    {
        public float Score { get; set; }
    }
}
