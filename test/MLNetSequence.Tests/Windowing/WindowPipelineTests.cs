using Microsoft.ML;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Windowing;

/// <summary>Windows within pipelines: fitted, saved, loaded, and what a prediction engine says of them.</summary>
[TestClass]
public class WindowPipelineTests
{
    private static readonly MLContext Context = new(1);

    private static IDataView Days => Context.Data.LoadFromEnumerable(
        Enumerable.Range(0, 40).Select(i => new Day { Count = i * i % 17, Place = i % 2 == 0 ? "x" : "y" }).ToArray());

    private static IEstimator<ITransformer> Pipeline => Context.Transforms.Difference("Change", "Count", groupColumnName: "Place")
        .Append(Context.Transforms.Lags("Lags", "Count", [1, 2], "Place"))
        .Append(Context.Transforms.SlidingWindow("Window", "Change", window: 3, horizon: 2, groupColumnName: "Place"))
        .Append(Context.Transforms.IntegrateForecast("Ahead", "Target", "Count"));

    [TestMethod]
    public void APipelineIsSavedAndLoaded()
    {
        ITransformer model = Pipeline.Fit(Days);
        ITransformer loaded = ModelFile.Reload(model, Days.Schema);
        string[] expected = Show.Of(model.Transform(Days), "Count", "Lags", "Window", "Target", "Ahead");
        Assert.AreEqual(40 - (2 * 4), expected.Length);
        Show.AreEqual(expected, Show.Of(loaded.Transform(Days), "Count", "Lags", "Window", "Target", "Ahead"));
        CollectionAssert.AreEqual(
            new[] { "difference", "lags", "window", "integrateahead" },
            ModelFile.Envelopes(ModelFile.Save(model, Days.Schema)).Select(e => e.Kind).ToArray());
    }

    [TestMethod]
    public void EveryOptionSurvivesSaving()
    {
        Table data = Workout.Shops.Data();
        ITransformer transformer = Show.Transforms.SlidingWindow(new SlidingWindowEstimator.Options
        {
            OutputColumnName = "In",
            InputColumnNames = ["Count", "Pair"],
            Window = 2,
            SamplingRate = 2,
            Stride = 1,
            StartIndex = 1,
            EndIndex = 4,
            Horizon = 2,
            TargetOffset = -1,
            TargetColumnNames = ["Pair"],
            TargetOutputColumnName = "Out",
            GroupColumnName = "Shop",
            IncompleteWindows = IncompleteRows.FillWithNaN,
            IncompleteTargets = IncompleteRows.FillWithNaN,
        }).Fit(data);
        (string Kind, byte[] Payload) saved = ModelFile.Envelopes(ModelFile.Save(transformer, data.Schema)).Single();
        Assert.AreEqual(
            """
            {"formatVersion":1,"outputColumn":"In","inputColumns":["Count","Pair"],"window":2,"samplingRate":2,"stride":1,
            "startIndex":1,"endIndex":4,"horizon":2,"targetOffset":-1,"targetColumns":["Pair"],"targetOutputColumn":"Out",
            "groupColumn":"Shop","incompleteWindows":"FillWithNaN","incompleteTargets":"FillWithNaN"}
            """.Replace("\n", ""),
            System.Text.Encoding.UTF8.GetString(saved.Payload));
    }

    [TestMethod]
    public void APredictionEngineSaysWhichStepNeedsTheRowsBefore()
    {
        foreach ((IEstimator<ITransformer> step, string name) in ((IEstimator<ITransformer>, string)[])
            [(Context.Transforms.SlidingWindow("Window", "Count", window: 3), "SlidingWindow ('Window')"),
            (Context.Transforms.Lags("Lagged", "Count", [1]), "Lags ('Lagged')"),
            (Context.Transforms.Difference("Change", "Count"), "Difference ('Change')"),
            (Context.Transforms.Integrate("Sum", "Count", "Count"), "Integrate ('Sum')")])
        {
            IEstimator<ITransformer> chain = Context.Transforms.CopyColumns("Copy", "Count").Append(step)
                .Append(Context.Transforms.CopyColumns("Copy2", "Count"));
            foreach (ITransformer model in (ITransformer[])[step.Fit(Days), chain.Fit(Days)])
            {
                InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(
                    () => Context.Model.CreatePredictionEngine<Day, Day>(model));
                StringAssert.StartsWith(error.Message, $"{name} needs the rows before the current one, so it cannot work on single rows");
            }
        }
    }

    /// <summary>Whoever asks with rows of the steps behind gets the same answer, not that a column is missing that nobody needs.</summary>
    [TestMethod]
    public void ItSaysSoWhateverTheRowIs() => StringAssert.Contains(
        Assert.ThrowsExactly<InvalidOperationException>(
            () => Context.Model.CreatePredictionEngine<Other, Other>(Pipeline.Fit(Days))).Message,
        "needs the rows before");

    [TestMethod]
    public void WindowsOverWindowsAreWindowsOfTheirRows()
    {
        Table data = Show.Count(8);
        IDataView view = Show.Transforms.SlidingWindow("Pair", "Count", window: 2)
            .Append(Show.Transforms.SlidingWindow("Pairs", "Pair", window: 3, horizon: 1)).Fit(data).Transform(data);
        Show.AreEqual(
            ["0 1 1 2 2 3 | 3 4", "1 2 2 3 3 4 | 4 5", "2 3 3 4 4 5 | 5 6", "3 4 4 5 5 6 | 6 7"], Show.Of(view, "Pairs", "Target"));
    }

    internal sealed class Day
    {
        public float Count { get; set; }

        public string Place { get; set; } = "";
    }

    internal sealed class Other
    {
        public float Unknown { get; set; }
    }
}
