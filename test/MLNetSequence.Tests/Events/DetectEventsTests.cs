using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Interop;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Events;

/// <summary>Events as columns, and what scores there may be.</summary>
[TestClass]
public class DetectEventsTests
{
    private readonly TransformsCatalog _catalog = new MLContext(1).Transforms;

    /// <summary>The example of the doc comment.</summary>
    [TestMethod]
    public void TheColumnsTellStepsStartsEndsAndPeaks()
    {
        Table data = new Table().AddScores([0.1f, 0.9f, 0.8f, 0.2f, 0.9f, 0, 0], [0, 0], [], [1, 1, 0, 0, 2, 3]);
        IDataView events = Apply(data, _catalog.DetectEvents("Events", "Score", rules: new EventRules { Onset = 2, MinimumGap = 2 }));
        Is(events, "Events", "0 1 1 1 1 0 0", "0 0", "", "1 1 0 0 1 1");
        Is(events, "EventsStarts", "1", "", "", "0 4");
        Is(events, "EventsEnds", "4", "", "", "1 5");
        Is(events, "EventsPeaks", "0.9", "", "", "1 3");
        Assert.AreEqual(new VectorDataViewType(BooleanDataViewType.Instance), events.Schema["Events"].Type);
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Int32), events.Schema["EventsStarts"].Type);
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Int32), events.Schema["EventsEnds"].Type);
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single), events.Schema["EventsPeaks"].Type);
    }

    [TestMethod]
    public void ALabelChoosesItsScores()
    {
        Table data = new Table().AddScores(
            ["O", "alarm", "fault"],
            [0.1f, 0.7f, 0.2f, 0.3f, 0.6f, 0.1f, float.NaN, float.NaN, float.NaN, 0.1f, 0.1f, 0.8f]);
        Is(Apply(data, _catalog.DetectEvents(label: "alarm")), "Events", "1 1 0 0");
        Is(Apply(data, _catalog.DetectEvents(label: "fault")), "EventsStarts", "3");
        Is(Apply(data, _catalog.DetectEvents("Calm", label: "O")), "CalmPeaks", "");
    }

    [TestMethod]
    public void LabelsMayBeNumbersAndStepsOfOneNumber()
    {
        var builder = new DataViewSchema.Annotations.Builder();
        Annotations.AddVector(builder, Annotations.TrainingLabelValues, NumberDataViewType.Single, [0.5f, 2]);
        Table data = new Table().AddVectors(
            "Score", new VectorDataViewType(NumberDataViewType.Single, 3, 2), builder.ToAnnotations(),
            new VBuffer<float>(6, 2, [1, 1], [0, 3]));
        Is(Apply(data, _catalog.DetectEvents(label: "2")), "Events", "0 1 0");
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("de-DE");
        try
        {
            Is(Apply(data, _catalog.DetectEvents(label: "0.5")), "Events", "1 0 0");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [TestMethod]
    public void OneScoreAStepMayHaveADimensionOfItsOwn()
    {
        foreach (int steps in (int[])[0, 3])
        {
            Table data = new Table().AddVectors(
                "Score", new VectorDataViewType(NumberDataViewType.Single, steps, 1), null, new VBuffer<float>(3, [0, 1, 1]));
            Is(Apply(data, _catalog.DetectEvents()), "Events", "0 1 1");
        }
    }

    [TestMethod]
    public void ALabelThatIsNotThereIsRefusedWithThoseThatAre()
    {
        Table data = new Table().AddScores(["O", "alarm"], [1, 0]);
        Exception error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _catalog.DetectEvents(label: "Alarm").Fit(data));
        StringAssert.Contains(error.Message, "no label 'Alarm'. Its labels are: O, alarm.");
    }

    [TestMethod]
    public void SeveralScoresAStepNeedALabelAndOneHasNone()
    {
        Table several = new Table().AddScores(["O", "alarm"], [1, 0]);
        Exception error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _catalog.DetectEvents().Fit(several));
        StringAssert.Contains(error.Message, "one is chosen by its label");
        Table one = new Table().AddVectors(
            "Score", new VectorDataViewType(NumberDataViewType.Single), Scored.Labels(["alarm"]), new VBuffer<float>(1, [1]));
        error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _catalog.DetectEvents(label: "alarm").Fit(one));
        StringAssert.Contains(error.Message, "(T, C) or (0, C)");
        Table few = new Table().AddVectors(
            "Score", new VectorDataViewType(NumberDataViewType.Single, 0, 2), Scored.Labels(["alarm"]), new VBuffer<float>(2, [1, 1]));
        error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _catalog.DetectEvents(label: "alarm").Fit(few));
        StringAssert.Contains(error.Message, "with 1 labels");
    }

    [TestMethod]
    public void ARowThatEndsWithinAStepIsNamedAndTheNextIsRead()
    {
        Table data = new Table().AddScores(["a", "b"], [1, 0], [1, 0, 1], [1, 1]);
        IDataView events = Apply(data, _catalog.DetectEvents(label: "b"));
        using DataViewRowCursor cursor = events.GetRowCursor(events.Schema);
        Func<string> read = Values.Reader(cursor, events.Schema["Events"]);
        cursor.MoveNext();
        Assert.AreEqual("[False]", read());
        cursor.MoveNext();
        Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => read());
        StringAssert.Contains(error.Message, "Row 2: column 'Score' holds 3 scores, which is no multiple of the 2");
        Assert.ThrowsExactly<InvalidOperationException>(() => read());
        cursor.MoveNext();
        Assert.AreEqual("[True]", read());
    }

    [TestMethod]
    public void APredictionEngineFindsTheSame()
    {
        IDataView data = new MLContext().Data.LoadFromEnumerable([new Stream()]);
        ITransformer model = _catalog.DetectEvents("Found", "Probabilities", rules: new EventRules { MinimumGap = 2 }).Fit(data);
        foreach (ITransformer each in new[] { model, ModelFile.Reload(model, data.Schema) })
        {
            using PredictionEngine<Stream, Answer> engine = new MLContext().Model.CreatePredictionEngine<Stream, Answer>(each);
            Answer answer = engine.Predict(new Stream { Probabilities = [0, 0.7f, 0.1f, 0.9f, 0, 0, 0.5f] });
            CollectionAssert.AreEqual(new[] { false, true, true, true, false, false, true }, answer.Found);
            CollectionAssert.AreEqual(new[] { 1, 6 }, answer.FoundStarts);
            CollectionAssert.AreEqual(new[] { 3, 6 }, answer.FoundEnds);
            CollectionAssert.AreEqual(new[] { 0.9f, 0.5f }, answer.FoundPeaks);
            Assert.AreEqual(0, engine.Predict(new Stream()).FoundStarts.Length);
        }
    }

    public sealed class Stream
    {
        public float[] Probabilities { get; set; } = [];
    }

    public sealed class Answer
    {
        public bool[] Found { get; set; } = [];

        public int[] FoundStarts { get; set; } = [];

        public int[] FoundEnds { get; set; } = [];

        public float[] FoundPeaks { get; set; } = [];
    }

    private static IDataView Apply(IDataView data, EventDetectionEstimator estimator) => estimator.Fit(data).Transform(data);

    private static void Is(IDataView data, string column, params string[] expected)
    {
        string[] found = column switch
        {
            _ when column.EndsWith("Peaks") => Read<float>(v => v.ToString(CultureInfo.InvariantCulture)),
            _ when column.EndsWith("Starts") || column.EndsWith("Ends") => Read<int>(v => v.ToString(CultureInfo.InvariantCulture)),
            _ => Read<bool>(v => v ? "1" : "0"),
        };
        CollectionAssert.AreEqual(expected, found, column);

        string[] Read<T>(Func<T, string> write) =>
            [.. data.GetColumn<VBuffer<T>>(column).Select(v => string.Join(' ', v.DenseValues().Select(write)))];
    }
}
