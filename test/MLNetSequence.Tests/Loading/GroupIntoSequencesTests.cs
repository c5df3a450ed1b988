using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Loading;

[TestClass]
public class GroupIntoSequencesTests
{
    private readonly DataOperationsCatalog _data = new MLContext(1).Data;

    [TestMethod]
    public void RowsOfAnIdBecomeASequence()
    {
        Table rows = Rows();
        IDataView data = _data.GroupIntoSequences(rows, "Id", "X", "V");
        Assert.AreEqual("Id: String; Day: Int32; Words: Key<UInt32, 0-1>(0); Series: Single(0, 3)", DataFiles.Columns(data));
        CollectionAssert.AreEqual(new[] { "a", "b" }, DataFiles.Texts(data, "Id"));
        CollectionAssert.AreEqual(new[] { "1 10 11 2 0 21", "3 30 31" }, DataFiles.Numbers(data));
        CollectionAssert.AreEqual(new[] { "1", "5" }, Values.Of(data, "Day"), "The other columns are the first row's.");
        CollectionAssert.AreEqual(new[] { "[1 2]", "[]" }, Values.Of(data, "Words"));
        CollectionAssert.AreEqual(new[] { "u", "v" }, Values.OfAnnotation<ReadOnlyMemory<char>>(data.Schema["Words"], "KeyValues"));
        Assert.IsNull(data.GetRowCount());
    }

    [TestMethod]
    public void OnlyWhatIsNeededIsRead()
    {
        Table rows = Rows();
        IDataView data = _data.GroupIntoSequences(rows, new SequenceGroupingOptions
        {
            FeatureColumnNames = ["X"],
            TimeColumnName = "Day",
            SeriesColumnName = "Steps",
        });
        Assert.AreEqual(0, rows.Opened);
        Values.Of(data, "Words");
        CollectionAssert.AreEqual(new[] { "Day", "Id", "Words" }, rows.Asked);
        Values.Of(data, "Steps");
        CollectionAssert.AreEqual(new[] { "Day", "Id", "X" }, rows.Asked);
        Table many = Rows();
        using DataViewRowCursor cursor = _data.GroupIntoSequences(many, "Id", "X").GetRowCursor([]);
        Assert.AreEqual(0, many.RowsRead);
        Assert.IsTrue(cursor.MoveNext());
        Assert.AreEqual(3, many.RowsRead, "A sequence ends where the next one begins.");
    }

