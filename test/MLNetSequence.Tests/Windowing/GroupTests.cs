using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Windowing;

/// <summary>No window crosses from one series to another, whatever tells them apart.</summary>
[TestClass]
public class GroupTests
{
    // Two series, mixed: 1 2 3 and 10 20 30.
    private static readonly float[] Mixed = [1, 10, 20, 2, 3, 30];
    private static readonly bool[] IsSecond = [false, true, true, false, false, true];
    private static readonly string[] Windows = ["10 20", "1 2", "2 3", "20 30"];

    [TestMethod]
    public void TextTellsSeriesApartByItsLetters()
    {
        // The texts are slices of one memory, and new ones for every row.
        string all = "north south";
        Check(table => table.Add("Group", TextDataViewType.Instance, [.. IsSecond.Select(s => (all + " ").AsMemory(s ? 6 : 0, 5))]));
    }

    [TestMethod]
    public void SoDoBooleansDatesAndIntegersOfAnySize()
    {
        Check(Plain(BooleanDataViewType.Instance, false, true));
        Check(Plain(DateTimeDataViewType.Instance, default, new DateTime(2020, 1, 1)));
        Check(Plain(NumberDataViewType.SByte, (sbyte)0, sbyte.MinValue));
        Check(Plain(NumberDataViewType.Byte, (byte)0, byte.MaxValue));
        Check(Plain(NumberDataViewType.Int16, (short)0, short.MinValue));
        Check(Plain(NumberDataViewType.UInt16, (ushort)0, ushort.MaxValue));
        Check(Plain(NumberDataViewType.Int32, 0, int.MinValue));
        Check(Plain(NumberDataViewType.UInt32, 0u, uint.MaxValue));
        Check(Plain(NumberDataViewType.Int64, 0L, 1L << 32));
        Check(Plain(NumberDataViewType.UInt64, 0ul, ulong.MaxValue));
    }

    [TestMethod]
    public void SoDoKeysOfAnyType()
    {
        Check(Plain(new KeyDataViewType(typeof(byte), 255), (byte)1, byte.MaxValue));
        Check(Plain(new KeyDataViewType(typeof(ushort), 9), (ushort)1, (ushort)9));
        Check(Plain(new KeyDataViewType(typeof(uint), 9), 1u, 9u));
        Check(Plain(new KeyDataViewType(typeof(ulong), 1ul << 40), 1ul, 1ul << 40));
    }

    [TestMethod]
    public void AMissingKeyIsAnErrorThatNamesRowAndColumn()
    {
        CheckMissing((byte)0, typeof(byte));
        CheckMissing((ushort)0, typeof(ushort));
        CheckMissing(0u, typeof(uint));
        CheckMissing(0ul, typeof(ulong));
    }

    [TestMethod]
    public void SoIsAnEmptyText() => CheckMissing(
        new Table().AddText("Group", "x", "x", "", "x", "x", "x").Add("Count", NumberDataViewType.Single, Mixed));

    [TestMethod]
    public void AfterTheErrorNoRowComes()
    {
        Table data = new Table().AddKeys("Group", ["x"], 1, 1, 0, 1, 1, 1).Add("Count", NumberDataViewType.Single, Mixed);
        IDataView windows = Show.Transforms.SlidingWindow("Window", "Count", 2, groupColumnName: "Group").Fit(data).Transform(data);
        using DataViewRowCursor cursor = windows.GetRowCursor(windows.Schema);
        Assert.IsTrue(cursor.MoveNext());
        Assert.ThrowsExactly<InvalidOperationException>(() => cursor.MoveNext());
        Assert.AreEqual(-1, cursor.Position);
        Assert.IsFalse(cursor.MoveNext());
    }

    [TestMethod]
    public void LagsAndDifferencesStayInTheirSeries()
    {
        Table data = Plain(BooleanDataViewType.Instance, false, true)(Counts());
        IDataView view = Show.Transforms.Lags("Lag", "Count", [1], "Group")
            .Append(Show.Transforms.Difference("Change", "Count", groupColumnName: "Group"))
            .Append(Show.Transforms.Integrate("Again", "Change", "Start", groupColumnName: "Group"))
            .Fit(data).Transform(data);
        Show.AreEqual(
            ["1 | - | - | 1", "10 | - | - | 10", "20 | 10 | 10 | 20", "2 | 1 | 1 | 2", "3 | 2 | 1 | 3", "30 | 20 | 10 | 30"],
            Show.Of(view, "Count", "Lag", "Change", "Again"));
    }

    private static Table Counts() => new Table()
        .Add("Count", NumberDataViewType.Single, Mixed)
        .Add("Start", NumberDataViewType.Single, 1f, 10, float.NaN, float.NaN, float.NaN, float.NaN);

    private static Func<Table, Table> Plain<T>(PrimitiveDataViewType type, T first, T second) =>
        table => table.Add("Group", type, [.. IsSecond.Select(s => s ? second : first)]);

    private static void Check(Func<Table, Table> group)
    {
        Table data = group(Counts());
        ITransformer transformer = Show.Transforms.SlidingWindow("Window", "Count", window: 2, groupColumnName: "Group").Fit(data);
        Show.AreEqual(Windows, Show.Of(transformer.Transform(data), "Window"));
        Show.AreEqual(Windows, Show.Of(ModelFile.Reload(transformer, data.Schema).Transform(data), "Window"));
    }

    private static void CheckMissing<T>(T missing, Type type)
    {
        T one = (T)Convert.ChangeType(1, typeof(T));
        CheckMissing(new Table()
            .Add("Group", new KeyDataViewType(type, 4), one, one, missing, one, one, one)
            .Add("Count", NumberDataViewType.Single, Mixed));
    }

    private static void CheckMissing(Table data)
    {
        ITransformer[] transformers =
        [
            Show.Transforms.SlidingWindow("Out", "Count", window: 2, groupColumnName: "Group").Fit(data),
            Show.Transforms.Lags("Out", "Count", [1], "Group").Fit(data),
            Show.Transforms.Difference("Out", "Count", groupColumnName: "Group").Fit(data),
            Show.Transforms.Integrate("Out", "Count", "Count", groupColumnName: "Group").Fit(data),
        ];
        foreach (ITransformer transformer in transformers)
        {
            Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => Show.Of(transformer.Transform(data), "Out"));
            StringAssert.Contains(error.Message, "Row 3");
            StringAssert.Contains(error.Message, "'Group'");
        }
    }
}
