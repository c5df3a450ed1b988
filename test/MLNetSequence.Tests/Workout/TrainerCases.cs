using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;
using static MLNetSequence.Tests.Support.TableColumns;

namespace MLNetSequence.Tests.Workout;

/// <summary>Labels and features to put a trainer's workout together from, six rows each.</summary>
internal static class TrainerCases
{
    private const string FeatureTypes = "a vector of Key<UInt32> of known count, or of Single with the dimensions (T), (T, F) or (0, F)";
    private const string Known = "Single or a vector of Single of known size";

    private static readonly string[] Words = ["a", "b", "c", "d"];

    /// <summary>A label column that fits, and some that do not.</summary>
    public sealed record Label(Func<Table, Table> Add, BadColumn[] Bad);

    /// <summary>Feature columns that fit, and some that do not.</summary>
    public sealed record Features(string[] Names, string? Static, Func<Table, Table> Add, BadFeature[] Bad);

    /// <summary>A column of a type that does not fit, and what the error must say of it.</summary>
    public sealed record BadColumn(Func<Table, Table> Add, string Actual, string Expected);

    /// <summary>The same of a column of features.</summary>
    public sealed record BadFeature(string Column, string Role, BadColumn Bad);

    public static Label OfClasses { get; } = new(
        table => table.AddKeys("Label", ["x", "y"], 1, 2, 1, 2, 1, 2),
        [
            new(table => table.AddNumbers("Label", Each(6, i => (float)i)), "Single", "Key<UInt32> of known count"),
            new(table => table.AddFlags("Label", Each(6, i => i < 3)), "Boolean", "Key<UInt32> of known count"),
        ]);

    public static Label OfFlags { get; } = new(
        table => table.AddFlags("Label", true, false, true, false, false, true),
        [
            new(table => table.AddKeys("Label", ["x", "y"], 1, 2, 1, 2, 1, 2), "Key<UInt32", "Boolean"),
            new(table => table.AddNumbers("Label", Each(6, i => (float)i)), "Single", "Boolean"),
            new(
                table => table.AddVectors(
                    "Label", new VectorDataViewType(BooleanDataViewType.Instance, 1), null, Each(6, _ => new VBuffer<bool>(1, [true]))),
                "Vector<Boolean",
                "Boolean"),
        ]);

    public static Label OfNumbers { get; } = new(
        table => table.AddNumbers("Label", 1, -2, 30, 4.5f, 0, 7),
        [
            new(table => table.AddFlags("Label", Each(6, i => i < 3)), "Boolean", Known),
            new(table => table.Add("Label", NumberDataViewType.Double, Each(6, i => (double)i)), "Double", Known),
            new(table => table.AddSeries("Label", 0, Each(6, i => new[] { i, 2f })), "Vector<Single", Known),
        ]);

    public static Label OfVectors { get; } = OfNumbers with
    {
        Add = table => table.AddNamed("Label", ["tomorrow", "after"], Each(6, i => new[] { i, 100 - i * 3f })),
    };

    public static Features Tokens { get; } = new(
        ["Features"],
        null,
        table => table.AddTokens("Features", Words, [1, 2, 3, 4], [], [4, 2], [1], [3, 0, 2, 0], [2, 2]),
        [OfFeature("Features", table => table.AddText("Features", Each(6, i => $"{i}")), "String")]);

    /// <summary>(T), of a known T.</summary>
    public static Features Series { get; } = Tokens with
    {
        Add = table => table.AddKnown("Features", [3], Each(6, i => new[] { i, -1.5f, i == 2 ? NaN : 0.25f * i })),
    };

    /// <summary>(T, F), of a known T.</summary>
    public static Features Steps { get; } = Tokens with
    {
        Add = table => table.AddKnown(
            "Features", [2, 3], Each(6, i => i == 4 ? [1, 2, 3, NaN, NaN, NaN] : new[] { i, 0.5f, 2, -i, 1, 0 })),
    };

    /// <summary>(0, F).</summary>
    public static Features AnySteps { get; } = Tokens with
    {
        Add = table => table.AddSeries("Features", 2, [1, 2, 3, 4], [], [NaN, NaN, 5, 6], [0, 0], [1, -1, 2, -2, 3, -3], [7, 8]),
    };

    /// <summary>Two columns of tokens, two of series, and static features.</summary>
    public static Features Mixed { get; } = new(
        ["Words", "Prices", "Tags", "Days"],
        "Statics",
        table => table
            .AddTokens("Words", Words, [1, 2, 3], [], [4, 2], [1], [3, 0, 2, 0], [2, 2])
            .AddTokens("Tags", ["n", "v"], [1, 0, 2], [], [1, 2], [1], [2, 0, 2, 1], [2, 2])
            .AddSeries("Prices", 2, [1, 2, 3, 4, 5, 6], [], [1, 2, 3, 4], [0, 0], [1, 2, NaN, NaN, 5, 6, 7, 8], [9, 8, 7, 6])
            .AddSeries("Days", 0, [1, 2, 3], [], [4, 5], [6], [7, 8, 9, 0], [1, 2])
            .AddNamed("Statics", ["age", "height"], Each(6, i => new[] { i, 1 - i * 0.1f })),
        [
            OfFeature("Words", table => table.AddKeys("Words", Words, 1, 2, 3, 4, 1, 2), "Key<UInt32"),
            OfFeature("Tags", table => table.AddText("Tags", Each(6, i => $"{i}")), "String"),
            OfFeature("Prices", table => table.AddNumbers("Prices", Each(6, i => (float)i)), "Single"),
            OfFeature("Days", table => table.AddFlags("Days", Each(6, i => i > 2)), "Boolean"),
            OfStatics(table => table.AddSeries("Statics", 0, Each(6, i => new float[] { i, 1 })), "Vector<Single"),
            OfStatics(table => table.AddText("Statics", Each(6, i => $"{i}")), "String"),
        ]);

    /// <summary>The whole case.</summary>
    public static WorkoutCase Make(Label label, Features features, string[] outputs, Func<IEstimator<ITransformer>> estimator)
    {
        string[] inputs = [.. features.Names.Append(features.Static).OfType<string>().Order(StringComparer.Ordinal)];
        Table Data() => features.Add(label.Add(new Table()))
            .Add("Number", NumberDataViewType.Int32, 4, 5, 6, 7, 8, 9)
            .AddSeries("Vector", 0, [1.5f, -2], [], [3, 4], [], [7], [1]);
        return new()
        {
            Estimator = estimator,
            Data = Data,
            FitInputs = ["Label", .. inputs],
            Inputs = inputs,
            Outputs = outputs,
            FitPasses = 1,
            BadInputs =
            [
                .. label.Bad.Select(bad => new BadInput(
                    () => bad.Add(Data().Without("Label")), "label", "Label", bad.Expected, bad.Actual, OnlyToFit: true)),
                .. features.Bad.Select(bad => new BadInput(
                    () => bad.Bad.Add(Data().Without(bad.Column)), bad.Role, bad.Column, bad.Bad.Expected, bad.Bad.Actual)),
            ],
        };
    }

    /// <summary>Tells a trainer the feature columns.</summary>
    public static void Use(this SequenceTrainerOptions options, Features features) =>
        (options.FeatureColumnNames, options.StaticFeatureColumnName) = (features.Names, features.Static);

    private static BadFeature OfFeature(string column, Func<Table, Table> add, string actual) =>
        new(column, "feature", new BadColumn(add, actual, FeatureTypes));

    private static BadFeature OfStatics(Func<Table, Table> add, string actual) =>
        new("Statics", "static feature", new BadColumn(add, actual, Known));
}
