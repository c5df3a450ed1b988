using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Trainers;

/// <summary>How training went stays with the model, and can be kept as a table and a picture; a pipeline's model is found.</summary>
[TestClass]
public class HistoryTests
{
    private static readonly Lazy<SequenceMulticlassPredictionTransformer> Shared = new(() => Toys.Classifier(
        o => o.Training = Toys.Training(epochs: 3) with { ValidationFraction = 0.25 }).Fit(Toys.Classes(20)));

    private static SequenceMulticlassPredictionTransformer Model => Shared.Value;

    [TestMethod]
    public void AnEntryForEachEpochIsSavedWithTheModel()
    {
        Assert.AreEqual(3, Model.History.Count);
        Assert.IsTrue(Model.History.All(e => e is { Epochs: 3, IsEpochEnd: true, Accuracy: not null, ValidationLoss: not null }));
        TrainingHistory loaded = ModelFile.Reload(Model, Toys.Classes(1).Schema).GetSequenceModel().History;
        CollectionAssert.AreEqual(Model.History.ToArray(), loaded.ToArray());
        Assert.AreEqual(Model.History.ToCsv(), loaded.ToCsv());
        Assert.AreEqual(Model.History.Best, loaded.Best);
    }

    [TestMethod]
    public void WhatProgressToldIsWhatTheHistoryHolds()
    {
        var told = new List<TrainingProgress>();
        SequenceRegressionPredictionTransformer model = Toys.Regression(
            o => o.Progress = new DirectProgress<TrainingProgress>(told.Add)).Fit(Toys.Numbers(20));
        CollectionAssert.AreEqual(told.Where(e => e.IsEpochEnd).ToArray(), model.History.ToArray());
        Assert.IsTrue(model.History.All(e => e is { Accuracy: null, ValidationLoss: null, ValidationAccuracy: null }));
    }

    [TestMethod]
    public void ATableAndAPictureAreWritten()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string csv = Path.Combine(folder, "history.csv");
            string svg = Path.Combine(folder, "history.svg");
            Model.History.SaveCsv(csv);
            Model.History.SaveSvg(svg, "Toy");
            string[] lines = File.ReadAllText(csv).TrimEnd('\n').Split('\n');
            Assert.AreEqual(4, lines.Length);
            string[] last = lines[3].Split(',');
            Assert.AreEqual(("3", Model.History[2].Loss), (last[0], double.Parse(last[1], CultureInfo.InvariantCulture)));
            Assert.AreEqual("svg", System.Xml.Linq.XDocument.Load(svg).Root!.Name.LocalName);
            StringAssert.Contains(File.ReadAllText(svg), "Toy");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    public void TheModelOfAPipelineIsFoundHoweverDeepItLies()
    {
        ITransformer copy = new MLContext(1).Transforms.CopyColumns("A", "Label").Fit(Toys.Classes(1));
        Assert.AreSame(Model, Model.GetSequenceModel());
        Assert.AreSame(Model, new TransformerChain<ITransformer>(copy, Model).GetSequenceModel());
        Assert.AreSame(Model, new TransformerChain<ITransformer>(Model, copy).GetSequenceModel());
        var inner = new TransformerChain<ITransformer>(new TransformerChain<ITransformer>(Model), copy);
        Assert.AreSame(Model, new TransformerChain<ITransformer>(copy, inner).GetSequenceModel());
    }

    [TestMethod]
    public void OfSeveralModelsTheLastIsFound()
    {
        SequenceMulticlassPredictionTransformer other = Toys.Classifier().Fit(Toys.Classes(9));
        Assert.AreSame(other, new TransformerChain<ITransformer>(Model, other).GetSequenceModel());
        Assert.AreSame(Model, new TransformerChain<ITransformer>(new TransformerChain<ITransformer>(other), Model).GetSequenceModel());
    }

    [TestMethod]
    public void WhereThereIsNoModelItIsSaid()
    {
        ITransformer copy = new MLContext(1).Transforms.CopyColumns("A", "Label").Fit(Toys.Classes(1));
        ITransformer[] without = [copy, new TransformerChain<ITransformer>(copy), new TransformerChain<ITransformer>()];
        foreach (ITransformer none in without)
        {
            Exception error = Assert.ThrowsExactly<ArgumentException>(() => none.GetSequenceModel());
            StringAssert.Contains(error.Message, "no trained model");
        }
        Assert.ThrowsExactly<ArgumentNullException>(() => ((ITransformer)null!).GetSequenceModel());
    }
}
