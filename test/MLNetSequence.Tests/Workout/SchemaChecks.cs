using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Workout;

/// <summary>What an estimator promises of its output, and what comes.</summary>
internal static class SchemaChecks
{
    /// <summary>ML.NET checks a whole pipeline by the promised shapes before it fits anything; a lie there fails late.</summary>
    public static void PromiseIsKept(WorkoutCase c)
    {
        Table data = c.Data();
        IEstimator<ITransformer> estimator = c.Estimator();
        SchemaShape promised = estimator.GetOutputSchema(Shapes.Of(data.Schema));
        ITransformer transformer = estimator.Fit(data);
        string[] expected = Shapes.Lines(promised);
        CollectionAssert.AreEqual(expected, Shapes.Lines(Shapes.Of(transformer.Transform(data).Schema)));
        CollectionAssert.AreEqual(expected, Shapes.Lines(Shapes.Of(transformer.GetOutputSchema(data.Schema))));
        if (c.IsRowByRow)
        {
            CollectionAssert.AreEqual(
                expected, Shapes.Lines(Shapes.Of(transformer.GetRowToRowMapper(data.Schema).OutputSchema)));
        }
    }

    public static void OutputsAreAppended(WorkoutCase c)
    {
        Table data = c.Data();
        ITransformer transformer = c.Estimator().Fit(data);
        DataViewSchema schema = transformer.Transform(data).Schema;
        string[] names = [.. data.Schema.Select(column => column.Name), .. c.Outputs];
        CollectionAssert.AreEqual(names, schema.Select(column => column.Name).ToArray());
        foreach (DataViewSchema.Column column in data.Schema)
        {
            Assert.AreEqual(column.Type, schema[column.Index].Type);
        }
        Assert.IsTrue(transformer.IsRowToRowMapper);
        if (!c.IsRowByRow)
        {
            return;
        }
        IRowToRowMapper mapper = transformer.GetRowToRowMapper(data.Schema);
        Assert.AreSame(data.Schema, mapper.InputSchema);
        CollectionAssert.AreEqual(names, mapper.OutputSchema.Select(column => column.Name).ToArray());
    }

    public static void HiddenInputsAreNotRead(WorkoutCase c)
    {
        string[] expected = Outputs(c, c.Data());
        foreach (string input in c.FitInputs)
        {
            Table data = c.Data().Behind(input);
            CollectionAssert.AreEqual(expected, Outputs(c, data), input);
            CollectionAssert.AreEqual(c.Inputs, data.Asked);
        }
    }

    public static void OutputsHide(WorkoutCase c)
    {
        string[] expected = Outputs(c, c.Data());
        foreach (string output in c.Outputs)
        {
            Table data = c.Data().Behind(output);
            CollectionAssert.AreEqual(expected, Outputs(c, data), output);
            IDataView transformed = c.Estimator().Fit(data).Transform(data);
            Assert.IsTrue(transformed.Schema[0].IsHidden);
            // Whoever holds the hidden column itself may still read it.
            Assert.IsTrue(Values.Of(transformed, transformed.Schema[0]).All(value => value == "True"));
            SchemaShape promised = c.Estimator().GetOutputSchema(Shapes.Of(data.Schema));
            CollectionAssert.AreEqual(Shapes.Lines(promised), Shapes.Lines(Shapes.Of(transformed.Schema)));
        }
    }

    private static string[] Outputs(WorkoutCase c, Table data)
    {
        IDataView transformed = c.Estimator().Fit(data).Transform(data);
        return [.. c.Outputs.SelectMany(name => Values.Of(transformed, name))];
    }
}
