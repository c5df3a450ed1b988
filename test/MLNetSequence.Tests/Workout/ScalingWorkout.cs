using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Workout;

/// <summary>One series, a step a row.</summary>
[TestClass]
public class StepScalingWorkout : EstimatorWorkout
{
    private const string Expected = "Single, or a vector of Single with dimensions (T) or (T, ";

    private protected override WorkoutCase Case { get; } = new()
    {
        Estimator = () => new MLContext(1).Transforms.ScaleSeries("Scaled", "Sales"),
        Data = () => Data().Add("Sales", NumberDataViewType.Single, 1.5f, float.NaN, -7, 0),
        FitInputs = ["Sales"],
        Inputs = ["Sales"],
        Outputs = ["Scaled"],
        FitPasses = 1,
        BadInputs =
        [
            new(() => Data().AddText("Sales", "1", "2", "3", "4"), "series", "Sales", Expected, "String"),
            new(() => Data().Add("Sales", NumberDataViewType.Double, 1.0, 2, 3, 4), "series", "Sales", Expected, "Double"),
            new(() => Data().AddKeys("Sales", ["a"], 1, 1, 1, 1), "series", "Sales", Expected, "Key<UInt32"),
            new(() => Data().AddTokens("Sales", ["a"], [1], [1], [1], [1]), "series", "Sales", Expected, "Vector<Key<UInt32"),
        ],
    };

    private static Table Data() => new Table().AddText("Name", "x", "y", "z", "u");
}

/// <summary>Sequences of two features, by group, with centre and scale beside them and slot names on them.</summary>
[TestClass]
public class SequenceScalingWorkout : EstimatorWorkout
{
    private const string Group = "(scalar)";

    private protected override WorkoutCase Case { get; } = new()
    {
        Estimator = () => new MLContext(1).Transforms.ScaleSeries(new SeriesScalingEstimator.Options
        {
            OutputColumnName = "Scaled",
            InputColumnName = "Series",
            GroupColumnName = "Group",
            ScaleColumnName = "Scale",
            Scaling = SeriesScaling.Robust,
            UnknownSeries = UnknownSeries.UseAll,
        }),
        Data = () => Series(new Table().AddText("Group", "p", "q", "p", "q")),
        FitInputs = ["Group", "Series"],
        Inputs = ["Group", "Series"],
        Outputs = ["Scaled", "Scale"],
        FitPasses = 1,
        BadInputs =
        [
            OfGroup(table => table.Add("Group", NumberDataViewType.Single, 1f, 2f, 1f, 2f), "Single"),
            OfGroup(table => table.AddTokens("Group", ["x", "y"], [1], [2], [1], [2]), "Vector<Key<UInt32"),
            new(() => new Table().AddText("Group", "p", "q", "p", "q").AddText("Series", "1", "2", "3", "4"),
                "series", "Series", "Single", "String"),
        ],
    };

    internal static Table Series(Table table)
    {
        var names = new DataViewSchema.Annotations.Builder();
        ReadOnlyMemory<char>[] slots = ["t1 x".AsMemory(), "t1 y".AsMemory(), "t2 x".AsMemory(), "t2 y".AsMemory()];
        ValueGetter<VBuffer<ReadOnlyMemory<char>>> get = (ref VBuffer<ReadOnlyMemory<char>> to) =>
            new VBuffer<ReadOnlyMemory<char>>(4, slots).CopyTo(ref to);
        names.Add("SlotNames", new VectorDataViewType(TextDataViewType.Instance, 4), get);
        return table.AddVectors(
            "Series", new VectorDataViewType(NumberDataViewType.Single, 2, 2), names.ToAnnotations(),
            new VBuffer<float>(4, [1, 2, 3, 4]), new VBuffer<float>(4, [-1, 200, 5, 100]),
            new VBuffer<float>(4, 1, [9], [2]), new VBuffer<float>(4, [float.NaN, 1e6f, 4, -1e-6f]));
    }

