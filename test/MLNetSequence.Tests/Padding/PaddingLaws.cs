using FsCheck;
using FsCheck.Fluent;

namespace MLNetSequence.Tests.Padding;

/// <summary>What holds for any sequence, length, end, item type and number of features.</summary>
[TestClass]
public class PaddingLaws
{
    [TestMethod]
    public void TheResultHasTheLengthAndItsRealStepsAreTheSequencesBitForBit() => ForAll(c =>
    {
        string[] padded = c.Pad();
        string[] kept = Cut(c.Steps, c.Length, c.Truncating);
        string[] filled = [.. Enumerable.Repeat(c.FilledStep, c.Length - kept.Length)];
        CollectionAssert.AreEqual(c.Padding == SequenceEnd.Pre ? [.. filled, .. kept] : (string[])[.. kept, .. filled], padded);
    });

    [TestMethod]
    public void PaddingTheReverseIsTheReverseOfPaddingAtTheOtherEnds() => ForAll(c =>
    {
        PaddingCase other = c with { Padding = Other(c.Padding), Truncating = Other(c.Truncating), Items = c.Reversed };
        CollectionAssert.AreEqual(c.Pad(), other.Pad().Reverse().ToArray());
    });

    [TestMethod]
    public void WhatIsPaddedStaysAsItIs() => ForAll(c => CollectionAssert.AreEqual(c.Pad(), c.PadTwice(c.Length, c.Length)));

    /// <summary>In two stages as in one: by way of a length that the sequence fits into, or by way of a longer one that is cut.</summary>
    [TestMethod]
    public void AStageBetweenMakesNoDifference() => ForAll(c =>
    {
        int between = c.Steps.Length + c.Length;
        if (c.Steps.Length <= c.Length)
        {
            string[] once = (c with { Length = between }).Pad();
            CollectionAssert.AreEqual(once, c.PadTwice(c.Length, between));
        }
        if (c.Padding == c.Truncating)
        {
            CollectionAssert.AreEqual(c.Pad(), c.PadTwice(between, c.Length), "What was filled in is what is cut off.");
        }
    });

    [TestMethod]
    public void TruncationKeepsTheOtherEnd() => ForAll(c =>
    {
        if (c.Steps.Length >= c.Length)
        {
            string[] steps = c.Steps;
            CollectionAssert.AreEqual(c.Truncating == SequenceEnd.Pre ? steps[^c.Length..] : steps[..c.Length], c.Pad());
        }
    });

    [TestMethod]
    public void TheMaskTellsTheRealStepsFromTheOthers() => ForAll(c =>
    {
        bool[] mask = c.Mask();
        string[] padded = c.Pad();
        Assert.AreEqual(c.Length, mask.Length);
        Assert.AreEqual(Math.Min(c.Steps.Length, c.Length), mask.Count(real => real));
        CollectionAssert.AreEqual(
            Cut(c.Steps, c.Length, c.Truncating), padded.Where((_, i) => mask[i]).ToArray(), "The inverse of padding.");
        Assert.IsTrue(padded.Where((_, i) => !mask[i]).All(step => step == c.FilledStep));
        Assert.IsTrue(mask.Zip(mask.Skip(1)).Count(pair => pair.First != pair.Second) <= 1, "One block of real steps.");
    });

    [TestMethod]
    public void SparseAndDenseAreTheSame() => ForAll(c =>
    {
        CollectionAssert.AreEqual((c with { Sparse = false }).Pad(), (c with { Sparse = true }).Pad());
        CollectionAssert.AreEqual((c with { Sparse = false }).Mask(), (c with { Sparse = true }).Mask());
    });

    [TestMethod]
    public void WithoutALengthTheLongestIsKeptWhole() => ForAll(c =>
    {
        if (c.Steps.Length > 0)
        {
            CollectionAssert.AreEqual(c.Steps, c.PadToLongest());
        }
    });

    private static SequenceEnd Other(SequenceEnd end) => end == SequenceEnd.Pre ? SequenceEnd.Post : SequenceEnd.Pre;

    private static string[] Cut(string[] steps, int length, SequenceEnd truncating) =>
        steps.Length <= length ? steps : truncating == SequenceEnd.Pre ? [.. steps.TakeLast(length)] : [.. steps.Take(length)];

    private static void ForAll(Action<PaddingCase> law) => Prop.ForAll(Arb.From(Cases, Smaller), law).QuickCheckThrowOnFailure();

    private static Gen<PaddingCase> Cases =>
        from kind in Gen.Choose(0, PaddingKind.All.Count - 1)
        from features in Gen.Choose(0, 3)
        from steps in Gen.Choose(0, 9)
        from length in Gen.Choose(1, 7)
        from ends in Gen.Choose(0, 3)
        from sparse in Gen.Elements(false, true)
        from value in Gen.Elements(0.0, 0.0, 1.0, 5.0)
        from items in Gen.ArrayOf(Gen.OneOf(Gen.Constant(0L), Gen.Choose(int.MinValue, int.MaxValue).Select(i => i * 2654435761L)),
            steps * Math.Max(features, 1))
        select new PaddingCase(
            PaddingKind.All[kind], features, length, (SequenceEnd)(ends & 1), (SequenceEnd)(ends >> 1), sparse, value, items);

    /// <summary>A case that fails is made smaller, a step at a time.</summary>
    private static IEnumerable<PaddingCase> Smaller(PaddingCase c)
    {
        int step = Math.Max(c.Features, 1);
        if (c.Items.Length > 0)
        {
            yield return c with { Items = c.Items[step..] };
        }
        if (c.Length > 1)
        {
            yield return c with { Length = c.Length - 1 };
        }
        for (int i = 0; i < c.Items.Length; i++)
        {
            if (c.Items[i] is not (0 or 1))
            {
                yield return c with { Items = [.. c.Items[..i], 1, .. c.Items[(i + 1)..]] };
            }
        }
    }
}
