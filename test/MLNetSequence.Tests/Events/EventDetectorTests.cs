namespace MLNetSequence.Tests.Events;

/// <summary>Each rule, on scores short enough to see.</summary>
[TestClass]
public class EventDetectorTests
{
    [TestMethod]
    public void ByDefaultAnEventIsARunOfAtLeastHalf() => AreEqual(
        [new(1, 3, 0.9f, 2), new(5, 5, 0.5f, 5)],
        EventDetector.Find([0.1f, 0.6f, 0.9f, 0.9f, 0.4f, 0.5f]));

    [TestMethod]
    public void AnEventBeginsWithTheOnset() => AreEqual(
        [new(3, 5, 1, 3)],
        EventDetector.Find([1, 0, 0, 1, 1, 1, 0, 1, 0], new EventRules { Onset = 2 }));

    [TestMethod]
    public void StepsOfAnOnsetStandInARow() =>
        AreEqual([], EventDetector.Find([1, 0, 1, 0, 1], new EventRules { Onset = 2, MinimumGap = 9 }));

    [TestMethod]
    public void AShorterGapIsPartOfTheEvent() => AreEqual(
        [new(0, 4, 3, 4), new(8, 8, 1, 8)],
        EventDetector.Find([1, 0, 0, 2, 3, 0, 0, 0, 1], new EventRules { MinimumGap = 3 }));

    [TestMethod]
    public void OnceItHasBegunALowerScoreHoldsAnEvent()
    {
        var rules = new EventRules { Threshold = 0.8f, ReleaseThreshold = 0.4f, Onset = 2 };
        AreEqual([new(2, 4, 0.9f, 2)], EventDetector.Find([0.8f, 0.5f, 0.9f, 0.8f, 0.4f, 0.3f, 0.5f, 0.8f], rules));
    }

    [TestMethod]
    public void EventsThatAreTooShortAreLeftOut() => AreEqual(
        [new(0, 2, 1, 0)],
        EventDetector.Find([1, 0, 1, 0, 0, 1, 1, 0, 0, 1], new EventRules { MinimumGap = 2, MinimumLength = 3 }));

    [TestMethod]
    public void NaNIsOffAndAnInfinityIsAScore() => AreEqual(
        [new(1, 1, float.PositiveInfinity, 1), new(3, 3, 1, 3)],
        EventDetector.Find([float.NaN, float.PositiveInfinity, float.NaN, 1, float.NegativeInfinity, float.NaN]));

    [TestMethod]
    public void NothingIsInNothing() => AreEqual([], EventDetector.Find([]));

    [TestMethod]
    public void ThresholdsMayBeNegative() => AreEqual(
        [new(1, 2, -1, 2)], EventDetector.Find([-5, -2, -1, -3], new EventRules { Threshold = -2 }));

    [TestMethod]
    public void WhatIsGoingOnCanBeAsked()
    {
        var detector = new EventDetector(new EventRules { Onset = 2, MinimumGap = 2 });
        Assert.IsNull(detector.Next(1));
        Assert.AreEqual((false, null), (detector.IsOn, detector.Current));
        Assert.IsNull(detector.Next(2));
        Assert.AreEqual((true, new SequenceEvent(0, 1, 2, 1)), (detector.IsOn, detector.Current));
        Assert.IsNull(detector.Next(0));
        Assert.AreEqual((true, new SequenceEvent(0, 1, 2, 1)), (detector.IsOn, detector.Current), "The gap is not long enough yet.");
        Assert.AreEqual(new SequenceEvent(0, 1, 2, 1), detector.Next(0));
        Assert.AreEqual((false, null), (detector.IsOn, detector.Current));
        Assert.AreEqual(4, detector.Steps);
        Assert.IsNull(detector.Finish());
        Assert.AreEqual(0, detector.Steps);
    }

    [TestMethod]
    public void FinishGivesTheEventThatHasBegunAndStartsAnew()
    {
        var detector = new EventDetector(new EventRules { Onset = 2, MinimumGap = 3 });
        for (int stream = 0; stream < 2; stream++)
        {
            foreach (float score in (float[])[0, 1, 1, 0, 0])
            {
                Assert.IsNull(detector.Next(score));
            }
            Assert.AreEqual(new SequenceEvent(1, 2, 1, 1), detector.Finish());
        }
        detector.Next(1);
        Assert.IsNull(detector.Finish(), "One step is no onset of two.");
        detector.Next(1);
        Assert.IsFalse(detector.IsOn, "Nor are two steps of two streams.");
    }

    [TestMethod]
    public void ResetForgetsTheEvent()
    {
        var detector = new EventDetector();
        detector.Next(1);
        detector.Reset();
        Assert.AreEqual((0L, false), (detector.Steps, detector.IsOn));
        Assert.IsNull(detector.Finish());
    }

    [TestMethod]
    public void ALongStreamCostsNothing()
    {
        var detector = new EventDetector(new EventRules { Onset = 3, MinimumGap = 2 });
        long events = 0, before = 0;
        for (int i = 0; i < 100_000; i++)
        {
            before = i == 1000 ? GC.GetAllocatedBytesForCurrentThread() : before;
            events += detector.Next(i % 10 < 5 ? 1 : 0) is null ? 0 : 1;
        }
        // The runtime may allocate a little for itself, while it compiles a loop anew; one object a step would be two million bytes.
        Assert.IsLessThan(16_384, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.AreEqual(10_000, events);
    }

    [TestMethod]
    public void RulesOutsideTheirRangesAreRefused()
    {
        Refused(new() { Threshold = float.NaN }, "Threshold");
        Refused(new() { Threshold = float.PositiveInfinity }, "Threshold");
        Refused(new() { ReleaseThreshold = float.NaN }, "ReleaseThreshold");
        Refused(new() { ReleaseThreshold = float.NegativeInfinity }, "ReleaseThreshold");
        Refused(new() { ReleaseThreshold = 0.6f }, "ReleaseThreshold");
        Refused(new() { Onset = 0 }, "Onset");
        Refused(new() { MinimumGap = 0 }, "MinimumGap");
        Refused(new() { MinimumLength = -1 }, "MinimumLength");
        _ = new EventDetector(new() { ReleaseThreshold = 0.5f });

        static void Refused(EventRules rules, string name)
        {
            Assert.AreEqual(name, Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new EventDetector(rules)).ParamName);
            Assert.AreEqual(name, Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => EventDetector.Find([], rules)).ParamName);
        }
    }

    private static void AreEqual(SequenceEvent[] expected, IReadOnlyList<SequenceEvent> found) =>
        CollectionAssert.AreEqual(expected, found.ToArray());
}
