using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Forecasting.Backtesting;
using MLNetSequence.Mapping;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Forecasting.Backtesting;

[TestClass]
public sealed class RowsBeforeTests
{
    private static readonly string[] Series = ["x", "y", "x", "x", "y", "z", "x", "y"];

    [TestMethod]
    public void ShowsTheRowsOfTheSpansInTheirOrder()
    {
        Table data = Data();

        CollectionAssert.AreEqual(Numbers(1, 2, 3, 4), Values.Of(View(data, (1, 3), (0, 2), (0, 0)), "Value"));
        CollectionAssert.AreEqual(Numbers(0, 5), Values.Of(View(data, (0, 1), (0, 0), (0, 1)), "Value"));
        Assert.IsEmpty(Values.Of(View(data, (2, 2), (0, 0), (0, 0)), "Value"));
    }

    [TestMethod]
    public void ReadsNoFurtherThanTheLastOfThem()
    {
        Table data = Data();
        IDataView view = View(data, (0, 2), (0, 1), (0, 0));
        int before = data.RowsRead;

        Assert.HasCount(3, Values.Of(view, "Value"));

        Assert.AreEqual(3, data.RowsRead - before);
        CollectionAssert.AreEqual(new[] { "Series", "Value" }, data.Asked);
    }

    [TestMethod]
    public void IsAViewAsOthersAre()
    {
        Table data = Data();
        IDataView view = View(data, (1, 3), (1, 3), (0, 0));
        Assert.AreSame(data.Schema, view.Schema);
        Assert.IsFalse(view.CanShuffle);
        Assert.IsNull(view.GetRowCount());
        DataViewSchema.Column value = view.Schema["Value"];
        DataViewRowCursor[] set = view.GetRowCursorSet([value], 4, new Random(1));
        Assert.HasCount(1, set);
        using DataViewRowCursor cursor = set[0];
        Assert.AreEqual(-1, cursor.Position);
        Assert.IsTrue(cursor.IsColumnActive(value));
        Assert.IsFalse(cursor.IsColumnActive(view.Schema["Series"]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => cursor.GetGetter<ReadOnlyMemory<char>>(view.Schema["Series"]));
        ValueGetter<float> get = cursor.GetGetter<float>(value);
        ValueGetter<DataViewRowId> id = cursor.GetIdGetter();
        float number = 0;
        DataViewRowId row = default;
        Assert.ThrowsExactly<InvalidOperationException>(() => get(ref number));
        foreach ((int position, int expected) in new[] { 2, 3, 4, 7 }.Index())
        {
            Assert.IsTrue(cursor.MoveNext());
            get(ref number);
            id(ref row);
            Assert.AreEqual((position, expected, Table.IdOf(expected)), ((int)cursor.Position, (int)number, row));
        }
        Assert.IsFalse(cursor.MoveNext());
        Assert.IsFalse(cursor.MoveNext());
        Assert.AreEqual(-1, cursor.Position);
        Assert.ThrowsExactly<InvalidOperationException>(() => get(ref number), "The input still stands on a row.");
    }

    [TestMethod]
    public void HiddenColumnsStay()
    {
        Table data = Data().Behind("Value");
        Assert.IsTrue(View(data, (0, 1), (0, 0), (0, 0)).Schema[0].IsHidden);
        CollectionAssert.AreEqual(Numbers(0), Values.Of(View(data, (0, 1), (0, 0), (0, 0)), "Value"));
    }

    [TestMethod]
    public void DataThatChangesIsRefused()
    {
        Table other = new Table().AddText("Series", "x", "new").AddNumbers("Value", 0, 1);
        GroupLookup groups = Groups(Data());
        RowSpan[] spans = [new(0, 2), new(0, 1), new(0, 0)];

        Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => Values.Of(new RowsBefore(other, "Series", groups, spans), "Value"));
        StringAssert.Contains(error.Message, "not what it was");

        Table shorter = new Table().AddText("Series", "x").AddNumbers("Value", 0);
        Assert.ThrowsExactly<InvalidOperationException>(() => Values.Of(new RowsBefore(shorter, "Series", groups, spans), "Value"));
    }

    private static string[] Numbers(params float[] values) => [.. values.Select(Values.Write)];

    private static Table Data() => new Table().AddText("Series", Series).AddNumbers("Value", 0, 1, 2, 3, 4, 5, 6, 7);

    private static RowsBefore View(Table data, params (int First, int End)[] spans) =>
        new(data, "Series", Groups(data), [.. spans.Select(s => new RowSpan(s.First, s.End))]);

    private static GroupLookup Groups(Table data)
    {
        GroupLookup groups = GroupLookup.For(data.Schema, "Series")!;
        using DataViewRowCursor cursor = data.GetRowCursor([data.Schema["Series"]]);
        GroupReader reader = groups.Open(cursor, "Series");
        while (cursor.MoveNext())
        {
            reader.FindOrAdd();
        }
        return groups;
    }
}
