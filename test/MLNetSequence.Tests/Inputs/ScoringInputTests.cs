using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;
using static MLNetSequence.Tests.Support.TableColumns;

namespace MLNetSequence.Tests.Inputs;

/// <summary>What a model is given must be of the types that it was trained on, but for the number of steps.</summary>
[TestClass]
public class ScoringInputTests
{
    private static readonly string[] Words = ["a", "b", "c"];

    private static readonly Lazy<SequenceBinaryPredictionTransformer> Model = new(() => Small.Binary(o =>
    {
        (o.FeatureColumnNames, o.StaticFeatureColumnName) = (["S", "T"], "N");
    }).Fit(Data()));

    [TestMethod]
    public void AnotherVocabularyIsRefused() => IsRefused(
        Data().Without("T").AddTokens("T", ["a", "b", "c", "d"], Tokens()), "'T'", "a vocabulary of 3, as in training", "one of 4");

    [TestMethod]
    public void AnotherNumberOfFeaturesIsRefused() => IsRefused(
        Data().Without("S").AddSeries("S", 3, Each(4, _ => new float[6])), "'S'", "a series of 2 numbers a step, as in training");

    [TestMethod]
    public void ASeriesInPlaceOfTokensIsRefused() => IsRefused(
        Data().Without("T").AddSeries("T", 0, Each(4, _ => new float[2])), "'T'", "a vector of keys, as in training");

    [TestMethod]
    public void TokensInPlaceOfASeriesAreRefused() => IsRefused(
        Data().Without("S").AddTokens("S", Words, Tokens()), "'S'", "a vector of Single, as in training");

    [TestMethod]
    public void AnotherNumberOfStaticsIsRefused() => IsRefused(
        Data().Without("N").AddKnown("N", [3], Each(4, _ => new float[3])), "'N'", "2 numbers, as in training");

