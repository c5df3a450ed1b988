using Microsoft.ML;
using MLNetSequence.Scoring;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Scoring;

/// <summary>The input is read once, no further ahead than a block, and not at all before a cursor moves.</summary>
[TestClass]
public class LazinessTests
{
    private const int Rows = 2 * BatchScoringCursor.BlockRows + 50;

    [TestMethod]
    public void AScoringCursorReadsABlockAhead()
    {
        Table data = Quick.Tokens(Rows);
        IDataView scored = Quick.Trainer(o => o.Epochs = 1).Fit(Quick.Tokens()).Transform(data);
        using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["Score"]]);
        Assert.AreEqual(0, data.RowsRead);
        for (int row = 0; row < Rows; row++)
        {
            Assert.IsTrue(cursor.MoveNext());
            int blocks = row / BatchScoringCursor.BlockRows + 1;
            Assert.AreEqual(Math.Min(Rows, blocks * BatchScoringCursor.BlockRows), data.RowsRead);
        }
        Assert.IsFalse(cursor.MoveNext());
        Assert.AreEqual(1, data.Opened);
    }

    [TestMethod]
    public void ACursorThatNeedsNoScoreReadsNothingAheadAndNoFeatures()
    {
        Table data = Quick.Tokens(Rows);
        IDataView scored = Quick.Trainer(o => o.Epochs = 1).Fit(Quick.Tokens()).Transform(data);
        using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["Label"]]);
        Assert.IsTrue(cursor.MoveNext());
        Assert.AreEqual(1, data.RowsRead);
        CollectionAssert.AreEqual(new[] { "Label" }, data.Asked);
        CollectionAssert.AreEqual(Values.Of(data, "Label"), Values.Of(scored, "Label"));
    }

    [TestMethod]
    public void AWholePipelineReadsAnEnumerableOnce()
    {
        int opened = 0;
        int read = 0;
        IDataView scored = Quick.Model.Transform(new MLContext().Data.LoadFromEnumerable(Watched()));
        Assert.AreEqual((0, 0), (opened, read));
        Assert.AreEqual(Rows, Values.Of(scored, "Score").Length);
        Assert.AreEqual((1, Rows), (opened, read));

        IEnumerable<Review> Watched()
        {
            opened++;
            foreach (Review review in Reviews.Make(Rows))
            {
                read++;
                yield return review;
            }
        }
    }

    [TestMethod]
    public void ACursorThatIsDisposedReadsNoFurther()
    {
        Table data = Quick.Tokens(Rows);
        IDataView scored = Quick.Trainer(o => o.Epochs = 1).Fit(Quick.Tokens()).Transform(data);
        DataViewRowCursor cursor = scored.GetRowCursor(scored.Schema);
        Assert.IsTrue(cursor.MoveNext());
        cursor.Dispose();
        cursor.Dispose();
        Assert.IsFalse(cursor.MoveNext());
        Assert.AreEqual(BatchScoringCursor.BlockRows, data.RowsRead);
    }

    [TestMethod]
    public void NoRowsGiveNoRows()
    {
        IDataView scored = Quick.Model.Transform(Reviews.Data(new MLContext(), 0));
        Assert.AreEqual(0, Values.Of(scored, "Score").Length);
        Assert.AreEqual(0, Values.Of(scored, "Text").Length);
    }
}
