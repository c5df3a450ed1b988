using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Training;

/// <summary>When reports are due, and what is left, by a clock that a test moves.</summary>
[TestClass]
public sealed class TrainingClockTests
{
    [TestMethod]
    [DataRow(0.0, "1 2 3 4 5 6 7 8 9 10")]
    [DataRow(0.3, "1 2 3 4 5 6 7 8 9 10")]
    [DataRow(0.4, "2 4 6 8 10")]
    [DataRow(1.0, "4 8")]
    [DataRow(2.9, "10")]
    [DataRow(3.1, "")]
    [DataRow(-0.001, "")]
    public void ReportsAreAsFarApartAsAskedFor(double seconds, string expected)
    {
        // Minus a millisecond is Timeout.InfiniteTimeSpan.
        var time = new Hands();
        var clock = new TrainingClock(TimeSpan.FromSeconds(seconds), time);
        clock.Begin();
        clock.BeginEpoch();
        var due = new List<int>();
        for (int batch = 1; batch <= 10; batch++)
        {
            time.Pass(0.3);
            clock.BatchDone(5);
            if (clock.IsDue)
            {
                due.Add(batch);
                clock.Reported();
            }
        }
        Assert.AreEqual(expected, string.Join(' ', due));
    }

    [TestMethod]
    public void PaceAndRestAreThoseOfWhatWasDone()
    {
        var time = new Hands();
        var clock = new TrainingClock(TimeSpan.Zero, time);
        clock.Begin();
        Assert.IsNull(clock.Left(batches: 10, epochs: 1), "Nothing was done yet.");
        Assert.AreEqual(TimeSpan.Zero, clock.Left(batches: 0, epochs: 0));
        clock.BeginEpoch();
        time.Pass(2);
        clock.BatchDone(30);
        Assert.AreEqual(15, clock.SequencesPerSecond, 1e-9);
        Assert.AreEqual(TimeSpan.FromSeconds(6), clock.Left(batches: 3, epochs: 1), "Measuring is not known yet.");
        time.Pass(4);
        clock.BatchDone(30);
        Assert.AreEqual(10, clock.SequencesPerSecond, 1e-9);
        clock.EpochTrained();
        time.Pass(5);
        clock.EpochMeasured();
        Assert.AreEqual(10, clock.SequencesPerSecond, 1e-9, "Measuring does not count.");
        Assert.AreEqual(TimeSpan.FromSeconds(11), clock.Elapsed);
        Assert.AreEqual(TimeSpan.FromSeconds(2 * 3 + 5), clock.Left(batches: 2, epochs: 1));
        clock.BeginEpoch();
        time.Pass(1);
        clock.BatchDone(20);
        Assert.AreEqual(20, clock.SequencesPerSecond, 1e-9, "Of this epoch.");
    }

    [TestMethod]
    public void ARestBeyondAllTimesIsTheLongest()
    {
        var time = new Hands();
        var clock = new TrainingClock(TimeSpan.Zero, time);
        clock.Begin();
        clock.BeginEpoch();
        time.Pass(1000);
        clock.BatchDone(1);
        Assert.AreEqual(TimeSpan.MaxValue, clock.Left(long.MaxValue, int.MaxValue));
    }

    private sealed class Hands : TimeProvider
    {
        private long _now = 12345;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Pass(double seconds) => _now += TimeSpan.FromSeconds(seconds).Ticks;
    }
}
