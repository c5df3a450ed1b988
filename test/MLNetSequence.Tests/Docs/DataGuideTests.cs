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
    public void Tags()
    {
        var type = new VectorDataViewType(TextDataViewType.Instance);
        Table data = new Table()
            .AddVectors("Form", type, null, Items("The", "cat", "sat"), Items("The", "cat"))
            .AddVectors("Upos", type, null, Items("DET", "NOUN", "VERB"), Items("DET", "NOUN"));
        IEstimator<ITransformer> pipeline = mlContext.Transforms.Text.TokenizeIntoSequence("Words", "Form")
            .Append(mlContext.Transforms.Text.TokenizeIntoSequence(new SequenceTokenizingEstimator.Options
            {
                OutputColumnName = "Tags",
                InputColumnName = "Upos",
                LowerCase = false,
                OutOfVocabularyToken = null,
            }));
        Gives(data, pipeline, "Tags", "[1 2 3]", "[1 2]");
        Table other = new Table().AddVectors("Form", type, null, Items("A")).AddVectors("Upos", type, null, Items("X"));
        CollectionAssert.AreEqual(new[] { "[0]" }, Values.Of(pipeline.Fit(data).Transform(other), "Tags"));

        static VBuffer<ReadOnlyMemory<char>> Items(params string[] items) =>
            new(items.Length, [.. items.Select(i => i.AsMemory())]);
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
        var vectors = WordVectors.Load(
            files.Write("good 1 2 3", "bad -1 -2 -3"), tokenizer, new WordVectorOptions { Missing = MissingVectors.Normal });
        StringAssert.StartsWith(vectors.ToString(), "1 of 3 words found");
        SequenceNetwork network =
            new SequenceNetwork().Embedding(vectors.Matrix, trainable: true).Lstm(64).Dense(2, Activation.Softmax);
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
        IDataView lags = mlContext.Transforms.Lags("Lags", "Count", [1, 2], incompleteRows: IncompleteRows.Drop).Fit(data).Transform(data);
        CollectionAssert.AreEqual(new[] { "9 12", "5 9", "7 5" }, DataFiles.Numbers(lags, "Lags"));
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
        var pipeline = mlContext.Transforms
            .Difference("New", "Cases", groupColumnName: "Country", incompleteRows: IncompleteRows.Drop)
            .Append(mlContext.Transforms.ScaleSeries(
                "Scaled", "New", SeriesScaling.MeanAbsolute, groupColumnName: "Country", scaleColumnName: "Scale"))
            .Append(mlContext.Transforms.SlidingWindow("Window", "Scaled", window: 28, horizon: 7, groupColumnName: "Country"))
            // In place of a model: it knows what comes.
            .Append(mlContext.Transforms.CopyColumns("Score", "Target"));
        var back = mlContext.Transforms.UnscaleSeries("NewAhead", "Score", scaleColumnName: "Scale")
            .Append(mlContext.Transforms.IntegrateForecast("CasesAhead", "NewAhead", levelColumnName: "Cases"));
        IDataView windows = pipeline.Fit(data).Transform(data);
        ITransformer behind = back.Fit(windows);
        Forecast[] rows = [.. mlContext.Data.CreateEnumerable<Forecast>(behind.Transform(windows), reuseRowObject: false)];
        // 39 differences a country, the last of them that of day 39: windows end on days 28 to 32.
        Assert.AreEqual(2 * 5, rows.Length);
        foreach (Forecast row in rows)
        {
            float first = row.Country == "B" ? 1 : 0;
            int day = (int)Math.Round(Math.Sqrt(row.Cases - first));
            for (int i = 0; i < 7; i++)
            {
                Assert.AreEqual((day + 1 + i) * (day + 1 + i) + first, row.CasesAhead[i], 1e-3, $"Day {day}, {i + 1} ahead");
            }
        }
        using var engine = mlContext.Model.CreatePredictionEngine<Ahead, Forecast>(behind);
        var one = new Ahead { Score = [1, 2, 3, 4, 5, 6, 7], Cases = 100, Scale = [0, 10] };
        CollectionAssert.AreEqual(new float[] { 110, 130, 160, 200, 250, 310, 380 }, engine.Predict(one).CasesAhead);
    }

    [TestMethod]
    public void Seasons()
    {
        float[] passengers = [.. Enumerable.Range(0, 60).Select(month => month * 20 + (month % 12))];
        Table data = new Table().Add("Passengers", NumberDataViewType.Single, passengers);
        var pipeline = mlContext.Transforms.Difference("Change", "Passengers", lag: 12, incompleteRows: IncompleteRows.Drop)
            .Append(mlContext.Transforms.SlidingWindow("Window", "Change", window: 6, horizon: 3))
            .Append(mlContext.Transforms.SlidingWindow("LastYear", "Passengers", window: 12))
            .Append(mlContext.Transforms.CopyColumns("Score", "Target"))
            .Append(mlContext.Transforms.IntegrateForecast("Ahead", "Score", levelColumnName: "LastYear", lag: 12));
        IDataView view = pipeline.Fit(data).Transform(data);
        float[][] years = [.. view.GetColumn<float[]>("LastYear")];
        float[][] ahead = [.. view.GetColumn<float[]>("Ahead")];
        for (int row = 0; row < ahead.Length; row++)
        {
            int now = Array.IndexOf(passengers, years[row][^1]);
            CollectionAssert.AreEqual(passengers[(now + 1)..(now + 4)], ahead[row]);
        }
        Assert.IsTrue(ahead.Length > 20);
    }

    [TestMethod]
    public void ToTheEngine()
    {
        using var files = new DataFiles();
        string steps = string.Join(':', Enumerable.Repeat("1,2,3", 12));
        IDataView vowels = mlContext.Data.LoadFromTsFile(
            files.Write("@dimensions 12", "@classLabel true a b", "@data", $"{steps}:a", $"{steps}:b"));
        IDataView keyed = mlContext.Transforms.Conversion.MapValueToKey("Label").Fit(vowels).Transform(vowels);
        var examples = SequenceExamples.OfFeatures(12);
        foreach (Vowel row in mlContext.Data.CreateEnumerable<Vowel>(keyed, reuseRowObject: true))
        {
            examples.Add(row.Series, label: (int)row.Label - 1);
        }
        Assert.AreEqual(2, examples.Count);
        Assert.AreEqual(3, examples.Steps(1));
        IEstimator<ITransformer> pad = mlContext.Transforms.PadSequences("Series", length: 4);
        using var engine = mlContext.Model.CreatePredictionEngine<Utterance, Utterance>(pad.Fit(vowels));
        Assert.AreEqual(48, engine.Predict(new Utterance { Series = new float[24] }).Series.Length);
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
        public float[] Score { get; set; } = [];

        public float Cases { get; set; }

        [VectorType(2)]
        public double[] Scale { get; set; } = [];

        public string Country { get; set; } = "";
    }

    private sealed class Forecast
    {
        public string Country { get; set; } = "";

        public float Cases { get; set; }

        public float[] CasesAhead { get; set; } = [];
    }

    private sealed class Utterance
    {
        [VectorType(0, 12)]
        public float[] Series { get; set; } = [];
    }

    private sealed class Vowel
    {
        [VectorType(0, 12)]
        public float[] Series { get; set; } = [];

        public uint Label { get; set; }
    }
}
