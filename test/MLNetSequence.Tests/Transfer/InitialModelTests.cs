using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Transfer;

/// <summary>Training goes on from a trained model, wherever that is kept; what does not fit is drawn anew, or refused.</summary>
[TestClass]
public class InitialModelTests
{
    private const string Continued = "goes on from the weights";
    private const string Anew = "but for the output layer, which is drawn anew";

    private static readonly Lazy<SequenceMulticlassPredictionTransformer> Shared =
        new(() => Toys.Classifier(o => o.Training = Toys.Training(epochs: 15)).Fit(Toys.Classes(40)));

    private static SequenceMulticlassPredictionTransformer Model => Shared.Value;

    [TestMethod]
    public void TheFirstLossIsTheOneWhereTheModelEnded()
    {
        uint[] labels = [.. Toys.Classes(40).GetColumn<uint>("Label")];
        double ended = Model.Transform(Toys.Classes(40)).GetColumn<float[]>("Score")
            .Select((s, i) => -Math.Log(s[labels[i] - 1])).Average();
        var logger = new ListLogger();
        SequenceMulticlassPredictionTransformer next = Toys.Classifier(o =>
        {
            (o.InitialModel, o.Logger) = (Model, logger);
            o.Training = Toys.Training(epochs: 1) with { Optimizer = new Sgd { LearningRate = 1e-9 } };
        }).Fit(Toys.Classes(40));
        Assert.AreEqual(ended, next.History[0].Loss, 1e-4);
        Assert.IsTrue(ended < 0.5 * Model.History[0].Loss);
        Assert.AreEqual(1, logger.Lines.Count(l => l.Line.Contains(Continued)));
    }

    [TestMethod]
    public void MoreRowsOfTheSameTaskMakeItBetter()
    {
        Table more = Toys.Classes(80, seed: 11);
        SequenceMulticlassPredictionTransformer next = Toys.Classifier(o => o.InitialModel = Model).Fit(more);
        SequenceMulticlassPredictionTransformer anew = Toys.Classifier().Fit(more);
        Assert.IsTrue(next.History[0].Loss < 0.8 * anew.History[0].Loss);
        Assert.AreEqual(2, next.History.Count, "Its history is its own.");
        Assert.IsNull(next.TrainerOptions.InitialModel);
    }

    [TestMethod]
    public void WhatIsKeptInAFileOrAPipelineIsTheSameModel()
    {
        var context = new MLContext(1);
        IDataView data = Reviews.Data(context, 60);
        EstimatorChain<ITransformer> words = context.Transforms.Text.TokenizeIntoSequence("Features", "Text")
            .Append(context.Transforms.Conversion.MapValueToKey("Label"))
            .Append((IEstimator<ITransformer>)context.Transforms.CopyColumns("Copy", "Text"));
        TransformerChain<ITransformer> prepared = words.Fit(data);
        SequenceMulticlassTrainer Trainer(ITransformer? initial) => context.MulticlassClassification.Trainers.Lstm(
            Toys.Layers, new() { EmbeddingSize = 4, Training = Toys.Training(), InitialModel = initial });
        SequenceMulticlassPredictionTransformer first = Trainer(null).Fit(prepared.Transform(data));
        ITransformer pipeline = prepared.Append(first).Append(context.Transforms.Conversion.MapKeyToValue("PredictedLabel").Fit(
            first.Transform(prepared.Transform(data))));
        string Next(ITransformer initial) => Toys.Bits(Trainer(initial).Fit(prepared.Transform(data)));
        string expected = Next(first);
        Assert.AreNotEqual(expected, Toys.Bits(first));
        Assert.AreEqual(expected, Next(pipeline));
        Assert.AreEqual(expected, Next(ModelFile.Reload(pipeline, data.Schema)));
        Assert.AreEqual(expected, Next(new TransformerChain<ITransformer>(pipeline)));
    }

