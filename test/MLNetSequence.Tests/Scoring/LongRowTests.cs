using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;
using static MLNetSequence.Tests.Support.TableColumns;

namespace MLNetSequence.Tests.Scoring;

/// <summary>Rows so long that a block of 512 would not fit in memory are scored in smaller blocks.</summary>
[TestClass]
public class LongRowTests
{
    private const int Steps = 3_000_000;

    [TestMethod]
    public void ABlockEndsWhereItsRowsTakeTooMuchMemory()
    {
        Table data = new Table()
            .AddTokens("Label", ["a", "b"], [1, 2], [2, 1])
            .AddSeries("Features", 1, [1, 0], [0, 1]);
        SequenceTaggingPredictionTransformer model = Small.Tagger().Fit(data);
        // But for two steps, all is padding, which costs memory and no time.
        float[] longRow = [.. Enumerable.Repeat(NaN, Steps)];
        (longRow[0], longRow[^1]) = (1, 0);
        Table rows = new Table().AddSeries("Features", 1, [.. Enumerable.Repeat(longRow, 5)]);
        IDataView scored = model.Transform(rows);
        using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["PredictedLabel"]]);
        ValueGetter<VBuffer<uint>> get = cursor.GetGetter<VBuffer<uint>>(scored.Schema["PredictedLabel"]);
        VBuffer<uint> labels = default;
        for (int row = 0; row < 5; row++)
        {
            Assert.IsTrue(cursor.MoveNext());
            Assert.AreEqual(row, cursor.Position);
            Assert.AreEqual(row < 2 ? 2 : row < 4 ? 4 : 5, rows.RowsRead, "16 Mi numbers and 9 million of each row: two at a time.");
            get(ref labels);
            Assert.AreEqual(Steps, labels.Length);
            Assert.IsTrue(labels.GetValues()[0] > 0 && labels.GetValues()[1] == 0 && labels.GetValues()[^1] > 0);
        }
        Assert.IsFalse(cursor.MoveNext());
    }
}
