using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Workout;

/// <summary>Whichever way a value is asked for, it has the same bits.</summary>
internal static class ValueChecks
{
    public static void SavedAndLoadedIsTheSame(WorkoutCase c)
    {
        Table data = c.Data();
        ITransformer transformer = c.Estimator().Fit(data);
        ITransformer loaded = ModelFile.Reload(transformer, data.Schema);
        Assert.AreSame(transformer.GetType(), loaded.GetType());
        IDataView before = transformer.Transform(data);
        IDataView after = loaded.Transform(data);
        CollectionAssert.AreEqual(Shapes.Lines(Shapes.Of(before.Schema)), Shapes.Lines(Shapes.Of(after.Schema)));
        CollectionAssert.AreEqual(
            before.Schema.Select(column => column.Type).ToArray(), after.Schema.Select(column => column.Type).ToArray());
        CollectionAssert.AreEqual(Values.OfAll(before), Values.OfAll(after));
        CollectionAssert.AreEqual(
            ModelFile.Envelopes(ModelFile.Save(transformer, data.Schema)).Single().Payload,
            ModelFile.Envelopes(ModelFile.Save(loaded, data.Schema)).Single().Payload,
            "What was loaded is saved again as it was.");
    }

    public static void FittingAgainIsTheSame(WorkoutCase c) => CollectionAssert.AreEqual(
        Values.OfAll(c.Estimator().Fit(c.Data()).Transform(c.Data())),
        Values.OfAll(c.Estimator().Fit(c.Data()).Transform(c.Data())));

    public static void RowMapperAgreesWithCursor(WorkoutCase c)
    {
        Table data = c.Data();
        ITransformer transformer = c.Estimator().Fit(data);
        if (!c.IsRowByRow)
        {
            Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => transformer.GetRowToRowMapper(data.Schema));
            StringAssert.Contains(error.Message, $"'{c.Outputs[0]}'");
            StringAssert.Contains(error.Message, "needs the rows before");
            return;
        }
        IRowToRowMapper mapper = transformer.GetRowToRowMapper(data.Schema);
        foreach (string name in c.Outputs)
        {
            DataViewSchema.Column output = mapper.OutputSchema[name];
            DataViewSchema.Column[] needed = [.. mapper.GetDependencies([output])];
            CollectionAssert.AreEquivalent(c.Inputs, needed.Select(column => column.Name).ToArray());
            using DataViewRowCursor cursor = data.GetRowCursor(needed);
            DataViewRow row = mapper.GetRow(cursor, [output]);
            Assert.IsTrue(row.IsColumnActive(output));
            Func<string> read = Values.Reader(row, output);
            ValueGetter<DataViewRowId> getId = row.GetIdGetter();
            DataViewRowId id = default;
            foreach (string expected in Values.Of(transformer.Transform(data), name))
            {
                Assert.IsTrue(cursor.MoveNext());
                Assert.AreEqual(expected, read());
                Assert.AreEqual(expected, read(), "The second time.");
                getId(ref id);
                Assert.AreEqual(Table.IdOf((int)cursor.Position), id);
                Assert.AreEqual(cursor.Position, row.Position);
            }
        }
        DataViewSchema.Column[] passing = [.. mapper.GetDependencies([mapper.OutputSchema[0]])];
        CollectionAssert.AreEqual(new[] { data.Schema[0].Name }, passing.Select(column => column.Name).ToArray());
    }
}