    [TestMethod]
    public void ASeriesOfThreeDimensionsIsRefused()
    {
        Table data = Data().Without("S").AddKnown("S", [1, 2, 2], Each(4, _ => new float[4]));
        IsRefused(data, "'S'", "with the dimensions (T), (T, F) or (0, F)", "Vector<Single, 1, 2, 2>");
        Exception error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Fit("S", data));
        StringAssert.Contains(error.Message, "Vector<Single, 1, 2, 2>");
    }

    [TestMethod]
    public void StepsOfAnUnknownNumberOfFeaturesAreRefused()
    {
        Table data = Data().Without("S").AddKnown("S", [2, 0], Each(4, _ => new float[4]));
        Exception error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Fit("S", data));
        StringAssert.Contains(error.Message, "(0, F)");
    }

    [TestMethod]
    public void KeysOfUnknownCountAreRefused()
    {
        Table data = Data().Without("T").AddVectors(
            "T", new VectorDataViewType(new KeyDataViewType(typeof(uint), uint.MaxValue)), null,
            Each(4, _ => new VBuffer<uint>(2, [1, 2])));
        Exception error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Fit("T", data));
        StringAssert.Contains(error.Message, "'T'");
        StringAssert.Contains(error.Message, "different keys");
    }

    /// <summary>Only the number of steps may be another, whether the type says it or not.</summary>
    [TestMethod]
    public void KnownLengthsMayDifferFromThoseOfTraining()
    {
        Table known = Data().Without("S").AddKnown("S", [2, 2], Each(4, i => new float[] { i, 1, 2, -i }));
        CollectionAssert.AreEqual(Values.Of(Model.Value.Transform(Data()), "Score"), Values.Of(Model.Value.Transform(known), "Score"));
        Table more = new Table().AddTokens("T", Words, [1, 2, 3]).AddKnown("S", [3, 2], [1, 2, 3, 4, 5, 6]).AddKnown("N", [2], [0, 0]);
        Assert.AreEqual(1, Values.Of(Model.Value.Transform(more), "Score").Length);
    }

    [TestMethod]
    public void ARowThatDoesNotFitIsNamedWhereItIsScored()
    {
        Table bad = Data().Without("T").AddTokens("T", Words, [1, 2], [1, 2], [1], [1, 2]);
        Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => Values.Of(Model.Value.Transform(bad), "Score"));
        StringAssert.Contains(error.Message, "Row 3 has 1 steps in column 'T' but 2 in column 'S'");
    }

    /// <summary>What ML.NET's importance of features shuffles.</summary>
    [TestMethod]
    public void TheFeatureColumnIsThatOfTheStaticsOrTheFirstThatWasNamed()
    {
        Assert.AreEqual("N", Model.Value.FeatureColumnName);
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 2), Model.Value.FeatureColumnType);
        SequenceBinaryPredictionTransformer model = Small.Binary(o => o.FeatureColumnNames = ["S", "T"]).Fit(Data());
        foreach (ITransformer each in (ITransformer[])[model, ModelFile.Reload(model, Data().Schema)])
        {
            var found = (SequenceBinaryPredictionTransformer)each;
            Assert.AreEqual("S", found.FeatureColumnName);
            Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 0, 2), found.FeatureColumnType);
        }
    }

    /// <summary>Padding put between the steps of every column changes no bit, in training or in scoring.</summary>
    [TestMethod]
    public void PaddingChangesNoBit()
    {
        Table padded = new Table().AddFlags("Label", Labels())
            .AddTokens("T", Words, [.. Tokens().Select(t => new uint[] { 0, t[0], 0, 0, t[1], 0 })])
            .AddSeries("S", 2, Each(4, i => new float[] { NaN, 9, i, 1, 7, 7, 0, 0, 2, -i, NaN, NaN }))
            .AddKnown("N", [2], Statics());
        CollectionAssert.AreEqual(Values.Of(Model.Value.Transform(Data()), "Score"), Values.Of(Model.Value.Transform(padded), "Score"));
        string bits = Quick.Bits(Small.Binary(o => (o.FeatureColumnNames, o.StaticFeatureColumnName) = (["S", "T"], "N")).Fit(padded));
        Assert.AreEqual(Quick.Bits(Model.Value), bits);
    }

    [TestMethod]
    public void ARowAloneHasTheBitsThatItHasInABlock()
    {
        var context = new MLContext(1);
        var random = new Random(3);
        Day[] days =
        [
            .. Enumerable.Range(0, 40).Select(i => new Day
            {
                Label = i % 2 == 0,
                Sales = Each(i % 7, _ => i % 3 == 0 && random.Next(4) == 0 ? NaN : random.NextSingle()),
                Shop = [random.NextSingle(), i],
            }),
        ];
        IDataView data = context.Data.LoadFromEnumerable(days);
        SequenceBinaryPredictionTransformer model = Small.Binary(o =>
        {
            (o.FeatureColumnNames, o.StaticFeatureColumnName) = (["Sales"], "Shop");
        }).Fit(data);
        using PredictionEngine<Day, Answer> engine = context.Model.CreatePredictionEngine<Day, Answer>(model);
        string[] alone = [.. days.Select(day => Values.Write(engine.Predict(day).Score))];
        CollectionAssert.AreEqual(Values.Of(model.Transform(data), "Score"), alone);
        Assert.IsTrue(alone.Distinct().Count() > 30);
    }

    private static Table Data() => new Table().AddFlags("Label", Labels())
        .AddTokens("T", Words, Tokens())
        .AddSeries("S", 2, Each(4, i => new float[] { i, 1, 2, -i }))
        .AddKnown("N", [2], Statics());

    private static void Fit(string column, Table data) => Small.Binary(o => o.FeatureColumnNames = [column]).Fit(data);

    private static bool[] Labels() => Each(4, i => i % 2 == 0);

    private static uint[][] Tokens() => Each(4, i => new uint[] { (uint)i % 3 + 1, 2 });

    private static float[][] Statics() => Each(4, i => new float[] { i, -i });

    private static void IsRefused(Table data, params string[] parts)
    {
        foreach (Action call in (Action[])
        [
            () => Model.Value.Transform(data),
            () => Model.Value.GetOutputSchema(data.Schema),
            () => Model.Value.GetRowToRowMapper(data.Schema),
        ])
        {
            Exception error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(call);
            foreach (string part in parts)
            {
                StringAssert.Contains(error.Message, part);
            }
        }
    }

    private sealed class Day
    {
        public bool Label { get; set; }

        public float[] Sales { get; set; } = [];

        [VectorType(2)]
        public float[] Shop { get; set; } = [];
    }

    private sealed class Answer
    {
        public float Score { get; set; }
    }
}
