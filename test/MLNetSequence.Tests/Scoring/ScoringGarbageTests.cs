using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Scoring;

/// <summary>A row that is scored leaves nothing to the garbage collector, once buffers have grown; a block of 512 leaves next to nothing.</summary>
[TestClass]
public class ScoringGarbageTests
{
    private const int Rows = 6 * 512;

    [TestMethod]
    [DynamicData(nameof(Models))]
    public void ARowLeavesNothing(SequencePredictionTransformer model, Func<int, IDataView> make)
    {
        IDataView data = make(Rows);
        IRowToRowMapper mapper = model.GetRowToRowMapper(data.Schema);
        using DataViewRowCursor input = data.GetRowCursor(data.Schema);
        using DataViewRow row = mapper.GetRow(input, mapper.OutputSchema);
        Action read = Reader(row, mapper.OutputSchema["Score"]);
        Assert.AreEqual(0, Left(input, read) / (Rows / 2));
    }

    [TestMethod]
    [DynamicData(nameof(Models))]
    public void ABlockLeavesNextToNothing(SequencePredictionTransformer model, Func<int, IDataView> make)
    {
        IDataView scored = model.Transform(make(Rows));
        DataViewSchema.Column score = scored.Schema["Score"];
        using DataViewRowCursor cursor = scored.GetRowCursor([score]);
        long bytes = Left(cursor, Reader(cursor, score)) / (Rows / 2);
        Assert.IsTrue(bytes < 32, $"{bytes} bytes a row");
    }

    public static IEnumerable<object[]> Models =>
    [
        [Toys.Classifier().Fit(Toys.Classes(20)), (Func<int, IDataView>)(rows => Toys.Classes(rows))],
        [Toys.Regression().Fit(Toys.Numbers(20)), (Func<int, IDataView>)(rows => Toys.Numbers(rows))],
        [Toys.Tagger(o => o.ConditionalRandomField = true).Fit(Toys.Tagged(20)), (Func<int, IDataView>)(rows => Toys.Tagged(rows))],
    ];

    // Bytes that this thread leaves for the second half of the rows.
    private static long Left(DataViewRowCursor cursor, Action read)
    {
        long before = 0;
        for (int row = 0; cursor.MoveNext(); row++)
        {
            before = row == Rows / 2 ? GC.GetAllocatedBytesForCurrentThread() : before;
            read();
        }
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static Action Reader(DataViewRow row, DataViewSchema.Column column)
    {
        VBuffer<float> vector = default;
        float number = 0;
        if (column.Type is not VectorDataViewType)
        {
            ValueGetter<float> getNumber = row.GetGetter<float>(column);
            return () => getNumber(ref number);
        }
        ValueGetter<VBuffer<float>> get = row.GetGetter<VBuffer<float>>(column);
        return () => get(ref vector);
    }
}
