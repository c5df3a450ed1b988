using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Tagging;

/// <summary>What a tagger learns, from which steps, and what counts how much.</summary>
[TestClass]
public class TaggerLearningTests
{
    [TestMethod]
    public void ATagThatTheTokenBeforeDecidesIsLearned()
    {
        SequenceTaggingPredictionTransformer model = Toys.Tagger(o => o.Training = Toys.Training(epochs: 25)).Fit(Toys.Tagged(80));
        Table fresh = Toys.Tagged(40, seed: 8);
        CollectionAssert.AreEqual(Values.Of(fresh, "Label"), Values.Of(model.Transform(fresh), "PredictedLabel"));
        Assert.AreEqual(1.0, model.History[^1].Accuracy);
    }

    [TestMethod]
    public void AStepWithoutLabelCountsAsARowOfWeightZero()
    {
        uint[][] tokens = Toys.Sequences(20);
        uint[][] tags = [.. tokens.Select(Toys.TagsOf)];
        Table Data(uint[] lastTags, float lastWeight) => Toys.Tagged(tokens, [.. tags[..^1], lastTags])
            .Add("Weight", NumberDataViewType.Single, [.. Enumerable.Repeat(1f, tokens.Length - 1), lastWeight]);
        string Bits(Table data) => Toys.Bits(Toys.Tagger(o => o.ExampleWeightColumnName = "Weight").Fit(data));
        uint[] none = new uint[tokens[^1].Length];
        string unlabelled = Bits(Data(none, 1));
        Assert.AreEqual(Bits(Data(tags[^1], 0)), unlabelled);
        Assert.AreNotEqual(Bits(Data(tags[^1], 1)), unlabelled);
    }

    [TestMethod]
    public void AmongTheStepsOfARowOnlyThoseWithLabelAreLearnedFrom()
    {
        // Where b stands its tag is never told, so what is told of a and c is all there is to learn.
        uint[][] tokens = [.. Enumerable.Repeat(new uint[] { 1, 2, 3 }, 16)];
        uint[][] tags = [.. Enumerable.Repeat(new uint[] { 1, 0, 2 }, 16)];
        Table data = Toys.Tagged(tokens, tags);
        SequenceTaggingPredictionTransformer model = Toys.Tagger(o => o.Training = Toys.Training(epochs: 30)).Fit(data);
        Assert.AreEqual(1.0, model.History[^1].Accuracy, "Two of three steps count, and both are right.");
        uint[] found = model.Transform(data).GetColumn<uint[]>("PredictedLabel").First();
        Assert.AreEqual((1u, 2u), (found[0], found[2]));
    }

    [TestMethod]
    public void PaddingIsNotLearnedFromWhateverItsLabel()
    {
        string Bits(uint padding) => Toys.Bits(Toys.Tagger().Fit(
            Toys.Tagged([[1, 0, 2], [0, 3, 4], [5, 6, 0]], [1, padding, 2], [padding, 3, 1], [2, 3, padding])));
        string plain = Toys.Bits(Toys.Tagger().Fit(Toys.Tagged([[1, 2], [3, 4], [5, 6]], [1, 2], [3, 1], [2, 3])));
        Assert.AreEqual(plain, Bits(0));
        Assert.AreEqual(plain, Bits(3));
    }

    [TestMethod]
    public void WeightsOfClassesDecideWhatIsLearnedOfAConflict()
    {
        uint[][] tokens = [.. Enumerable.Repeat(new uint[] { 1 }, 32)];
        Table data = Toys.Tagged(tokens, [.. Enumerable.Range(0, 32).Select(i => new[] { (uint)i % 2 + 1 })]);
        string Learned(string heavy) => Values.Of(
            Toys.Tagger(o =>
            {
                o.Training = Toys.Training(epochs: 10);
                o.ClassWeights = new Dictionary<string, double> { [heavy] = 20 };
            }).Fit(data).Transform(data), "PredictedLabel")[0];
        Assert.AreEqual("[1]", Learned("X"));
        Assert.AreEqual("[2]", Learned("Y"));
    }

    [TestMethod]
    public void BalancedClassesCountTheSameByTheirSteps()
    {
        // Three of four steps are X, in every row: only by its steps is Y the rarer one.
        uint[][] tokens = [.. Enumerable.Repeat(new uint[] { 1 }, 64)];
        Table data = Toys.Tagged(tokens, [.. Enumerable.Range(0, 64).Select(i => new[] { i % 4 == 0 ? 2u : 1u })]);
        float Share(bool balance)
        {
            SequenceTaggingPredictionTransformer model = Toys.Tagger(o =>
            {
                o.Training = Toys.Training(epochs: 30) with { BatchSize = 64 };
                o.BalanceClasses = balance;
            }).Fit(data);
            return model.Transform(data).GetColumn<float[]>("Score").First()[0];
        }
        Assert.AreEqual(0.75, Share(balance: false), 0.05);
        Assert.AreEqual(0.5, Share(balance: true), 0.05);
    }

    [TestMethod]
    public void StaticFeaturesAreKnownAtEveryStep()
    {
        uint[][] tokens = Toys.Sequences(40);
        float[] sides = [.. tokens.Select((_, i) => i % 2 == 0 ? -1f : 1f)];
        Table data = Toys.Tagged(tokens, [.. tokens.Select((t, i) => t.Select(_ => (uint)(i % 2 + 2)).ToArray())])
            .Add("Side", NumberDataViewType.Single, sides);
        SequenceTaggingPredictionTransformer model = Toys.Tagger(o =>
        {
            o.StaticFeatureColumnName = "Side";
            o.Training = Toys.Training(epochs: 10);
        }).Fit(data);
        CollectionAssert.AreEqual(Values.Of(data, "Label"), Values.Of(model.Transform(data), "PredictedLabel"));
    }

    [TestMethod]
    public void AccuracyIsThatOfStepsNotOfRows()
    {
        uint[][] tokens = [.. Toys.Sequences(20), [4], [1, 2, 3, 4, 5, 6]];
        uint[][] tags = [.. tokens.Select(Toys.TagsOf)];
        (tags[^2], tags[^1]) = ([2], [1, 1, 0, 3, 2, 3]);
        Table data = Toys.Tagged(tokens, tags)
            .Add("Held", BooleanDataViewType.Instance, [.. tokens.Select((_, i) => i >= 20)]);
        SequenceTaggingPredictionTransformer model = Toys.Tagger(o =>
        {
            o.ValidationColumnName = "Held";
            o.Training = Toys.Training(epochs: 6);
        }).Fit(data);

        uint[][] found = [.. model.Transform(data).GetColumn<uint[]>("PredictedLabel")];
        float[][] scores = [.. model.Transform(data).GetColumn<float[]>("Score")];
        var steps = (from row in (int[])[20, 21]
                     from t in Enumerable.Range(0, tags[row].Length)
                     where tags[row][t] > 0
                     select (Hit: tags[row][t] == found[row][t], Loss: -Math.Log(scores[row][t * 3 + (int)tags[row][t] - 1]))).ToList();
        Assert.AreEqual(6, steps.Count);
        Assert.AreEqual(steps.Count(s => s.Hit) / 6.0, model.History[^1].ValidationAccuracy!.Value, 1e-12);
        Assert.AreEqual(steps.Average(s => s.Loss), model.History[^1].ValidationLoss!.Value, 1e-5);
    }
}
