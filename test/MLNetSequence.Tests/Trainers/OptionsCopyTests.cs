using Microsoft.ML;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Trainers;

/// <summary>A trainer has options of its own, and so has a model; collections are checked and copied like all else.</summary>
[TestClass]
public class OptionsCopyTests
{
    [TestMethod]
    public void CollectionsThatAreChangedLaterChangeNoTrainer()
    {
        List<string> columns = ["Features"];
        Dictionary<string, TokenEmbedding> embeddings = new() { ["Features"] = new() { Size = 5 } };
        Dictionary<string, double> weights = new() { ["a"] = 2 };
        SequenceMulticlassTrainer Trainer() => Small.Multiclass(o =>
        {
            (o.FeatureColumnNames, o.Embeddings, o.ClassWeights) = (columns, embeddings, weights);
        });
        SequenceMulticlassTrainer trainer = Trainer();
        string expected = Quick.Bits(Trainer().Fit(Quick.Tokens()));
        columns[0] = "None";
        embeddings["Features"] = TokenEmbedding.OneHot;
        weights["a"] = 9;
        Assert.AreEqual(expected, Quick.Bits(trainer.Fit(Quick.Tokens())));
    }

    [TestMethod]
    public void WhatAModelTellsIsACopy()
    {
        SequenceMulticlassPredictionTransformer model = Small.Multiclass().Fit(Quick.Tokens());
        var told = (SequenceMulticlassTrainer.Options)model.TrainerOptions;
        (told.LabelColumnName, told.FeatureColumnNames, told.LabelSmoothing) = ("Other", ["Other"], 0.5);
        ((Dictionary<string, double>)told.ClassWeights)["a"] = 7;
        var again = (SequenceMulticlassTrainer.Options)model.TrainerOptions;
        Assert.AreEqual("Label", again.LabelColumnName);
        Assert.AreEqual("Features", again.FeatureColumnNames.Single());
        Assert.AreEqual(0, again.LabelSmoothing);
        Assert.AreEqual(0, again.ClassWeights.Count);
    }

    [TestMethod]
    public void AModelTellsTheOptionsOfItsTaskLoadedOrNot()
    {
        Table data = Quick.Tokens();
        SequenceMulticlassPredictionTransformer model = Small.Multiclass().Fit(data);
        Assert.IsInstanceOfType<SequenceMulticlassTrainer.Options>(model.TrainerOptions);
        var loaded = (SequencePredictionTransformer)ModelFile.Reload(model, data.Schema);
        Assert.IsInstanceOfType<SequenceMulticlassTrainer.Options>(loaded.TrainerOptions);
        Assert.AreEqual(model.Layers, loaded.Layers);
    }

    /// <summary>What was told can be told again: the same model comes of it.</summary>
    [TestMethod]
    public void OptionsOfALoadedModelTrainItAgain()
    {
        Table data = Quick.Tokens();
        SequenceMulticlassPredictionTransformer model = Small.Multiclass(o => o.Training = o.Training with { Seed = null }).Fit(data);
        var loaded = (SequencePredictionTransformer)ModelFile.Reload(model, data.Schema);
        Assert.IsNotNull(loaded.TrainerOptions.Training.Seed, "The one that was drawn.");
        SequenceMulticlassTrainer again = new MLContext(77).MulticlassClassification.Trainers
            .Lstm(loaded.Layers!, (SequenceMulticlassTrainer.Options)loaded.TrainerOptions);
        Assert.AreEqual(Quick.Bits(model), Quick.Bits(again.Fit(data)));
    }

    [TestMethod]
    public void EveryNameIsChecked()
    {
        IsRefused<ArgumentException>("LabelColumnName", o => o.LabelColumnName = "");
        IsRefused<ArgumentNullException>("LabelColumnName", o => o.LabelColumnName = null!);
        IsRefused<ArgumentNullException>("FeatureColumnNames", o => o.FeatureColumnNames = null!);
        IsRefused<ArgumentException>("FeatureColumnNames", o => o.FeatureColumnNames = []);
        IsRefused<ArgumentException>("FeatureColumnNames", o => o.FeatureColumnNames = ["Features", ""]);
        IsRefused<ArgumentNullException>("FeatureColumnNames", o => o.FeatureColumnNames = ["Features", null!]);
        IsRefused<ArgumentException>("StaticFeatureColumnName", o => o.StaticFeatureColumnName = "");
        IsRefused<ArgumentException>("ExampleWeightColumnName", o => o.ExampleWeightColumnName = "");
        IsRefused<ArgumentException>("ValidationColumnName", o => o.ValidationColumnName = "");
        IsRefused<ArgumentNullException>("Embeddings", o => o.Embeddings = null!);
        IsRefused<ArgumentNullException>("Training", o => o.Training = null!);
        IsRefused<ArgumentNullException>("ClassWeights", o => o.ClassWeights = null!);
        IsRefused<ArgumentOutOfRangeException>("FrozenLayers", o => o.FrozenLayers = -1);
        IsRefused<ArgumentOutOfRangeException>("LabelSmoothing", o => o.LabelSmoothing = 1);
    }

    private static void IsRefused<T>(string name, Action<SequenceMulticlassTrainer.Options> change)
        where T : ArgumentException => Assert.AreEqual(name, Assert.ThrowsExactly<T>(() => Small.Multiclass(change)).ParamName);
}
