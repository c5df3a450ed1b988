using FsCheck;
using FsCheck.Fluent;

namespace MLNetSequence.Tests.Events;

/// <summary>What holds for events by any rules in any scores.</summary>
[TestClass]
public class EventLaws
{
    internal sealed record Case(float[] Scores, EventRules Rules)
    {
        public IReadOnlyList<SequenceEvent> Events => EventDetector.Find(Scores, Rules);

        public bool IsOn(long step) => Scores[step] >= Rules.Threshold;

        public bool Holds(long step) => Scores[step] >= (Rules.ReleaseThreshold ?? Rules.Threshold);

        public override string ToString() => $"{Rules}: {string.Join(' ', Scores)}";
    }

    [TestMethod]
    public void TheyAreThoseOfTheSlowImplementation() =>
        ForAll(c => CollectionAssert.AreEqual(SlowEvents.Find(c.Scores, c.Rules), c.Events.ToArray()));

    [TestMethod]
    public void OneScoreAtATimeFindsTheSame() => ForAll(c =>
    {
        var detector = new EventDetector(c.Rules);
        var found = new List<SequenceEvent>();
        foreach (float score in c.Scores)
        {
            if (detector.Next(score) is { } ended)
            {
                Assert.AreEqual(detector.Steps - 1 - c.Rules.MinimumGap, ended.End, "It is known as soon as the gap is long enough.");
                found.Add(ended);
            }
            Assert.AreEqual(detector.IsOn, detector.Current is not null);
        }
        Assert.AreEqual(c.Scores.Length, detector.Steps);
        if (detector.Finish() is { } last)
        {
            found.Add(last);
        }
        CollectionAssert.AreEqual(c.Events.ToArray(), found);
        Assert.AreEqual((0L, false), (detector.Steps, detector.IsOn));
    });

    [TestMethod]
    public void TheyBeginWithTheOnsetAndEndWithAStepThatIsOn() => ForAll(c =>
    {
        foreach (SequenceEvent e in c.Events)
        {
            Assert.IsTrue(e.Start >= 0 && e.End < c.Scores.Length);
            Assert.IsTrue(e.Length >= Math.Max(c.Rules.Onset, c.Rules.MinimumLength));
            Assert.IsTrue(Enumerable.Range((int)e.Start, c.Rules.Onset).All(s => c.IsOn(s)));
            Assert.IsTrue(c.Holds(e.End));
            Assert.IsTrue(e.PeakStep >= e.Start && e.PeakStep <= e.End && c.Scores[e.PeakStep] == e.Peak);
            for (long step = e.Start; step <= e.End; step++)
            {
                Assert.IsFalse(c.Scores[step] > e.Peak || (c.Scores[step] == e.Peak && step < e.PeakStep), "The first of the highest.");
            }
        }
    });

    [TestMethod]
    public void TheyStandApartInTheirOrder() => ForAll(c =>
    {
        foreach ((SequenceEvent one, SequenceEvent next) in c.Events.Zip(c.Events.Skip(1)))
        {
            Assert.IsTrue(next.Start - one.End - 1 >= c.Rules.MinimumGap);
            for (long step = one.End + 1; step <= one.End + c.Rules.MinimumGap; step++)
            {
                Assert.IsFalse(c.Holds(step), "A gap is off, all of it.");
            }
        }
    });

    [TestMethod]
    public void GapsWithinThemAreBridgedSinceTheyAreShort() => ForAll(c =>
    {
        foreach (SequenceEvent e in c.Events)
        {
            int gap = 0;
            for (long step = e.Start; step <= e.End; step++)
            {
                gap = c.Holds(step) ? 0 : gap + 1;
                Assert.IsTrue(gap < c.Rules.MinimumGap);
            }
        }
    });

    [TestMethod]
    public void WithoutRulesOfLengthTheyAreTheRunsThatAreOn() => ForAll(c =>
    {
        Case plain = c with { Rules = new EventRules { Threshold = c.Rules.Threshold } };
        bool[] inEvent = new bool[c.Scores.Length];
        foreach (SequenceEvent e in plain.Events)
        {
            Array.Fill(inEvent, true, (int)e.Start, (int)e.Length);
        }
        CollectionAssert.AreEqual(c.Scores.Select((_, s) => c.IsOn(s)).ToArray(), inEvent);
    });

    [TestMethod]
    public void ScoresAndThresholdsMayBeMovedTogether() => ForAll(c =>
    {
        Case moved = new(
            [.. c.Scores.Select(s => s * 2 - 8)],
            c.Rules with { Threshold = c.Rules.Threshold * 2 - 8, ReleaseThreshold = c.Rules.ReleaseThreshold * 2 - 8 });
        CollectionAssert.AreEqual(
            c.Events.Select(e => (e.Start, e.End, e.PeakStep)).ToArray(), moved.Events.Select(e => (e.Start, e.End, e.PeakStep)).ToArray());
    });

    // In quarters, so that twice a score less eight is exact.
    private static Gen<Case> Cases =>
        from length in Gen.Choose(0, 24)
        from scores in Gen.ArrayOf(Gen.Elements(0, 0.25f, 0.5f, 0.5f, 0.75f, 1, float.NaN), length)
        from release in Gen.Elements(null, null, 0.25f, (float?)0.5f)
        from onset in Gen.Choose(1, 3)
        from gap in Gen.Choose(1, 4)
        from least in Gen.Choose(1, 5)
        select new Case(
            scores,
            new EventRules { Threshold = 0.5f, ReleaseThreshold = release, Onset = onset, MinimumGap = gap, MinimumLength = least });

    private static void ForAll(Action<Case> law) =>
        Prop.ForAll(Arb.From(Cases, Smaller), law).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    private static IEnumerable<Case> Smaller(Case c)
    {
        for (int i = 0; i < c.Scores.Length; i++)
        {
            yield return c with { Scores = [.. c.Scores[..i], .. c.Scores[(i + 1)..]] };
        }
    }
}
