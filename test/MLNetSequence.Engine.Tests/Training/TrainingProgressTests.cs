using System.Globalization;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Training;

[TestClass]
public sealed class TrainingProgressTests
{
    private static readonly TrainingProgress Progress =
        new(2, 5, 625, 625, true, 0.41234, 0.815, 0.39, 0.831, 0.001, 3120.4, TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(72));

    [TestMethod]
    public void OneLineForALog()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.AreEqual(
                "epoch 2/5  loss 0.4123  accuracy 0.8150  validation loss 0.3900, accuracy 0.8310  3,120 sequences/s  1:12 left",
                Progress.ToString());
            Assert.AreEqual(
                "epoch 2/5  loss 0.4123  accuracy 0.8150  3,120 sequences/s  1:12 left",
                (Progress with { ValidationLoss = null, ValidationAccuracy = null }).ToString());
            Assert.AreEqual(
                "epoch 5/5  loss 0.4123  accuracy 0.8150  validation loss 0.3900, accuracy 0.8310  3,120 sequences/s",
                (Progress with { Epoch = 5, TimeLeft = TimeSpan.Zero }).ToString());
            TrainingProgress within = Progress with { Batch = 120, IsEpochEnd = false, ValidationLoss = null, ValidationAccuracy = null };
            Assert.AreEqual(
                "epoch 2/5  batch 120/625  loss 0.4123  accuracy 0.81  3,120 sequences/s  1:12 left", within.ToString());
            Assert.AreEqual(
                "epoch 2/5  batch 120  loss 0.4123  3,120 sequences/s",
                (within with { Batches = 0, Accuracy = null, TimeLeft = null }).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [TestMethod]
    public void TimesAndPaceAreSane()
    {
        TrainingReport result = ToyTask.Make(50, seed: 1).Train(ToyTask.NewNetwork(seed: 1), ToyTask.Options(epochs: 3));
        IReadOnlyList<TrainingProgress> history = result.History;
        foreach (TrainingProgress progress in history)
        {
            Assert.AreEqual(3, progress.Epochs);
            Assert.IsGreaterThan(0, progress.SequencesPerSecond);
            Assert.IsTrue(double.IsFinite(progress.SequencesPerSecond));
            Assert.IsGreaterThan(TimeSpan.Zero, progress.Elapsed);
        }
        Assert.IsGreaterThan(history[0].Elapsed, history[1].Elapsed);
        Assert.AreEqual(TimeSpan.Zero, history[2].TimeLeft);
    }
}