    private static BadInput OfGroup(Func<Table, Table> add, string actual) =>
        new(() => Series(add(new Table())), "group", "Group", Group, actual);
}

/// <summary>Undone by the scale column, and values of any length.</summary>
[TestClass]
public class UnscalingWorkout : EstimatorWorkout
{
    private const string Expected = "a vector of Double with dimensions (2) or (2, F)";

    private static readonly double[][] Scales = [[1, 2], [-5.5, 0.25], [0, 1]];

    private protected override WorkoutCase Case { get; } = new()
    {
        Estimator = () => new MLContext(1).Transforms.UnscaleSeries("Sales", "Forecast", "Scale"),
        Data = () => Scale(Forecast(new Table())),
        FitInputs = ["Forecast", "Scale"],
        Inputs = ["Forecast", "Scale"],
        Outputs = ["Sales"],
        FitPasses = 0,
        BadInputs =
        [
            OfScale(table => table.AddText("Scale", "x", "y", "z"), "String"),
            OfScale(table => table.Add("Scale", NumberDataViewType.Double, 1.0, 2, 3), "Double"),
            OfScale(table => Vectors(table, new VectorDataViewType(NumberDataViewType.Double)), "Vector<Double"),
            new(() => Scale(new Table().AddText("Forecast", "x", "y", "z")), "series", "Forecast", "Single", "String"),
        ],
    };

    private static Table Forecast(Table table) => table.AddVectors(
        "Forecast", new VectorDataViewType(NumberDataViewType.Single), null,
        new VBuffer<float>(2, [1.5f, -2]), default, new VBuffer<float>(9, 2, [3, float.NaN], [1, 7]));

    private static Table Scale(Table table) => Vectors(table, new VectorDataViewType(NumberDataViewType.Double, 2));

    private static Table Vectors(Table table, VectorDataViewType type) =>
        table.AddVectors("Scale", type, null, [.. Scales.Select(s => new VBuffer<double>(2, s))]);

    private static BadInput OfScale(Func<Table, Table> add, string actual) =>
        new(() => add(Forecast(new Table())), "scale", "Scale", Expected, actual);
}

/// <summary>Undone by the fitted table: the inverse is no estimator of its own, so it is made when the workout fits.</summary>
[TestClass]
public class InverseScalingWorkout : EstimatorWorkout
{
    private protected override WorkoutCase Case { get; } = new()
    {
        Estimator = () => new Inverting(new MLContext(1).Transforms.ScaleSeries("Scaled", "Series", groupColumnName: "Group")),
        Data = () => SequenceScalingWorkout.Series(new Table().Add("Group", BooleanDataViewType.Instance, true, true, false, true)),
        FitInputs = ["Group", "Series"],
        Inputs = ["Group", "Series"],
        Outputs = ["Back"],
        FitPasses = 1,
        BadInputs =
        [
            new(() => SequenceScalingWorkout.Series(new Table().Add("Group", NumberDataViewType.Single, 1f, 2f, 1f, 2f)),
                "group", "Group", Actual: "Single"),
            new(() => new Table().Add("Group", BooleanDataViewType.Instance, true).AddText("Series", "1"),
                "series", "Series", "Single", "String"),
        ],
    };

    private sealed class Inverting(SeriesScalingEstimator scaler) : IEstimator<ITransformer>
    {
        public ITransformer Fit(IDataView input) => scaler.Fit(input).Inverse("Back", "Series");

        public SchemaShape GetOutputSchema(SchemaShape inputSchema)
        {
            SchemaShape.Column scaled = scaler.GetOutputSchema(inputSchema).Single(c => c.Name == "Scaled");
            return ColumnChecks.With(
                inputSchema, MLNet.Column("Back", scaled.Kind, scaled.ItemType, scaled.IsKey, scaled.Annotations));
        }
    }
}
