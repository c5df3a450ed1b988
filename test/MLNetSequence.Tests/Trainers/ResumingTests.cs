using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Trainers;

/// <summary>A Fit that was interrupted goes on from its checkpoint as if nothing had happened, and from no other.</summary>
[TestClass]
public class ResumingTests
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    [TestCleanup]
    public void Delete() => File.Delete(_path);

    [TestMethod]
    [DataRow(1, 2)]
    [DataRow(3, 1)]
    [DataRow(3, 5)]
    public void AClassifierGoesOnBitByBit(int epoch, int batch)
    {
        Table data = Toys.Classes(40);
        string expected = Toys.Bits(Toys.Classifier(o => Told(o, null)).Fit(data));
        SequenceMulticlassPredictionTransformer broken = Toys.Classifier(o => CancelAt(o, epoch, batch)).Fit(data);
        Assert.AreEqual(TrainingOutcome.Cancelled, broken.Report.Outcome);
        Assert.AreNotEqual(expected, Toys.Bits(broken));
        SequenceMulticlassPredictionTransformer resumed = Toys.Classifier(o => Told(o, _path)).Fit(data);
        Assert.AreEqual(expected, Toys.Bits(resumed));
        Assert.AreEqual(TrainingOutcome.Completed, resumed.Report.Outcome);
        CollectionAssert.AreEqual(new[] { 1, 2, 3, 4 }, resumed.History.Select(e => e.Epoch).ToArray());
    }

    [TestMethod]
    public void SoDoATaggerAndARegressionThatAreMeasured()
    {
        Table tagged = Toys.Tagged(40);
        string expected = Toys.Bits(Toys.Tagger(o => Measured(o, null)).Fit(tagged));
        Toys.Tagger(o => CancelAt(o, 2, 3, Measured)).Fit(tagged);
        Assert.AreEqual(expected, Toys.Bits(Toys.Tagger(o => Measured(o, _path)).Fit(tagged)));
        File.Delete(_path);

        Table numbers = Toys.Numbers(40);
        expected = Toys.Bits(Toys.Regression(o => Measured(o, null)).Fit(numbers));
        Toys.Regression(o => CancelAt(o, 2, 3, Measured)).Fit(numbers);
        Assert.AreEqual(expected, Toys.Bits(Toys.Regression(o => Measured(o, _path)).Fit(numbers)));
    }

    [TestMethod]
    public void WhatIsDoneIsNotDoneAgainButCanGoOn()
    {
        Table data = Toys.Classes(40);
        string done = Toys.Bits(Toys.Classifier(o => Told(o, _path)).Fit(data));
        int batches = 0;
        SequenceMulticlassPredictionTransformer again = Toys.Classifier(o =>
        {
            Told(o, _path);
            o.Progress = new DirectProgress<TrainingProgress>(_ => batches++);
        }).Fit(data);
        Assert.AreEqual((done, 0), (Toys.Bits(again), batches));
        string longer = Toys.Bits(Toys.Classifier(o =>
        {
            Told(o, _path);
            o.Training = o.Training with { Epochs = 6 };
        }).Fit(data));
        Assert.AreEqual(Toys.Bits(Toys.Classifier(o => o.Training = Toys.Training(epochs: 6)).Fit(data)), longer);
    }

    [TestMethod]
    public void OtherDataOrOptionsAreRefused()
    {
        Toys.Classifier(o => CancelAt(o, 2, 1)).Fit(Toys.Classes(40));
        void Refused(Table data, string what, Action<SequenceMulticlassTrainer.Options>? change = null)
        {
            Exception error = Assert.ThrowsExactly<InvalidDataException>(() => Toys.Classifier(o =>
            {
                Told(o, _path);
                change?.Invoke(o);
            }).Fit(data));
            StringAssert.Contains(error.Message, "of another training");
            StringAssert.Contains(error.Message, $"its {what}");
        }
        Refused(Toys.Classes(39), "data is");
        Refused(Toys.Classes(40), "options differ: seed is 1, expected 2. Use", o => o.Training = o.Training with { Seed = 2 });
        Refused(Toys.Classes(40), "options differ: batchSize is 8, expected 4. Use", o => o.Training = o.Training with { BatchSize = 4 });
        Refused(Toys.Classes(40), "loss is", o => o.LabelSmoothing = 0.1);
        Refused(Toys.Classes(40), "network is", o => o.EmbeddingSize = 5);
    }

    /// <summary>The folds of a cross-validation are as many rows: one that went on from another's file would know its test rows.</summary>
    [TestMethod]
    public void AsManyOtherRowsAreOtherData()
    {
        Table data = Toys.Classes(40);
        Toys.Classifier(o => Held(o, data)).Fit(data);
        Assert.AreEqual(4, Toys.Classifier(o => Held(o, Toys.Classes(40))).Fit(Toys.Classes(40)).History.Count, "The same rows of another view.");
        void Refused(Table rows, Table held)
        {
            Exception error = Assert.ThrowsExactly<InvalidDataException>(() => Toys.Classifier(o => Held(o, held)).Fit(rows));
            StringAssert.Contains(error.Message, "of another training: its data_fingerprint is");
        }
        Refused(Toys.Classes(40, seed: 4), data);
        Refused(data, Toys.Classes(40, seed: 4));
        uint[] labels = [.. data.GetColumn<uint>("Label")];
        labels[17] = labels[17] % 3 + 1;
        Refused(Toys.Classes(Toys.Sequences(40), labels), data);
        void Held(SequenceTrainerOptions options, Table held)
        {
            Told(options, _path);
            options.ValidationData = held;
        }
    }

    [TestMethod]
    public void WhoDoesNotWantToGoOnBeginsAnew()
    {
        Table data = Toys.Classes(40);
        Toys.Classifier(o => CancelAt(o, 2, 1)).Fit(data);
        SequenceMulticlassPredictionTransformer anew = Toys.Classifier(o =>
        {
            Told(o, _path);
            o.Training = o.Training with { Checkpoints = new() { Path = _path, Resume = false }, Epochs = 1 };
        }).Fit(Toys.Classes(24));
        Assert.AreEqual(1, anew.History.Count);
    }

    [TestMethod]
    public void WithoutASeedAnyContextTakesItUpAgain()
    {
        Table data = Toys.Classes(40);
        string Fit(int seed, bool cancel) => Toys.Bits(Toys.Classifier(
            o =>
            {
                if (cancel)
                {
                    CancelAt(o, 2, 1);
                }
                else
                {
                    Told(o, _path);
                }
                o.Training = o.Training with { Seed = null };
            },
            new MLContext(seed)).Fit(data));
        Fit(7, cancel: true);
        string resumed = Fit(8, cancel: false);
        File.Delete(_path);
        Assert.AreEqual(Fit(9, cancel: false), resumed);
    }

    private static void Told(SequenceTrainerOptions options, string? path) =>
        options.Training = Toys.Training(epochs: 4) with { Checkpoints = path is null ? null : new() { Path = path, EverySteps = 2 } };

    private static void Measured(SequenceTrainerOptions options, string? path)
    {
        Told(options, path);
        options.Training = options.Training with { ValidationFraction = 0.25, EarlyStopping = new(), Optimizer = new RmsProp() };
    }

    private void CancelAt(SequenceTrainerOptions options, int epoch, int batch, Action<SequenceTrainerOptions, string?>? told = null)
    {
        (told ?? Told)(options, _path);
        var source = new CancellationTokenSource();
        options.CancellationToken = source.Token;
        options.Training = options.Training with { ProgressInterval = TimeSpan.Zero };
        options.Progress = new DirectProgress<TrainingProgress>(at =>
        {
            if ((at.Epoch, at.Batch) == (epoch, batch))
            {
                source.Cancel();
            }
        });
    }
}
