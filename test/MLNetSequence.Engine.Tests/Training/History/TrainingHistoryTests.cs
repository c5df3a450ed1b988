using System.Text.Json;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Training.History;

/// <summary>A history holds the ends of epochs, knows the best, and is a table.</summary>
[TestClass]
public sealed class TrainingHistoryTests
{
    private const string Header =
        "epoch,loss,accuracy,validation_loss,validation_accuracy,learning_rate,sequences_per_second,elapsed_seconds\n";

    [TestMethod]
    public void TheTableIsExact()
    {
        var history = new TrainingHistory(
        [
            End(1, 0.6931471805599453, 0.5, 0.7, 0.25, rate: 0.001, pace: 3120.5, seconds: 1.5),
            End(2, 1e-20, null, double.NaN, null, rate: 1e-7, pace: 1e9, seconds: 3600),
            End(30, double.PositiveInfinity, 1, null, null, rate: 0, pace: 0, seconds: 0),
        ]);
        using var german = new Culture("de-DE");
        Assert.AreEqual(
            Header +
            "1,0.6931471805599453,0.5,0.7,0.25,0.001,3120.5,1.5\n" +
            "2,1E-20,,NaN,,1E-07,1000000000,3600\n" +
            "30,Infinity,1,,,0,0,0\n",
            history.ToCsv());
        Assert.AreEqual(Header, new TrainingHistory([]).ToCsv());
    }

    [TestMethod]
    public void TheBestIsTheFirstOfTheLowest()
    {
        Assert.IsNull(new TrainingHistory([]).Best);
        Assert.IsNull(new TrainingHistory([End(1, double.NaN), End(2, double.PositiveInfinity)]).Best);
        Assert.AreEqual(3, new TrainingHistory([End(1, 3), End(2, double.NaN), End(3, 1), End(4, 1), End(5, 2)]).Best!.Epoch);
        Assert.AreEqual(1, new TrainingHistory([End(1, 3, held: 0.5), End(2, 1, held: 0.5), End(3, 0.1, held: 9)]).Best!.Epoch);
        Assert.AreEqual(2, new TrainingHistory([End(1, -1), End(2, -2)]).Best!.Epoch);
    }

    [TestMethod]
    public void ItIsAListOfItsEpochs()
    {
        TrainingProgress[] epochs = [End(1, 3), End(2, 2), End(4, 1)];
        var history = new TrainingHistory(epochs);
        CollectionAssert.AreEqual(epochs, history.ToArray());
        Assert.HasCount(3, history);
        Assert.AreSame(epochs[2], history[2]);
        Assert.ThrowsExactly<IndexOutOfRangeException>(() => history[3]);
        epochs[0] = End(7, 7);
        Assert.AreEqual(1, history[0].Epoch, "It keeps a list of its own.");
    }

    [TestMethod]
    public void OnlyEndsOfEpochsInOrderAreTaken()
    {
        Refused("the end of an epoch", End(1, 1) with { IsEpochEnd = false });
        Refused("null", End(1, 1), null!);
        Refused("entry 1 is epoch 1, after epoch 1", End(1, 1), End(1, 1));
        Refused("entry 1 is epoch 1, after epoch 2", End(2, 1), End(1, 1));
        Assert.ThrowsExactly<ArgumentNullException>(() => new TrainingHistory(null!));
    }

    [TestMethod]
    public void ItIsSavedAsJson()
    {
        var history = new TrainingHistory([End(1, 0.1, 0.2, double.NaN, 0.4), End(2, double.PositiveInfinity) with { TimeLeft = null }]);
        foreach (JsonNamingPolicy? names in (JsonNamingPolicy?[])[null, JsonNamingPolicy.CamelCase])
        {
            var options = new JsonSerializerOptions { PropertyNamingPolicy = names };
            string json = JsonSerializer.Serialize(history, options);
            Assert.AreEqual('[', json[0]);
            CollectionAssert.AreEqual(history.ToArray(), JsonSerializer.Deserialize<TrainingHistory>(json, options)!.ToArray());
        }
        Assert.AreEqual("[]", JsonSerializer.Serialize(new TrainingHistory([])));
        Assert.ThrowsExactly<JsonException>(() => JsonSerializer.Deserialize<TrainingHistory>("[null]"));
        Assert.ThrowsExactly<JsonException>(() => JsonSerializer.Deserialize<TrainingHistory>("[1]"));
        Assert.ThrowsExactly<JsonException>(() => JsonSerializer.Deserialize<TrainingHistory>("{}"));
        Assert.ThrowsExactly<JsonException>(() => JsonSerializer.Deserialize<TrainingHistory>("""[{"Epoch":1,"IsEpochEnd":false}]"""));
    }

    [TestMethod]
    public void FilesAreReplacedWhole()
    {
        using var file = new TempFile();
        File.WriteAllText(file.Path, "something longer than nothing, to be replaced");
        var history = new TrainingHistory([End(1, 2)]);
        history.SaveCsv(file.Path);
        Assert.AreEqual(history.ToCsv(), File.ReadAllText(file.Path));
        Assert.AreEqual((byte)'e', File.ReadAllBytes(file.Path)[0], "No byte order mark.");
        history.SaveSvg(file.Path, "Title", 300, 300);
        Assert.AreEqual(history.ToSvg("Title", 300, 300), File.ReadAllText(file.Path));
        CollectionAssert.AreEqual((string[])["file"], file.Names, "Nothing is left beside it.");
        Assert.ThrowsExactly<ArgumentException>(() => history.SaveCsv(""));
        Assert.ThrowsExactly<ArgumentNullException>(() => history.SaveSvg(null!));
    }

    /// <summary>The end of an epoch.</summary>
    internal static TrainingProgress End(
        int epoch, double loss, double? accuracy = null, double? held = null, double? heldAccuracy = null, double rate = 0.001,
        double pace = 100, double seconds = 1) => new(
        epoch, 99, 10, 10, true, loss, accuracy, held, heldAccuracy, rate, pace, TimeSpan.FromSeconds(seconds), TimeSpan.Zero);

    private static void Refused(string says, params TrainingProgress[] epochs) =>
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => new TrainingHistory(epochs)).Message, says);
}
