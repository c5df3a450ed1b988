using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Scoring;

/// <summary>A row that cannot be read ends a cursor that reads ahead: no row of its block is ever shown with another's score.</summary>
[TestClass]
public class InterruptedBlockTests
{
    [TestMethod]
    [DataRow(3)]
    [DataRow(700)]
    public void NoRowIsShownAfterAnErrorOfTheInput(int broken)
    {
        IDataView scored = Quick.Trainer().Fit(Quick.Tokens()).Transform(new BreakingView(Quick.Tokens(rows: 900), broken));
        using DataViewRowCursor cursor = scored.GetRowCursor(scored.Schema);
        int shown = 0;
        Assert.ThrowsExactly<IOException>(() =>
        {
            while (cursor.MoveNext())
            {
                shown++;
            }
        });
        Assert.AreEqual(broken / 512 * 512, shown, "Whole blocks only.");
        Assert.IsFalse(cursor.MoveNext());
        Assert.AreEqual(-1, cursor.Position);
    }

    [TestMethod]
    public void AColumnOfAWiderSchemaIsNotActive()
    {
        IDataView input = new MLContext().Data.LoadFromEnumerable(Reviews.Make(2));
        IDataView scored = Quick.Model.Transform(input);
        DataViewSchema.Column foreign = new MLContext().Transforms.CopyColumns("More", "Score").Fit(scored).Transform(scored).Schema["More"];
        IDataView tokens = new MLContext().Transforms.Text.TokenizeIntoSequence("T", "Text").Fit(input).Transform(input);
        using DataViewRowCursor cursor = tokens.GetRowCursor([tokens.Schema["T"]]);
        Assert.IsFalse(cursor.IsColumnActive(foreign));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => cursor.GetGetter<VBuffer<float>>(foreign));
    }

    [TestMethod]
    public void AMapperRefusesARowOfAnotherSchema()
    {
        IDataView reviews = Reviews.Data(new MLContext(), 1);
        ITransformer tokenizer = new MLContext().Transforms.Text.TokenizeIntoSequence("T", "Text").Fit(reviews);
        IRowToRowMapper mapper = tokenizer.GetRowToRowMapper(reviews.Schema);
        Table other = new Table().AddText("Text", "a");
        using DataViewRowCursor row = other.GetRowCursor(other.Schema);
        Assert.ThrowsExactly<ArgumentException>(() => mapper.GetRow(row, mapper.OutputSchema));
    }
}
