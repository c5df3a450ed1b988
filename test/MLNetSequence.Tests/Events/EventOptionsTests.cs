using System.Text;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;
using Options = MLNetSequence.EventDetectionEstimator.Options;

namespace MLNetSequence.Tests.Events;

/// <summary>No option is silently ignored, none is lost on save, and what was altered since is refused.</summary>
[TestClass]
public class EventOptionsTests
{
    private const string Saved =
        """{"formatVersion":1,"outputColumn":"Events","scoreColumn":"Score","label":"b","threshold":0.5,"releaseThreshold":0.25,"""
        + "\"onset\":1,\"minimumGap\":2,\"minimumLength\":1}";

    private static readonly TransformsCatalog Catalog = new MLContext(1).Transforms;

    private static Table Data() => new Table()
        .AddScores(["a", "b"], [0, 0.7f, 0, 0.3f, 1, 0, 0, 0.6f, 0.8f, 0.2f, 0, 0.2f, 0, 0.7f, 0, 0.9f])
        .AddVectors(
            "More", new VectorDataViewType(NumberDataViewType.Single, 0, 2), Scored.Labels(["a", "b"]), new VBuffer<float>(2, [0, 1]));

    public static IEnumerable<(string Name, Action<Options> Change)> Changes =>
    [
        ("outputColumn", o => o.OutputColumnName = "Other"),
        ("scoreColumn", o => o.ScoreColumnName = "More"),
        ("label", o => o.Label = "a"),
        ("threshold", o => o.Rules = o.Rules with { Threshold = 0.75f }),
        ("releaseThreshold", o => o.Rules = o.Rules with { ReleaseThreshold = null }),
        ("onset", o => o.Rules = o.Rules with { Onset = 2 }),
        ("minimumGap", o => o.Rules = o.Rules with { MinimumGap = 1 }),
        ("minimumLength", o => o.Rules = o.Rules with { MinimumLength = 3 }),
    ];

    [TestMethod]
    [DynamicData(nameof(Changes))]
    public void ItChangesWhatComesAndSurvivesSaving(string name, Action<Options> change)
    {
        Options options = Usual();
        change(options);
        ITransformer usual = Catalog.DetectEvents(Usual()).Fit(Data());
        ITransformer changed = Catalog.DetectEvents(options).Fit(Data());
        string[] after = Values.OfAll(changed.Transform(Data()));
        CollectionAssert.AreNotEqual(Values.OfAll(usual.Transform(Data())), after);
        ITransformer loaded = ModelFile.Reload(changed, Data().Schema);
        CollectionAssert.AreEqual(after, Values.OfAll(loaded.Transform(Data())));
        CollectionAssert.AreEqual((string[])[name], Lines(usual).Except(Lines(changed)).Select(line => line.Split(':')[0]).ToArray());
    }

    [TestMethod]
    public void EveryOptionIsSavedAndTestedAbove()
    {
        Assert.AreEqual(Saved, Encoding.UTF8.GetString(Payload(Catalog.DetectEvents(Usual()).Fit(Data()))));
        string[] saved = [.. Lines(Catalog.DetectEvents(Usual()).Fit(Data())).Select(line => line.Split(':')[0])];
        CollectionAssert.AreEquivalent((string[])["formatVersion", .. Changes.Select(c => c.Name)], saved);
        Assert.AreEqual(saved.Length - 1, typeof(Options).GetProperties().Length + typeof(EventRules).GetProperties().Length - 1);
    }

    [TestMethod]
    public void ChangingOptionsLaterChangesNothing()
    {
        Options options = Usual();
        EventDetectionEstimator estimator = Catalog.DetectEvents(options);
        (options.OutputColumnName, options.Label, options.Rules) = ("Else", "a", new EventRules { Onset = 5 });
        CollectionAssert.AreEqual(
            Values.OfAll(Catalog.DetectEvents(Usual()).Fit(Data()).Transform(Data())),
            Values.OfAll(estimator.Fit(Data()).Transform(Data())));
    }

    [TestMethod]
    public void TheShortOverloadAgreesWithTheOptions() => CollectionAssert.AreEqual(
        Payload(Catalog.DetectEvents(Usual()).Fit(Data())),
        Payload(Catalog.DetectEvents("Events", "Score", "b", new EventRules { ReleaseThreshold = 0.25f, MinimumGap = 2 }).Fit(Data())));

    [TestMethod]
    public void BadOptionsAreRefused()
    {
        Assert.ThrowsExactly<ArgumentException>(() => Catalog.DetectEvents(""));
        Assert.ThrowsExactly<ArgumentException>(() => Catalog.DetectEvents(scoreColumnName: ""));
        Assert.ThrowsExactly<ArgumentException>(() => Catalog.DetectEvents(label: ""));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Catalog.DetectEvents(rules: new EventRules { Onset = 0 }));
        Assert.ThrowsExactly<ArgumentNullException>(() => Catalog.DetectEvents(new Options { Rules = null! }));
        Assert.ThrowsExactly<ArgumentNullException>(() => Catalog.DetectEvents((Options)null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => SequenceEventCatalog.DetectEvents(null!, new Options()));
    }

    [TestMethod]
    [DataRow("\"formatVersion\":1", "\"formatVersion\":2")]
    [DataRow("\"Events\"", "\"\"")]
    [DataRow("\"Score\"", "null")]
    [DataRow("\"b\"", "\"\"")]
    [DataRow("\"label\":\"b\",", "")]
    [DataRow("\"threshold\":0.5", "\"threshold\":\"NaN\"")]
    [DataRow("\"threshold\":0.5,", "")]
    [DataRow("0.25", "0.75")]
    [DataRow("\"releaseThreshold\":0.25,", "")]
    [DataRow("\"onset\":1", "\"onset\":0")]
    [DataRow("\"minimumGap\":2", "\"minimumGap\":-2")]
    [DataRow("\"minimumLength\":1", "\"minimumLength\":1.5")]
    [DataRow("\"minimumLength\":1", "\"minimumLength\":1,\"more\":0")]
    public void ATamperedPayloadIsRefused(string from, string to)
    {
        Assert.IsInstanceOfType<EventDetectionTransformer>(EventDetectionTransformer.Load(Encoding.UTF8.GetBytes(Saved)));
        StringAssert.Contains(Saved, from);
        Assert.ThrowsExactly<InvalidDataException>(() => EventDetectionTransformer.Load(Encoding.UTF8.GetBytes(Saved.Replace(from, to))));
    }

    private static Options Usual() => new() { Label = "b", Rules = new EventRules { ReleaseThreshold = 0.25f, MinimumGap = 2 } };

    private static byte[] Payload(ITransformer transformer) =>
        ModelFile.Envelopes(ModelFile.Save(transformer, Data().Schema)).Single().Payload;

    private static string[] Lines(ITransformer transformer) =>
        [.. JsonDocument.Parse(Payload(transformer)).RootElement.EnumerateObject().Select(p => $"{p.Name}:{p.Value}")];
}