    [TestMethod]
    public void TheModelItselfStaysAsItIs()
    {
        string expected = Toys.Bits(Model);
        Toys.Classifier(o => o.InitialModel = Model).Fit(Toys.Classes(20));
        Assert.AreEqual(expected, Toys.Bits(Model));
    }

    [TestMethod]
    public void OtherClassesDrawTheOutputLayerAnewAndNothingElse()
    {
        uint[][] tokens = Toys.Sequences(20);
        Table two = new Table().AddKeys("Label", ["p", "q"], [.. tokens.Select(t => t[0] % 2 + 1)])
            .AddTokens("Features", Toys.Words, tokens);
        Assert.AreEqual(Anew, Changed(Model, two, out _));
    }

    [TestMethod]
    public void AsManyClassesOfOtherLabelsAreOtherClasses()
    {
        uint[] keys = [.. Toys.Classes(20).GetColumn<uint>("Label")];
        Table other = Toys.Classes(20).Without("Label").AddKeys("Label", ["X", "Z", "Y"], keys);
        Assert.AreEqual(Anew, Changed(Model, other, out _));
        Table same = Toys.Classes(20).Without("Label").AddKeys("Label", Toys.Tags, keys);
        Assert.AreEqual(Continued, Changed(Model, same, out _));
    }

    [TestMethod]
    public void AnOutputOfAnotherTaskIsDrawnAnew()
    {
        SequenceRegressionPredictionTransformer numbers = Toys.Regression().Fit(Toys.Numbers(20));
        var logger = new ListLogger();
        bool[] labels = [.. Enumerable.Range(0, 20).Select(i => i % 2 == 0)];
        new MLContext(1).BinaryClassification.Trainers.Lstm(Toys.Layers, new()
        {
            EmbeddingSize = 6,
            Training = Toys.Training(),
            InitialModel = numbers,
            Logger = logger,
        }).Fit(Toys.Classes(20).Without("Label").Add("Label", BooleanDataViewType.Instance, labels));
        Assert.AreEqual(1, logger.Lines.Count(l => l.Line.Contains(Anew)));
    }

    [TestMethod]
    public void WhatIsDrawnAnewIsWhatTheSeedDraws()
    {
        uint[][] tokens = Toys.Sequences(20);
        Table two = new Table().AddKeys("Label", ["p", "q"], [.. tokens.Select(t => t[0] % 2 + 1)])
            .AddTokens("Features", Toys.Words, tokens);
        Changed(Model, two, out string[] next);
        string[] anew = Toys.Bits(Toys.Classifier(o => o.Training = Still).Fit(two)).Split('\n');
        string[] old = Toys.Bits(Model).Split('\n');
        for (int i = 0; i < next.Length; i++)
        {
            bool isOutput = next[i].StartsWith("2.", StringComparison.Ordinal);
            foreach ((float expected, float found) in Floats((isOutput ? anew : old)[i]).Zip(Floats(next[i])))
            {
                Assert.AreEqual(expected, found, 1e-20f, "A bias of 0 has become one of next to nothing.");
            }
        }
    }

    private static IEnumerable<float> Floats(string line) => line.Split(' ').Skip(1)
        .Select(bits => BitConverter.UInt32BitsToSingle(Convert.ToUInt32(bits, 16)));

    // Steps so small that no bit of a weight changes.
    private static TrainingOptions Still => Toys.Training(epochs: 1) with { Optimizer = new Sgd { LearningRate = 1e-30 } };

    // What the log said of the transfer.
    private static string Changed(ITransformer initial, Table data, out string[] bits)
    {
        var logger = new ListLogger();
        bits = Toys.Bits(Toys.Classifier(o => (o.InitialModel, o.Logger, o.Training) = (initial, logger, Still)).Fit(data)).Split('\n');
        return ((string[])[Continued, Anew]).Single(said => logger.Lines.Any(l => l.Line.Contains(said)));
    }
}
