using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Recurrent;

namespace MLNetSequence.Tests.Forecasting.Recurrent;

/// <summary>What a window should come to, number by number, and how much each row counts.</summary>
[TestClass]
public class WindowTargetsTests
{
    private const float NaN = float.NaN;

    [TestMethod]
    public void DirectIsOneRowOfAllSteps()
    {
        WindowTargets targets = Of(Hand.Settings(), Hand.Window(), Hand.Window());
        Assert.AreEqual((4, 2, 1, 1), (targets.Width, targets.Count, targets.Start(1), targets.Rows(1)));
        CollectionAssert.AreEqual(new[] { 4, 40, 5, NaN }, targets.Values(1).ToArray());
        Assert.AreEqual(0.75f, targets.Weight(1));
    }

    [TestMethod]
    public void ADecoderHasARowForEachStepToCome()
    {
        WindowTargets targets = Of(Hand.Settings(ForecastingStrategy.EncoderDecoder, 0), Hand.Window(), Hand.Window());
        Assert.AreEqual((2, 2, 2, 2), (targets.Width, targets.Count, targets.Start(1), targets.Rows(1)));
        CollectionAssert.AreEqual(new[] { 4f, 40 }, targets.Values(2).ToArray());
        CollectionAssert.AreEqual(new[] { 5, NaN }, targets.Values(3).ToArray());
        Assert.AreEqual((1f, 0.5f), (targets.Weight(2), targets.Weight(3)));
    }

    /// <summary>The scale is of the window's own rows, so that they would tell on themselves: they are not learned.</summary>
    [TestMethod]
    public void ARecursiveNetworkAnswersAtEachStepAndLearnsTheRowsToCome()
    {
        WindowTargets targets = Of(Hand.Settings(ForecastingStrategy.Recursive, 0), Hand.Window(past: false), Hand.Window(past: false));
        Assert.AreEqual((2, 2, 4, 4), (targets.Width, targets.Count, targets.Start(1), targets.Rows(1)));
        CollectionAssert.AreEqual(new[] { 2f, 20 }, targets.Values(4).ToArray());
        CollectionAssert.AreEqual(new[] { 3f, 30 }, targets.Values(5).ToArray());
        CollectionAssert.AreEqual(new[] { 4f, 40 }, targets.Values(6).ToArray());
        CollectionAssert.AreEqual(new[] { 5, NaN }, targets.Values(7).ToArray());
        CollectionAssert.AreEqual(new[] { 0, 0, 1, 0.5f }, Enumerable.Range(4, 4).Select(targets.Weight).ToArray());
    }

    [TestMethod]
    public void TargetsAreOnTheScaleOfTheirWindow()
    {
        NetworkSettings settings = Hand.Settings() with { Scaling = new(ScaleCentre.LastValue, ScaleWidth.One) };
        ForecastWindow later = Hand.Window() with { History = Hand.Window().History[..8] };
        WindowTargets targets = Of(settings, Hand.Window(), later);
        // In turns, so that no scale may stay behind.
        for (int i = 0; i < 2; i++)
        {
            CollectionAssert.AreEqual(new[] { 1, 10, 2, NaN }, targets.Values(0).ToArray());
            CollectionAssert.AreEqual(new[] { 2, 20, 3, NaN }, targets.Values(1).ToArray());
        }
    }

    [TestMethod]
    public void ATargetOfWhoseLevelNothingIsKnownIsNotLearned()
    {
        ForecastWindow one = Hand.Window() with { History = Hand.Window().History[..4] };
        WindowTargets targets = Of(Hand.Settings() with { Scaling = ForecastScaling.LastValue }, one);
        float[] values = targets.Values(0).ToArray();
        Assert.IsTrue(float.IsNaN(values[1]) && float.IsNaN(values[3]), "B is missing in the whole window.");
        Assert.AreEqual(0.5f, targets.Weight(0));

        float[] nothing = [NaN, NaN, 1, 1];
        targets = Of(Hand.Settings(), Hand.Window() with { History = nothing });
        Assert.AreEqual(0, targets.Weight(0));
    }

    [TestMethod]
    public void CountsBringTheirScale()
    {
        NetworkSettings settings = Hand.Settings() with { Loss = new NegativeBinomialLoss(), Scaling = ForecastScaling.Magnitude };
        WindowTargets targets = Of(settings, Hand.Window());
        CollectionAssert.AreEqual(new[] { 4, 40, 5, NaN, 2, 25, 2, 25 }, targets.Values(0).ToArray());
        Assert.AreEqual((8, 0.75f), (targets.Width, targets.Weight(0)));
    }

    /// <summary>The same row on any thread, in any order.</summary>
    [TestMethod]
    public void ThreadsDoNotDisturbEachOther()
    {
        ForecastWindow[] windows = [.. Enumerable.Range(0, 40).Select(i => Hand.Window() with
        {
            History = Enumerable.Range(0, 12).Select(j => (float)((i * 31 + j * 17) % 23)).ToArray(),
        })];
        NetworkSettings settings = Hand.Settings(ForecastingStrategy.EncoderDecoder, 0) with { Scaling = ForecastScaling.Window };
        WindowTargets targets = Of(settings, windows);
        var features = new WindowFeatures(Hand.Inputs(), settings, Hand.Scales());
        var sequences = new WindowSequences(new HandWindows(windows), features, () => new TargetScale(settings, Hand.Scales(), 2), 1, 0);
        string Text(int i) => string.Join(
            ' ', [.. targets.Values(2 * i).ToArray(), .. sequences.Values(i).ToArray(), .. sequences.StaticValues(i).ToArray()]);
        string[] alone = [.. Enumerable.Range(0, windows.Length).Select(Text)];
        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => Assert.AreEqual(alone[i * 7 % 40], Text(i * 7 % 40)));
    }

    [TestMethod]
    public void ASequenceHasTheKeysOfItsSeriesAtEachStep()
    {
        var features = new WindowFeatures(Hand.Inputs(), Hand.Settings(), Hand.Scales());
        var sequences = new WindowSequences(
            new HandWindows(Hand.Window()), features, () => new TargetScale(Hand.Settings(), Hand.Scales(), 2), keys: 1, more: 1);
        Assert.AreEqual((1, 1, 4, 10, 10), (sequences.Count, sequences.TokenColumns, sequences.Length(0), sequences.Features, sequences.Statics));
        CollectionAssert.AreEqual(new[] { 2, 2, 2, 2 }, sequences.Tokens(0, 0).ToArray());
    }

    [TestMethod]
    public void MoreRowsThanCanBeCountedAreRefused()
    {
        NetworkSettings settings = Hand.Settings(ForecastingStrategy.EncoderDecoder, 0) with { Horizon = int.MaxValue };
        Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => Of(settings, Hand.Window(), Hand.Window()));
        StringAssert.Contains(error.Message, "more than can be counted. Take a longer stride.");
    }

    private static WindowTargets Of(NetworkSettings settings, params ForecastWindow[] windows)
    {
        bool past = settings.Strategy != ForecastingStrategy.Recursive;
        return new(new HandWindows(windows), settings, () => new TargetScale(settings, Hand.Scales(past), 2), 2, past ? 4 : 3, longest: 3);
    }
}
