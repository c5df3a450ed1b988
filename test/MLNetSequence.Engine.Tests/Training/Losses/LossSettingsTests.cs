using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MLNetSequence.Engine.Tests.Training.Losses;

[TestClass]
public sealed class LossSettingsTests
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    [TestMethod]
    [DataRow(-0.1)]
    [DataRow(1.0)]
    [DataRow(double.NaN)]
    public void SmoothingIsAShareBelowOne(double bad)
    {
        Refuses("LabelSmoothing", bad, () => new CrossEntropyLoss { LabelSmoothing = bad });
        Refuses("LabelSmoothing", bad, () => new BinaryCrossEntropyLoss { LabelSmoothing = bad });
    }

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(-1.0)]
    [DataRow(double.NaN)]
    [DataRow(double.PositiveInfinity)]
    public void WhatMustBePositiveIs(double bad)
    {
        Refuses("PositiveWeight", bad, () => new BinaryCrossEntropyLoss { PositiveWeight = bad });
        Refuses("Delta", bad, () => new HuberLoss { Delta = bad });
    }

    [TestMethod]
    public void ClassWeightsAreNotNegativeAndNotAllZero()
    {
        Refuses("ClassWeights", -1.0, () => new CrossEntropyLoss { ClassWeights = [1, -1] });
        Refuses("ClassWeights", double.NaN, () => new CrossEntropyLoss { ClassWeights = [double.NaN] });
        Refuses("ClassWeights", double.PositiveInfinity, () => new CrossEntropyLoss { ClassWeights = [1, double.PositiveInfinity] });
        Refuses("ClassWeights", 0.0, () => new CrossEntropyLoss { ClassWeights = [0, 0] });
        Refuses("ClassWeights", null, () => new CrossEntropyLoss { ClassWeights = ImmutableArray<double>.Empty });
        Refuses("ClassWeights", null, () => new CrossEntropyLoss { ClassWeights = default(ImmutableArray<double>) });
    }

    [TestMethod]
    public void QuantilesRiseBetweenZeroAndOne()
    {
        Refuses("Quantiles", 0.0, () => new QuantileLoss { Quantiles = [0, 0.5] });
        Refuses("Quantiles", 1.0, () => new QuantileLoss { Quantiles = [0.5, 1] });
        Refuses("Quantiles", 0.5, () => new QuantileLoss { Quantiles = [0.5, 0.5] });
        Refuses("Quantiles", 0.1, () => new QuantileLoss { Quantiles = [0.5, 0.1] });
        Refuses("Quantiles", double.NaN, () => new QuantileLoss { Quantiles = [double.NaN] });
        Refuses("Quantiles", null, () => new QuantileLoss { Quantiles = [] });
        Refuses("Quantiles", null, () => new QuantileLoss { Quantiles = default });
    }

    /// <summary>Arrays are equal by their numbers, so that a loss equals what is read back from a model file.</summary>
    [TestMethod]
    public void EverySettingSurvivesJson()
    {
        foreach (Loss loss in LossCase.All)
        {
            string json = JsonSerializer.Serialize(loss, Json);
            Loss? read = JsonSerializer.Deserialize<Loss>(json, Json);
            Assert.AreEqual(loss, read, json);
            Assert.AreEqual(loss.GetHashCode(), read!.GetHashCode(), json);
            Assert.AreEqual(json, JsonSerializer.Serialize(read, Json));
            Assert.AreEqual(1, LossCase.All.Count(loss.Equals), $"{json} equals another loss");
        }
    }

    [TestMethod]
    public void TheFormOfTheFileStays()
    {
        Loss[] losses = [.. LossCase.All.Where((_, i) => i is 1 or 3 or 4 or 5 or 7 or 9 or > 9)];
        string[] expected =
        [
            """{"type":"crossEntropy","labelSmoothing":0.2,"classWeights":[0.5,2,0,1,3]}""",
            """{"type":"binaryCrossEntropy","labelSmoothing":0.1,"positiveWeight":3}""",
            """{"type":"meanSquared"}""",
            """{"type":"meanAbsolute"}""",
            """{"type":"huber","delta":0.3}""",
            """{"type":"quantile","quantiles":[0.25,0.75]}""",
            """{"type":"gaussian"}""",
            """{"type":"studentT"}""",
            """{"type":"negativeBinomial"}""",
        ];
        CollectionAssert.AreEqual(expected, Array.ConvertAll(losses, loss => JsonSerializer.Serialize(loss, Json)));
    }

    [TestMethod]
    [DataRow("""{"type":"huber","delta":-1}""")]
    [DataRow("""{"type":"quantile","quantiles":[2]}""")]
    [DataRow("""{"type":"crossEntropy","classWeights":[]}""")]
    public void AFileIsCheckedAsAnArgumentIs(string json) =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => JsonSerializer.Deserialize<Loss>(json, Json));

    [TestMethod]
    public void SettingsAreWrittenOut()
    {
        CultureInfo kept = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("de-DE");
        try
        {
            Assert.AreEqual("QuantileLoss { Quantiles = [0.1, 0.5, 0.9] }", $"{new QuantileLoss()}");
            Assert.AreEqual("CrossEntropyLoss { LabelSmoothing = 0.2, ClassWeights = [0.5, 2, 0, 1, 3] }", $"{LossCase.All[1]}");
            Assert.AreEqual("CrossEntropyLoss { LabelSmoothing = 0, ClassWeights = null }", $"{new CrossEntropyLoss()}");
        }
        finally
        {
            CultureInfo.CurrentCulture = kept;
        }
    }

    private static void Refuses(string property, double? got, Func<Loss> make)
    {
        var thrown = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => { make(); });
        Assert.AreEqual(property, thrown.ParamName);
        Assert.AreEqual(got, (double?)thrown.ActualValue, thrown.Message);
        StringAssert.Contains(thrown.Message, property + " must");
    }
}
