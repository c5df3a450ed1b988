using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Loading;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Docs;

/// <summary>The examples of docs/data.md, as they stand there, on data small enough to see what comes.</summary>
[TestClass]
public class DataGuideTests
{
    private readonly MLContext mlContext = new(seed: 1);

    [TestMethod]
    public void Files()
    {
        using var files = new DataFiles();
        string path = files.Write("Patient,Day,Pulse,Pressure,Outcome", "a,1,60,120,well", "a,2,61,121,well", "b,1,80,140,ill");
        IDataView visits = mlContext.Data.LoadSequencesFromTable(path,
            idField: "Patient", featureFields: ["Pulse", "Pressure"], labelField: "Outcome", timeField: "Day");
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 0, 2), visits.Schema["Series"].Type);
        CollectionAssert.AreEqual(new[] { "60 120 61 121", "80 140" }, DataFiles.Numbers(visits));
        CollectionAssert.AreEqual(new[] { "well", "ill" }, DataFiles.Texts(visits, "Label"));

        IDataView rows = mlContext.Data.LoadFromEnumerable(
            [new Visit { Patient = "a", Pulse = 60, Pressure = 120 }, new Visit { Patient = "a", Pulse = 61, Pressure = 121 }]);
        IDataView grouped = mlContext.Data.GroupIntoSequences(rows, "Patient", "Pulse", "Pressure");
        CollectionAssert.AreEqual(new[] { "60 120 61 121" }, DataFiles.Numbers(grouped));
    }

    [TestMethod]
    public void Text()
    {
        Table data = new Table().AddText("Text", "A café, a cafe!", "A tea.");
        Gives(data, mlContext.Transforms.Text.TokenizeIntoSequence("Tokens", "Text", maximumTokens: 20_000),
            "Tokens", "[2 3 2 4]", "[2 5]");
        IDataView letters = mlContext.Transforms.Text.TokenizeIntoSequence("Letters", "Text", new CharacterSplitter())
            .Fit(data).Transform(data);
        StringAssert.StartsWith(Values.Of(letters, "Letters")[1], "[2 3 ");
        IEstimator<ITransformer> marks = mlContext.Transforms.Text.TokenizeIntoSequence(new SequenceTokenizingEstimator.Options
        {
            OutputColumnName = "Tokens",
            InputColumnName = "Text",
            Splitter = new PatternSplitter(@"\w+|[^\w\s]"),
            FoldAccents = true,
            MinimumFrequency = 2,
            StartToken = "[START]",
            EndToken = "[END]",
        });
        // [UNK] [START] [END] a cafe: the other tokens come once.
        Gives(data, marks, "Tokens", "[2 4 5 1 4 5 1 3]", "[2 4 1 1 3]");
    }

    [TestMethod]
    public void BackAndOn()
    {
        Table data = new Table().AddText("Text", "b a b", "c");
        IEstimator<ITransformer> pipeline = mlContext.Transforms.Text.TokenizeIntoSequence("Tokens", "Text")
            .Append(mlContext.Transforms.Text.SequenceToText("Again", "Tokens"))
            .Append(mlContext.Transforms.SequenceToMatrix("Bag", "Tokens", SequenceMatrixMode.TfIdf))
            .Append(mlContext.Transforms.SequenceToOneHot("Steps", "Tokens"));
        IDataView view = pipeline.Fit(data).Transform(data);
        CollectionAssert.AreEqual(new[] { "b a b", "c" }, Values.Of(view, "Again"));
        float[] bag = view.GetColumn<float[]>("Bag").First();
        // Keras' tfidf: (1 + ln 2) · ln(1 + 2 / (1 + 1)) for b, which stands at slot 1, behind [UNK].
        Assert.AreEqual((1 + Math.Log(2)) * Math.Log(2), bag[1], 1e-6);
        CollectionAssert.AreEqual(new float[] { 0, 1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0 }, view.GetColumn<float[]>("Steps").First());
    }

    [TestMethod]
    public void Vectors()
    {
        using var files = new DataFiles();
        Table data = new Table().AddText("Text", "good film");
        SequenceTokenizingTransformer tokenizer = mlContext.Transforms.Text.TokenizeIntoSequence("Tokens", "Text").Fit(data);
        WordVectors vectors = WordVectors.Load(files.Write("good 1 2 3", "bad -1 -2 -3"), tokenizer);
        StringAssert.StartsWith(vectors.ToString(), "1 of 3 words found");
        SequenceNetwork network =
            new SequenceNetwork().Embedding(vectors.Matrix, trainable: false).Lstm(64).Dense(2, Activation.Softmax);
        Assert.AreEqual(2, new SequenceModel(network).Score([2, 3]).Length);
    }

    [TestMethod]
    public void Padding()
    {
        Table data = new Table().AddTokens("Tokens", ["a", "b"], [1, 2], []);
        Gives(data, mlContext.Transforms.PadSequences("Features", "Tokens", length: 3), "Features", "[0 1 2]", "[0 0 0]");
        IEstimator<ITransformer> masked = mlContext.Transforms.PadSequences(new SequencePaddingEstimator.Options
        {
            OutputColumnName = "Features",
            InputColumnName = "Tokens",
            Padding = SequenceEnd.Post,
            MaskColumnName = "Mask",
        });
        Gives(data, masked, "Mask", "[True True]", "[False False]");
    }

    [TestMethod]
    public void Windows()
    {
        Table data = new Table().Add("Count", NumberDataViewType.Single, 12f, 9f, 5f, 7f, 11f);
        IDataView view = mlContext.Transforms.SlidingWindow("Window", "Count", window: 3, horizon: 1).Fit(data).Transform(data);
        CollectionAssert.AreEqual(
            new[] { "Count(t-2)", "Count(t-1)", "Count(t)" },
            Values.OfAnnotation<ReadOnlyMemory<char>>(view.Schema["Window"], "SlotNames"));
        CollectionAssert.AreEqual(new[] { 5f, 7f }, view.GetColumn<float>("Count").ToArray());
        CollectionAssert.AreEqual(new[] { "12 9 5", "9 5 7" }, DataFiles.Numbers(view, "Window"));
        CollectionAssert.AreEqual(new[] { 7f, 11f }, view.GetColumn<float>("Target").ToArray());
        IDataView lags = mlContext.Transforms.Lags("Lags", "Count", [1, 2]).Fit(data).Transform(data);
        Assert.AreEqual("9 12", DataFiles.Numbers(lags, "Lags")[2]);
    }

    [TestMethod]
    public void Calendar()
    {
        Table data = new Table().Add("Date", DateTimeDataViewType.Instance, new DateTime(2026, 11, 21));
        IDataView view = mlContext.Transforms
            .TimeFeatures("Calendar", "Date", TimeParts.DayOfWeek | TimeParts.Month, TimeEncoding.Cyclic).Fit(data).Transform(data);
        float[] saturdayInNovember = view.GetColumn<float[]>("Calendar").Single();
        Assert.AreEqual(Math.Sin(2 * Math.PI * 5 / 7), saturdayInNovember[0], 1e-6);
        Assert.AreEqual(Math.Cos(2 * Math.PI * 10 / 12), saturdayInNovember[3], 1e-6);
    }

    [TestMethod]
    public void ThereAndBack()
    {
        // Two countries, mixed, each with 40 days: sums from the first day on.
        Day[] days = [.. Enumerable.Range(0, 80).Select(i => new Day { Country = i % 2 == 0 ? "A" : "B", Cases = (i / 2) * (i / 2) + i % 2 })];
        IDataView data = mlContext.Data.LoadFromEnumerable(days);
        var pipeline = mlContext.Transforms.Difference("New", "Cases", groupColumnName: "Country")
            .Append(mlContext.Transforms.ScaleSeries(
                "Scaled", "New", SeriesScaling.MeanAbsolute, groupColumnName: "Country", scaleColumnName: "Scale"))
            .Append(mlContext.Transforms.SlidingWindow(new SlidingWindowEstimator.Options
            {
                OutputColumnName = "Window",
                InputColumnNames = ["Scaled"],
                Window = 28,
                Horizon = 7,
                GroupColumnName = "Country",
                IncompleteTargets = IncompleteRows.FillWithNaN,
            }))
            // In place of a trainer: it knows what comes.
            .Append(mlContext.Transforms.CopyColumns("Score", "Target"));
        var back = mlContext.Transforms.UnscaleSeries("NewAhead", "Score", scaleColumnName: "Scale")
            .Append(mlContext.Transforms.IntegrateForecast("CasesAhead", "NewAhead", levelColumnName: "Cases"));
        IDataView view = pipeline.Append(back).Fit(data).Transform(data);
        Ahead[] rows = [.. mlContext.Data.CreateEnumerable<Ahead>(view, reuseRowObject: false)];
        // The first change has no day before it, so the first window with all its values ends on day 28; the last on day 39.
        Assert.AreEqual(2 * (40 - 27), rows.Length);
        foreach (Ahead row in rows.Where(r => !float.IsNaN(r.CasesAhead[6]) && !r.CasesAhead.Any(float.IsNaN) && r.Cases > 729))
        {
            float first = row.Country == "B" ? 1 : 0;
            int day = (int)Math.Sqrt(row.Cases - first);
            float[] expected = [.. Enumerable.Range(day + 1, 7).Select(d => d * d + first)];
            for (int i = 0; i < 7; i++)
            {
                Assert.AreEqual(expected[i], row.CasesAhead[i], 1e-3, $"Day {day}, {i + 1} ahead");
            }
        }
        Assert.IsTrue(rows[^1].CasesAhead.All(float.IsNaN), "What comes after the last day is not known.");
    }

    [TestMethod]
    public void OwnTokenizer()
    {
        Table data = new Table().AddText("Text", "one;two;one", "two");
        IEstimator<ITransformer> estimator =
            mlContext.Transforms.Text.TokenizeIntoSequence("Tokens", "Text", new CustomSplitter("guide", new Parts()));
        Gives(data, estimator, "Tokens", "[2 3 2]", "[3]");
        byte[] file = ModelFile.Save(estimator.Fit(data), data.Schema);
        CustomSplitter.Register("guide", new Parts());
        CollectionAssert.AreEqual(new[] { "[2 3 2]", "[3]" }, Values.Of(ModelFile.Load(file).Transform(data), "Tokens"));
    }

    private static void Gives(IDataView data, IEstimator<ITransformer> estimator, string column, params string[] expected) =>
        CollectionAssert.AreEqual(expected, Values.Of(estimator.Fit(data).Transform(data), column));

    private sealed class Parts : ITextSplitter
    {
        public IEnumerable<string> Split(string text) => text.Split(';');
    }

    private sealed class Visit
    {
        public string Patient { get; set; } = "";

        public float Pulse { get; set; }

        public float Pressure { get; set; }
    }

    private sealed class Day
    {
        public string Country { get; set; } = "";

        public float Cases { get; set; }
    }

    private sealed class Ahead
    {
        public string Country { get; set; } = "";

        public float Cases { get; set; }

        public float[] CasesAhead { get; set; } = [];
    }
}
