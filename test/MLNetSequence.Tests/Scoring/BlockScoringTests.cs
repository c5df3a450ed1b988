using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Scoring;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Scoring;

/// <summary>A data view is scored block by block, a prediction engine row by row: the same bits, in the right place.</summary>
[TestClass]
public class BlockScoringTests
{
    private const int Rows = 2 * BatchScoringCursor.BlockRows + 200;

    [TestMethod]
    public void BlocksAndSingleRowsGiveTheSameBitsBesideTheRightColumns()
    {
        Wide[] rows = Wide.Make(Rows);
        var context = new MLContext();
        IDataView data = context.Data.LoadFromEnumerable(rows);
        IDataView scored = Quick.Model.Transform(data);
        using PredictionEngine<Review, Verdict> engine = Quick.Engine(Quick.Model);
        using DataViewRowCursor input = data.GetRowCursor(data.Schema);
        using DataViewRowCursor cursor = scored.GetRowCursor(scored.Schema);
        string[] passing = ["Text", "Number", "Flag", "Vector", "Words"];
        Func<string>[] before = [.. passing.Select(name => Values.Reader(input, data.Schema[name]))];
        Func<string>[] after = [.. passing.Select(name => Values.Reader(cursor, scored.Schema[name]))];
        Func<string> number = Values.Reader(cursor, scored.Schema["Number"]);
        Func<string> label = Values.Reader(cursor, scored.Schema["PredictedLabel"]);
        Func<string> score = Values.Reader(cursor, scored.Schema["Score"]);
        for (int i = 0; i < Rows; i++)
        {
            Assert.IsTrue(input.MoveNext());
            Assert.IsTrue(cursor.MoveNext());
            Assert.AreEqual(i, cursor.Position);
            Assert.AreEqual(Id(input), Id(cursor));
            CollectionAssert.AreEqual(before.Select(b => b()).ToArray(), after.Select(a => a()).ToArray());
            Assert.AreEqual($"{i}", number());
            Verdict verdict = engine.Predict(new Review { Text = rows[i].Text });
            Assert.AreEqual(verdict.PredictedLabel, label());
            Assert.AreEqual($"[{string.Join(' ', verdict.Score.Select(Values.Write))}]", score());
            Assert.AreEqual(1, verdict.Score.Sum(), 1e-5);
            Assert.IsTrue(verdict.Score.All(s => s is >= 0 and <= 1));
            Assert.AreEqual(verdict.Score.Max(), verdict.Score[verdict.PredictedLabel == "positive" ? 0 : 1]);
        }
        Assert.IsFalse(cursor.MoveNext());
    }

    /// <summary>A vector that was handed out must not change when the cursor reads the next block into the same place.</summary>
    [TestMethod]
    public void WhatIsHandedOutBelongsToTheReader()
    {
        IDataView scored = Quick.Model.Transform(new MLContext().Data.LoadFromEnumerable(Wide.Make(Rows)));
        string[] names = ["Vector", "Score"];
        using DataViewRowCursor cursor = scored.GetRowCursor(names.Select(name => scored.Schema[name]));
        ValueGetter<VBuffer<float>>[] getters = [.. names.Select(n => cursor.GetGetter<VBuffer<float>>(scored.Schema[n]))];
        var kept = new List<(VBuffer<float> Value, string AsItWas)>();
        while (cursor.MoveNext())
        {
            foreach (ValueGetter<VBuffer<float>> getter in getters)
            {
                VBuffer<float> value = default;
                getter(ref value);
                kept.Add((value, Write(value)));
            }
        }
        Assert.IsTrue(kept.All(k => Write(k.Value) == k.AsItWas));
    }

    [TestMethod]
    public void ACursorMayBeAskedForTheSameColumnTwice()
    {
        IDataView scored = Quick.Model.Transform(new MLContext().Data.LoadFromEnumerable(Wide.Make(3)));
        using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["Score"], scored.Schema["Score"]]);
        Assert.IsTrue(cursor.MoveNext());
        Assert.AreEqual(Values.Reader(cursor, scored.Schema["Score"])(), Values.Reader(cursor, scored.Schema["Score"])());
    }

    [TestMethod]
    public void AValueIsNotThereBeforeTheFirstRowNorAfterTheLast()
    {
        Table data = Quick.Tokens(rows: 6);
        IDataView scored = Quick.Trainer().Fit(data).Transform(data);
        using DataViewRowCursor cursor = scored.GetRowCursor(scored.Schema);
        Func<string>[] readers = [.. scored.Schema.Select(column => Values.Reader(cursor, column))];
        AssertNoRow();
        while (cursor.MoveNext())
        {
        }
        AssertNoRow();

        void AssertNoRow()
        {
            foreach (Func<string> read in readers)
            {
                Assert.ThrowsExactly<InvalidOperationException>(() => read());
            }
            Assert.ThrowsExactly<InvalidOperationException>(() => Id(cursor));
        }
    }

    private static string Write(VBuffer<float> value) => string.Join(' ', value.DenseValues().Select(Values.Write));

    private static DataViewRowId Id(DataViewRow row)
    {
        DataViewRowId id = default;
        row.GetIdGetter()(ref id);
        return id;
    }

    private sealed class Wide
    {
        public string Label { get; set; } = "";

        public string Text { get; set; } = "";

        public int Number { get; set; }

        public bool Flag { get; set; }

        [VectorType(3)]
        public float[] Vector { get; set; } = [];

        public string[] Words { get; set; } = [];

        public static Wide[] Make(int count) =>
        [
            .. Reviews.Make(count, seed: 3).Select((review, i) => new Wide
            {
                Label = review.Label,
                Text = i % 97 == 0 ? "" : review.Text,
                Number = i,
                Flag = i % 3 == 0,
                Vector = [i, -i, i / 7f],
                Words = review.Text.Split(' '),
            }),
        ];
    }
}
