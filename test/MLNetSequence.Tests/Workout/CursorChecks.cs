using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Workout;

/// <summary>ML.NET's rules for cursors.</summary>
internal static class CursorChecks
{
    public static void EachColumnAlone(WorkoutCase c)
    {
        Table data = c.Data();
        IDataView transformed = Transform(c, data);
        using DataViewRowCursor all = transformed.GetRowCursor(transformed.Schema);
        Func<string>[] readers = [.. transformed.Schema.Select(column => Values.Reader(all, column))];
        var rows = new List<string[]>();
        while (all.MoveNext())
        {
            rows.Add([.. readers.Select(read => read())]);
        }
        foreach (DataViewSchema.Column column in transformed.Schema)
        {
            string[] values = [.. rows.Select(row => row[column.Index])];
            CollectionAssert.AreEqual(values, Values.Of(transformed, column), column.Name);
            string[] needed = c.Outputs.Contains(column.Name) ? c.Inputs
                : [.. c.DecidingInputs.Append(column.Name).Distinct().Order(StringComparer.Ordinal)];
            CollectionAssert.AreEqual(needed, data.Asked, $"What {column.Name} needs of the input.");
        }
    }

    public static void OnlyAskedForIsActive(WorkoutCase c)
    {
        IDataView transformed = Transform(c, c.Data());
        foreach (DataViewSchema.Column asked in transformed.Schema)
        {
            using DataViewRowCursor cursor = transformed.GetRowCursor([asked]);
            foreach (DataViewSchema.Column column in transformed.Schema)
            {
                Assert.AreEqual(column.Index == asked.Index, cursor.IsColumnActive(column), $"{asked.Name}, {column.Name}");
                if (column.Index != asked.Index)
                {
                    Exception error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Values.Reader(cursor, column));
                    StringAssert.Contains(error.Message, column.Name);
                }
            }
        }
        using DataViewRowCursor nothing = transformed.GetRowCursor([]);
        int rows = 0;
        for (; nothing.MoveNext(); rows++)
        {
        }
        Assert.AreEqual(c.Rows?.Length ?? transformed.GetRowCount(), rows, "A cursor over no column moves over every row.");
    }

    public static void SetCoversAllRows(WorkoutCase c)
    {
        IDataView transformed = Transform(c, c.Data());
        string name = c.Outputs[^1];
        string[] values = Values.Of(transformed, name);
        var found = new Dictionary<DataViewRowId, (string Value, long Batch)>();
        foreach (DataViewRowCursor cursor in transformed.GetRowCursorSet([transformed.Schema[name]], 3))
        {
            using (cursor)
            {
                Func<string> read = Values.Reader(cursor, transformed.Schema[name]);
                while (cursor.MoveNext())
                {
                    found.Add(Id(cursor), (read(), cursor.Batch));
                }
            }
        }
        Assert.AreEqual(values.Length, found.Count);
        for (int row = 0; row < values.Length; row++)
        {
            Assert.AreEqual((values[row], c.BatchOf(row)), found[Table.IdOf(c.RowOf(row))]);
        }
    }

    public static void PositionsAndIds(WorkoutCase c)
    {
        IDataView transformed = Transform(c, c.Data());
        foreach (DataViewSchema.Column column in transformed.Schema)
        {
            using DataViewRowCursor cursor = transformed.GetRowCursor([column]);
            Assert.AreEqual(-1, cursor.Position);
            Assert.AreSame(transformed.Schema, cursor.Schema);
            int row = 0;
            for (; cursor.MoveNext(); row++)
            {
                Assert.AreEqual(row, cursor.Position);
                Assert.AreEqual(c.BatchOf(row), cursor.Batch);
                Assert.AreEqual(Table.IdOf(c.RowOf(row)), Id(cursor));
            }
            Assert.AreEqual(c.Rows?.Length ?? transformed.GetRowCount(), row);
            Assert.AreEqual(-1, cursor.Position);
            Assert.IsFalse(cursor.MoveNext());
        }
    }

    public static void WrongTypeIsRefused(WorkoutCase c)
    {
        IDataView transformed = Transform(c, c.Data());
        using DataViewRowCursor cursor = transformed.GetRowCursor(transformed.Schema);
        foreach (DataViewSchema.Column column in transformed.Schema)
        {
            Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => cursor.GetGetter<TimeSpan>(column));
            StringAssert.Contains(error.Message, column.Name);
            StringAssert.Contains(error.Message, nameof(TimeSpan));
        }
    }

    public static void ForeignColumnIsRefused(WorkoutCase c)
    {
        IDataView transformed = Transform(c, c.Data());
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(transformed.Schema);
        builder.AddColumn("Foreign", NumberDataViewType.Single);
        DataViewSchema.Column foreign = builder.ToSchema()["Foreign"];
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => transformed.GetRowCursor([foreign]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => transformed.GetRowCursorSet([foreign], 2));
    }

    public static void ReadsLazily(WorkoutCase c)
    {
        Table training = c.Data();
        ITransformer transformer = c.Estimator().Fit(training);
        Assert.AreEqual(c.FitPasses, training.Opened);
        Table data = c.Data();
        IDataView transformed = transformer.Transform(data);
        Assert.AreEqual(c.KeepsAllRows ? data.GetRowCount() : null, transformed.GetRowCount());
        using (DataViewRowCursor cursor = transformed.GetRowCursor(transformed.Schema))
        {
            Assert.AreEqual(0, data.RowsRead);
            while (cursor.MoveNext())
            {
            }
        }
        Assert.AreEqual(1, data.Opened);
        Assert.AreEqual(data.GetRowCount(), data.RowsRead);
    }

    private static IDataView Transform(WorkoutCase c, Table data) => c.Estimator().Fit(data).Transform(data);

    private static DataViewRowId Id(DataViewRow row)
    {
        DataViewRowId id = default;
        row.GetIdGetter()(ref id);
        return id;
    }
}
