using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.TimeFeatures;

/// <summary>What TimeFeatures refuses, that each option changes something, and that it outlives a model file.</summary>
[TestClass]
public class TimeFeaturesOptionsTests
{
    private const string Payload =
        """{"formatVersion":1,"outputColumn":"Out","inputColumn":"In","parts":"Hour, Month","encoding":"Cyclic","missingTime":"NaN"}""";

    private static readonly TransformsCatalog Catalog = new MLContext().Transforms;

    [TestMethod]
    public void ArgumentsOutsideTheirRangeAreRefusedByName()
    {
        AssertRefused<ArgumentException>("outputColumnName", () => Catalog.TimeFeatures("", "In"));
        AssertRefused<ArgumentNullException>("outputColumnName", () => Catalog.TimeFeatures(null!, "In"));
        AssertRefused<ArgumentOutOfRangeException>("parts", () => Catalog.TimeFeatures("Out", "In", TimeParts.None));
        AssertRefused<ArgumentOutOfRangeException>("parts", () => Catalog.TimeFeatures("Out", "In", (TimeParts)256 | TimeParts.Hour));
        AssertRefused<ArgumentOutOfRangeException>(
            "encoding", () => Catalog.TimeFeatures("Out", "In", TimeParts.Hour, (TimeEncoding)2));
        AssertRefused<ArgumentOutOfRangeException>(
            "missingTime", () => Catalog.TimeFeatures(new TimeFeaturesEstimator.Options { MissingTime = (MissingTime)(-1) }));
        AssertRefused<ArgumentNullException>("options", () => Catalog.TimeFeatures((TimeFeaturesEstimator.Options)null!));
        AssertRefused<ArgumentNullException>("catalog", () => ((TransformsCatalog)null!).TimeFeatures("Out"));
        AssertRefused<ArgumentNullException>(
            "catalog", () => ((TransformsCatalog)null!).TimeFeatures(new TimeFeaturesEstimator.Options()));
    }

    [TestMethod]
    public void EveryOptionChangesSomethingAndOutlivesAModelFile()
    {
        Action<TimeFeaturesEstimator.Options>[] changes =
        [
            _ => { },
            o => o.OutputColumnName = "Other",
            o => o.Parts = TimeParts.Hour,
            o => o.Parts |= TimeParts.Quarter,
            o => o.Encoding = TimeEncoding.Cyclic,
            o => o.InputColumnName = "Then",
        ];
        Table data = new Table()
            .Add("Time", DateTimeDataViewType.Instance, new DateTime(2024, 5, 6, 7, 8, 9))
            .Add("Then", DateTimeDataViewType.Instance, new DateTime(2023, 1, 2, 3, 4, 5));
        var seen = new HashSet<string>();
        foreach (Action<TimeFeaturesEstimator.Options> change in changes)
        {
            var options = new TimeFeaturesEstimator.Options { InputColumnName = "Time" };
            change(options);
            TimeFeaturesEstimator estimator = Catalog.TimeFeatures(options);
            // Changing options later changes nothing.
            (options.Parts, options.Encoding, options.InputColumnName) = (TimeParts.Minute, TimeEncoding.Number, "No");
            TimeFeaturesTransformer transformer = estimator.Fit(data);
            string values = string.Join('\n', Values.OfAll(transformer.Transform(data)));
            Assert.IsTrue(seen.Add(values));
            Assert.AreEqual(values, string.Join('\n', Values.OfAll(ModelFile.Reload(transformer, data.Schema).Transform(data))));
        }
    }

    [TestMethod]
    public void BothOverloadsHaveOneSetOfDefaults()
    {
        Table data = new Table().Add("Time", DateTimeDataViewType.Instance, new DateTime(2024, 5, 6, 7, 8, 9));
        string[] plain = Values.OfAll(Catalog.TimeFeatures("TimeFeatures", "Time").Fit(data).Transform(data));
        var options = new TimeFeaturesEstimator.Options { InputColumnName = "Time" };
        CollectionAssert.AreEqual(plain, Values.OfAll(Catalog.TimeFeatures(options).Fit(data).Transform(data)));
    }

    [TestMethod]
    public void APredictionEngineTakesADateTime()
    {
        var context = new MLContext(1);
        IDataView data = context.Data.LoadFromEnumerable<Visit>([]);
        ITransformer model = context.Transforms.TimeFeatures("Calendar", "When", TimeParts.Hour | TimeParts.WeekOfYear).Fit(data);
        foreach (ITransformer served in (ITransformer[])[model, ModelFile.Reload(model, data.Schema)])
        {
            using PredictionEngine<Visit, Features> engine = context.Model.CreatePredictionEngine<Visit, Features>(served);
            CollectionAssert.AreEqual(new float[] { 17, 53 }, engine.Predict(new Visit { When = new(2021, 1, 1, 17, 4, 0) }).Calendar);
            CollectionAssert.AreEqual(new float[] { 0, 1 }, engine.Predict(new Visit { When = new(2021, 1, 4) }).Calendar);
            Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => engine.Predict(new Visit()));
            StringAssert.Contains(error.Message, "'When'");
        }
    }

    [TestMethod]
    [DataRow("\"formatVersion\":1", "\"formatVersion\":2")]
    [DataRow("\"Out\"", "\"\"")]
    [DataRow("\"In\"", "null")]
    [DataRow("\"Hour, Month\"", "\"None\"")]
    [DataRow("\"Hour, Month\"", "\"Hour, Year\"")]
    [DataRow("\"Hour, Month\"", "256")]
    [DataRow("\"Hour, Month\"", "0")]
    [DataRow("\"parts\":\"Hour, Month\",", "")]
    [DataRow("\"Cyclic\"", "2")]
    [DataRow("\"NaN\"", "\"Zero\"")]
    [DataRow("\"NaN\"", "7")]
    [DataRow("}", ",\"more\":1}")]
    public void ATamperedPayloadIsRefused(string from, string to)
    {
        Assert.IsInstanceOfType<TimeFeaturesTransformer>(TimeFeaturesTransformer.Load(Encoding.UTF8.GetBytes(Payload)));
        StringAssert.Contains(Payload, from);
        byte[] damaged = Encoding.UTF8.GetBytes(Payload.Replace(from, to, StringComparison.Ordinal));
        Assert.ThrowsExactly<InvalidDataException>(() => TimeFeaturesTransformer.Load(damaged));
    }

    private static void AssertRefused<T>(string name, Action call)
        where T : ArgumentException => Assert.AreEqual(name, Assert.ThrowsExactly<T>(call).ParamName);

    private sealed class Visit
    {
        public DateTime When { get; set; }
    }

    private sealed class Features
    {
        public float[] Calendar { get; set; } = [];
    }
}
