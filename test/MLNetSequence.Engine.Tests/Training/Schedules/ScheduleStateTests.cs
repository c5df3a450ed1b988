using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Training.Schedules;

namespace MLNetSequence.Engine.Tests.Training.Schedules;

/// <summary>What PyTorch's rates do not tell; those are compared elsewhere.</summary>
[TestClass]
public sealed class ScheduleStateTests
{
    private static readonly ReduceOnPlateauSchedule Plateau =
        new() { Factor = 0.5, Patience = 1, Threshold = 0.01, Cooldown = 2, MinimumRate = 0.001 };

    [TestMethod]
    public void UnknownLengthIsRefusedOnlyWhereItMatters()
    {
        var moment = new ScheduleMoment(Step: 3, TotalSteps: null, Epoch: 0, Epochs: 5);
        var error = Assert.ThrowsExactly<InvalidOperationException>(
            () => new OneCycleSchedule { MaximumRate = 1 }.NewState().Rate(0.1, moment));
        StringAssert.Contains(error.Message, "TotalSteps");
        double rate = new OneCycleSchedule { MaximumRate = 1, TotalSteps = 4, FinalDivideBy = 10 }.NewState().Rate(0.1, moment);
        Assert.AreEqual(1 / 25.0 / 10, rate, 1e-12);
        Assert.AreEqual(0.1, new CosineSchedule().NewState().Rate(0.1, moment));
    }

    [TestMethod]
    public void OneCycleKeepsItsLastRate()
    {
        ScheduleState state = new OneCycleSchedule { MaximumRate = 1, TotalSteps = 10 }.NewState();
        double last = state.Rate(0.1, new ScheduleMoment(9, null, 0, 1));
        Assert.AreEqual(1 / 25.0 / 1e4, last, 1e-12);
        Assert.AreEqual(last, state.Rate(0.1, new ScheduleMoment(10_000, null, 0, 1)));
    }

    /// <summary>A rise of no step, or of one, must not divide by zero.</summary>
    [TestMethod]
    [DataRow(1, 0.0)]
    [DataRow(1, 0.3)]
    [DataRow(1, 1.0)]
    [DataRow(2, 0.5)]
    [DataRow(10, 0.1)]
    public void ShortCyclesAreFinite(long steps, double share)
    {
        ScheduleState state = new OneCycleSchedule { MaximumRate = 1, TotalSteps = steps, WarmUpShare = share }.NewState();
        for (long step = 0; step < steps; step++)
        {
            double rate = state.Rate(0.1, new ScheduleMoment(step, steps, 0, 1));
            Assert.IsTrue(rate > 0 && rate <= 1, $"step {step}: {rate}");
        }
    }

    [TestMethod]
    public void LossThatIsNoNumberIsNotGood()
    {
        ScheduleState state = new ReduceOnPlateauSchedule { Patience = 2 }.NewState();
        double Rate() => state.Rate(1, default);
        state.EpochEnded(1);
        state.EpochEnded(double.NaN);
        state.EpochEnded(double.NaN);
        Assert.AreEqual(1, Rate());
        state.EpochEnded(double.NaN);
        Assert.AreEqual(0.1, Rate());
    }

    /// <summary>Whatever the epoch, a restored state gives the same rates to the last bit.</summary>
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void RestoredStateGoesOnBitByBit(bool warmUp)
    {
        const int epochs = 30;
        LearningRateSchedule schedule = warmUp ? new WarmUpSchedule { Steps = 12, Then = Plateau } : Plateau;
        var random = new SeededRandom(4);
        double[] losses = [.. Enumerable.Range(0, epochs).Select(_ => random.NextDouble())];
        for (int cut = 0; cut < epochs; cut++)
        {
            ScheduleState whole = schedule.NewState(), restored = schedule.NewState();
            // It must forget what it knew.
            restored.EpochEnded(1e-9);
            for (int epoch = 0; epoch < epochs; epoch++)
            {
                if (epoch == cut)
                {
                    restored.Restore(whole.Save());
                }
                if (epoch >= cut)
                {
                    var moment = new ScheduleMoment(epoch, null, epoch, epochs);
                    Assert.AreEqual(whole.Rate(0.3, moment), restored.Rate(0.3, moment), $"epoch {epoch}, cut at {cut}");
                    restored.EpochEnded(losses[epoch]);
                }
                whole.EpochEnded(losses[epoch]);
            }
            CollectionAssert.AreEqual(whole.Save(), restored.Save());
            Assert.IsLessThan(0.05, whole.Rate(0.3, new ScheduleMoment(epochs, null, epochs, epochs + 1)));
        }
    }

    [TestMethod]
    public void OtherStatesAreRefused()
    {
        ScheduleState plateau = Plateau.NewState();
        foreach (double[] bad in (double[][])[
            [], [1, 0, 0], [1, 0, 0, 0, 0], [1, -1, 0, 0], [1, 0, 0.5, 0], [1, 0, 0, double.NaN], [1, 1e10, 0, 0]])
        {
            Assert.ThrowsExactly<InvalidDataException>(() => plateau.Restore(bad));
        }
        ScheduleState constant = new ConstantSchedule().NewState();
        constant.Restore(constant.Save());
        Assert.ThrowsExactly<InvalidDataException>(() => constant.Restore([1]));
    }

    [TestMethod]
    public void WarmRateAllocatesNothing()
    {
        ScheduleState state = new WarmUpSchedule { Steps = 5, Then = new OneCycleSchedule { MaximumRate = 1 } }.NewState();
        double sum = state.Rate(0.1, new ScheduleMoment(0, 20, 0, 1));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int step = 1; step < 20; step++)
        {
            sum += state.Rate(0.1, new ScheduleMoment(step, 20, 0, 1));
        }
        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.IsGreaterThan(1, sum);
    }
}