    [TestMethod]
    public void MixedRowsAreSortedOutWhereTheyMayBe()
    {
        Table rows = new Table()
            .Add<long>("Id", NumberDataViewType.Int64, 7, -3, 7, -3, 7)
            .Add<float>("X", NumberDataViewType.Single, 1, 2, 3, 4, 5)
            .AddText("L", "p", "q", "p", "q", "p");
        IDataView together = _data.GroupIntoSequences(rows, "Id", "X");
        Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => DataFiles.Numbers(together));
        StringAssert.StartsWith(error.Message, "Row 3: ");
        StringAssert.Contains(error.Message, "'7'");
        IDataView data = _data.GroupIntoSequences(
            rows, new SequenceGroupingOptions { FeatureColumnNames = ["X"], Interleaved = true, LabelColumnName = "L" });
        CollectionAssert.AreEqual(new[] { "1 3 5", "2 4" }, DataFiles.Numbers(data));
        CollectionAssert.AreEqual(new long[] { 7, -3 }, data.GetColumn<long>("Id").ToArray());
        CollectionAssert.AreEqual(new[] { "p", "q" }, DataFiles.Texts(data, "L"));
    }

    [TestMethod]
    public void AnIdMayBeOfAnyScalarType()
    {
        DateTime day = new(2024, 5, 31);
        Check(new Table().AddKeys("Id", ["x", "y"], 1, 1, 2));
        Check(new Table().Add("Id", BooleanDataViewType.Instance, true, true, false));
        Check(new Table().Add("Id", DateTimeDataViewType.Instance, day, day, day.AddTicks(1)));
        Check(new Table().Add<byte>("Id", NumberDataViewType.Byte, 0, 0, 255));
        Check(new Table().Add("Id", NumberDataViewType.Double, 1, 1, Math.BitIncrement(1.0)));

        void Check(Table ids)
        {
            IDataView data = _data.GroupIntoSequences(ids.Add<float>("X", NumberDataViewType.Single, 1, 2, 3), "Id", "X");
            CollectionAssert.AreEqual(new[] { "1 2", "3" }, DataFiles.Numbers(data), DataFiles.Columns(data));
        }
    }

    [TestMethod]
    public void ABadRowIsTold()
    {
        Table rows = new Table()
            .AddKeys("Id", ["x", "y"], 1, 1, 2)
            .AddKeys("Gap", ["x", "y"], 1, 1, 0)
            .AddText("L", "p", "p", "q")
            .AddText("Other", "p", "q", "q")
            .AddText("When", "2024-05-30", "2024-05-31", "2024-05-29")
            .Add("Late", DateTimeDataViewType.Instance, new DateTime(2024, 1, 2), new DateTime(2024, 1, 2), default)
            .Add("Number", NumberDataViewType.Single, 1, 2, float.NaN)
            .Add<float>("X", NumberDataViewType.Single, 1, 2, 3);
        Assert.AreEqual("", Error(o => (o.LabelColumnName, o.TimeColumnName) = ("L", "When")));
        StringAssert.StartsWith(Error(o => o.IdColumnName = "Gap"), "Row 3: ");
        StringAssert.StartsWith(Error(o => o.LabelColumnName = "Other"), "Row 2: The label 'q' in column 'Other'");
        StringAssert.StartsWith(Error(o => o.TimeColumnName = "Late"), "Row 2: ");
        StringAssert.StartsWith(Error(o => o.TimeColumnName = "L"), "Row 1: The time in column 'L'");
        StringAssert.StartsWith(Error(o => o.TimeColumnName = "Number"), "Row 3: The time in column 'Number'");

        string Error(Action<SequenceGroupingOptions> change)
        {
            var options = new SequenceGroupingOptions { FeatureColumnNames = ["X"] };
            change(options);
            IDataView data = _data.GroupIntoSequences(rows, options);
            try
            {
                DataFiles.ReadAll(data);
                return "";
            }
            catch (InvalidOperationException e)
            {
                return e.Message;
            }
        }
    }

    [TestMethod]
    public void ColumnsMustFit()
    {
        Table rows = Rows().Add<float>("Series", NumberDataViewType.Single, 1, 2, 3);
        Wrong<ArgumentOutOfRangeException>(o => o.IdColumnName = "None", "id column 'None'");
        Wrong<ArgumentOutOfRangeException>(o => o.IdColumnName = "V", "id column 'V'");
        Wrong<ArgumentOutOfRangeException>(o => o.FeatureColumnNames = ["Day"], "feature column 'Day'");
        Wrong<ArgumentOutOfRangeException>(o => o.FeatureColumnNames = ["Words"], "feature column 'Words'");
        Wrong<ArgumentOutOfRangeException>(o => o.LabelColumnName = "V", "label column 'V'");
        Wrong<ArgumentOutOfRangeException>(o => o.TimeColumnName = "V", "time column 'V'");
        Wrong<ArgumentException>(o => o.FeatureColumnNames = ["X"], "'Series'");
        Wrong<ArgumentException>(o => (o.LabelColumnName, o.SeriesColumnName) = ("X", "S"), "not of a step");
        Wrong<ArgumentException>(o => o.FeatureColumnNames = [], "at least one");
        IDataView data = _data.GroupIntoSequences(rows, "Id", "Series");
        CollectionAssert.AreEqual(new[] { "1 2", "3" }, DataFiles.Numbers(data), "A feature's name is free again.");

        void Wrong<T>(Action<SequenceGroupingOptions> change, string expected)
            where T : Exception
        {
            var options = new SequenceGroupingOptions { FeatureColumnNames = ["X"] };
            change(options);
            StringAssert.Contains(Assert.ThrowsExactly<T>(() => _data.GroupIntoSequences(rows, options)).Message, expected);
        }
    }

    private static Table Rows() => new Table()
        .AddText("Id", "a", "a", "b")
        .Add<float>("X", NumberDataViewType.Single, 1, 2, 3)
        .Add("Day", NumberDataViewType.Int32, 1, 2, 5)
        .AddVectors("V", new VectorDataViewType(NumberDataViewType.Single, 2), null,
            new VBuffer<float>(2, [10, 11]), new VBuffer<float>(2, 1, [21], [1]), new VBuffer<float>(2, [30, 31]))
        .AddTokens("Words", ["u", "v"], [1, 2], [2], []);
}
