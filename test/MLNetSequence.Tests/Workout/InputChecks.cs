using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Workout;

/// <summary>What is wrong with the input is said at once, wherever it is handed in.</summary>
internal static class InputChecks
{
    public static void BadInputIsRefused(WorkoutCase c)
    {
        ITransformer transformer = c.Estimator().Fit(c.Data());
        foreach (BadInput bad in c.BadInputs)
        {
            IsRefused(c, transformer, bad);
        }
    }

    public static void MissingColumnsAreRefused(WorkoutCase c)
    {
        ITransformer transformer = c.Estimator().Fit(c.Data());
        foreach (string input in c.FitInputs)
        {
            // The roles are those that the bad inputs name.
            string role = c.BadInputs.First(b => b.Column == input).Role;
            bool onlyToFit = !c.Inputs.Contains(input);
            IsRefused(c, transformer, new BadInput(() => c.Data().Without(input), role, input, OnlyToFit: onlyToFit));
        }
    }

    public static void NullsAreRefused(WorkoutCase c)
    {
        Table data = c.Data();
        IEstimator<ITransformer> estimator = c.Estimator();
        ITransformer transformer = estimator.Fit(data);
        IDataView transformed = transformer.Transform(data);
        List<Action> calls =
        [
            () => estimator.Fit(null!),
            () => estimator.GetOutputSchema(null!),
            () => transformer.Transform(null!),
            () => transformer.GetOutputSchema(null!),
            () => transformer.GetRowToRowMapper(null!),
            () => transformer.Save(null!),
            () => transformed.GetRowCursor(null!),
            () => transformed.GetRowCursorSet(null!, 2),
        ];
        if (c.IsRowByRow)
        {
            IRowToRowMapper mapper = transformer.GetRowToRowMapper(data.Schema);
            calls.Add(() => mapper.GetDependencies(null!));
            calls.Add(() => mapper.GetRow(null!, []));
            calls.Add(() => mapper.GetRow(data.GetRowCursor(data.Schema), null!));
        }
        for (int i = 0; i < calls.Count; i++)
        {
            Assert.ThrowsExactly<ArgumentNullException>(calls[i], $"Call {i}");
        }
    }

    private static void IsRefused(WorkoutCase c, ITransformer transformer, BadInput bad)
    {
        Table data = bad.Data();
        List<Action> calls = [() => c.Estimator().GetOutputSchema(Shapes.Of(data.Schema)), () => c.Estimator().Fit(data)];
        if (!bad.OnlyToFit)
        {
            calls.Add(() => transformer.Transform(data));
            calls.Add(() => transformer.GetOutputSchema(data.Schema));
            if (c.IsRowByRow)
            {
                calls.Add(() => transformer.GetRowToRowMapper(data.Schema));
            }
        }
        foreach (Action call in calls)
        {
            Exception error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(call, bad.ToString());
            foreach (string part in (string[])[$"{bad.Role} column", $"'{bad.Column}'", bad.Expected, bad.Actual])
            {
                StringAssert.Contains(error.Message, part);
            }
        }
        Assert.AreEqual(0, data.RowsRead, "It is refused before anything is read.");
    }
}
