using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Padding;

/// <summary>Once its buffers are as large as they must be, a getter allocates nothing.</summary>
[TestClass]
public class PaddingAllocationTests
{
    private const int Rows = 60;

    [TestMethod]
    [DataRow(false, 0.0)]
    [DataRow(true, 0.0)]
    [DataRow(true, 1.0)]
    public void PaddingAllocatesNothingOnceWarm(bool sparse, double value)
    {
        var type = new VectorDataViewType(NumberDataViewType.Single, 0, 3);
        // The longest and the fullest comes first.
        float[][] rows = [.. Enumerable.Range(0, Rows).Select(i => Enumerable.Repeat(i % 2 + 1f, (20 - i % 20) * 3).ToArray())];
        float[][] holes = [.. rows.Select(row => row.Select((item, i) => i % 2 == 0 ? 0 : item).ToArray())];
        Table data = sparse ? Padded.SparseRows(type, holes) : Padded.Rows(type, rows);
        IDataView padded = Padded.Of(data, o => (o.Length, o.Value, o.MaskColumnName) = (9, value, "Mask"));
        AssertAllocatesNothing<float, bool>(padded, "Out", "Mask");
    }

    [TestMethod]
    public void OneHotAllocatesNothingOnceWarm()
    {
        uint[][] rows = [.. Enumerable.Range(0, Rows).Select(i => Enumerable.Repeat((uint)i % 5, 20 - i % 20).ToArray())];
        rows[0] = [.. Enumerable.Repeat(1u, 20)];
        Table data = new Table().AddTokens("In", ["a", "b", "c", "d"], rows);
        IDataView steps = new MLContext().Transforms.SequenceToOneHot("Out", "In").Fit(data).Transform(data);
        AssertAllocatesNothing<float, float>(steps, "Out", "Out");
    }

    private static void AssertAllocatesNothing<T1, T2>(IDataView data, string first, string second)
    {
        using DataViewRowCursor cursor = data.GetRowCursor(data.Schema);
        ValueGetter<VBuffer<T1>> getFirst = cursor.GetGetter<VBuffer<T1>>(data.Schema[first]);
        ValueGetter<VBuffer<T2>> getSecond = cursor.GetGetter<VBuffer<T2>>(data.Schema[second]);
        (VBuffer<T1> one, VBuffer<T2> two) = (default, default);
        long before = 0;
        for (int i = 0; cursor.MoveNext(); i++)
        {
            before = i == Rows / 3 ? GC.GetAllocatedBytesForCurrentThread() : before;
            getFirst(ref one);
            getSecond(ref two);
        }
        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
