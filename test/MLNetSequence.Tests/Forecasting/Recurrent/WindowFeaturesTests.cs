using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Recurrent;

namespace MLNetSequence.Tests.Forecasting.Recurrent;

/// <summary>What a network is shown of a window, number by number.</summary>
[TestClass]
public class WindowFeaturesTests
{
    private const float Close = 1e-6f;

    private static readonly (float S, float C)[] Days = [.. Enumerable.Range(0, 7).Select(Hand.Day)];

    [TestMethod]
    [DataRow(ForecastingStrategy.Direct)]
    [DataRow(ForecastingStrategy.EncoderDecoder)]
    public void AStepIsTheRowAndWhichOfItsNumbersAreMissing(ForecastingStrategy strategy)
    {
        var features = new WindowFeatures(Hand.Inputs(), Hand.Settings(strategy), Hand.Scales());
        Assert.AreEqual((3, 10), (features.Known, features.Step));
        AreClose(
            [
                // A, B, A missing, B missing, P, P missing, F, day, S
                1, 0, 0, 1, 1, 0, 0, Days[0].S, Days[0].C, 2,
                2, 20, 0, 0, 0, 1, 1, Days[1].S, Days[1].C, 2,
                3, 30, 0, 0, -1, 0, -1, Days[2].S, Days[2].C, 2,
            ],
            Steps(features, Hand.Window(), ForecastingStrategy.Direct, 3));
    }

    [TestMethod]
    public void ARecursiveStepIsTheTargetsOfARowAndWhatIsKnownOfTheNext()
    {
        var features = new WindowFeatures(Hand.Inputs(past: false), Hand.Settings(ForecastingStrategy.Recursive, 0), Hand.Scales(past: false));
        Assert.AreEqual((3, 8, 0), (features.Known, features.Step, features.Joined));
        ForecastWindow window = Hand.Window(past: false);
        float[] expected =
        [
            1, 0, 0, 1, 1, Days[1].S, Days[1].C, 2,
            2, 20, 0, 0, -1, Days[2].S, Days[2].C, 2,
            3, 30, 0, 0, 2, Days[3].S, Days[3].C, 2,
            // To learn from, one step more for each further row to come.
            4, 40, 0, 0, -2, Days[4].S, Days[4].C, 2,
        ];
        AreClose(expected, Steps(features, window, ForecastingStrategy.Recursive, 4, past: false));
        AreClose(expected[..24], Steps(features, window, ForecastingStrategy.Recursive, 3, past: false));

        float[] next = new float[8];
        features.WriteNext(window, 1, [4, 40], next);
        AreClose(expected[24..], next);
    }

    [TestMethod]
    public void BesideTheStepsADirectNetworkSeesTheLastTargetsAndWhatIsKnownOfTheRowsToCome()
    {
        var features = new WindowFeatures(Hand.Inputs(), Hand.Settings(), Hand.Scales());
        AreClose([2, 20, 3, 30, 2, Days[3].S, Days[3].C, -2, Days[4].S, Days[4].C], Joined(features, Hand.Window()));
        features = new WindowFeatures(Hand.Inputs(), Hand.Settings(linear: 3), Hand.Scales());
        AreClose([1, 0, 2, 20, 3, 30, 2, Days[3].S, Days[3].C, -2, Days[4].S, Days[4].C], Joined(features, Hand.Window()));
    }

    [TestMethod]
    public void ADecoderIsGivenTheRowsToComeAlone()
    {
        var features = new WindowFeatures(Hand.Inputs(), Hand.Settings(ForecastingStrategy.EncoderDecoder, 0), Hand.Scales());
        AreClose([2, Days[3].S, Days[3].C, -2, Days[4].S, Days[4].C], Joined(features, Hand.Window()));
    }

    [TestMethod]
    public void AWindowThatIsShorterThanTheLinearStepsBeginsWithZeros()
    {
        ForecastWindow window = Hand.Window();
        window = window with { History = window.History[8..], Times = window.Times[2..] };
        var features = new WindowFeatures(Hand.Inputs(), Hand.Settings(linear: 3), Hand.Scales());
        AreClose([0, 0, 0, 0, 3, 30, 2, Days[3].S, Days[3].C, -2, Days[4].S, Days[4].C], Joined(features, window));
    }

    [TestMethod]
    public void AKnownCovariateThatMayBeMissingHasAFlagBehindIt()
    {
        var features = new WindowFeatures(Hand.Inputs(), Hand.Settings(times: TimeParts.None), Hand.Scales(future: true));
        Assert.AreEqual((2, 9, 2 * 2 + 2 * 2), (features.Known, features.Step, features.Joined));
        ForecastWindow window = Hand.Window();
        float[] future = window.Future.ToArray();
        future[3] = float.NaN;
        AreClose([2, 20, 3, 30, 0, 1, -2, 0], Joined(features, window with { Future = future }));
    }

    [TestMethod]
    public void ACovariateThatWasNeverMissingInTrainingMayNotBeNow()
    {
        var features = new WindowFeatures(Hand.Inputs(), Hand.Settings(), Hand.Scales());
        ForecastWindow window = Hand.Window();
        float[] future = window.Future.ToArray();
        future[3] = float.NaN;
        Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => Joined(features, window with { Future = future }));
        StringAssert.Contains(error.Message, "column 'F' is missing (NaN). In training none was");
    }

    [TestMethod]
    public void PartsOfTheTimeComeInTheirOwnOrder()
    {
        var features = new WindowFeatures(
            Hand.Inputs(), Hand.Settings(ForecastingStrategy.EncoderDecoder, 0, TimeParts.Month | TimeParts.DayOfMonth), Hand.Scales());
        Assert.AreEqual(5, features.Known);
        float[] joined = Joined(features, Hand.Window());
        // January the 4th of 31 days; January of 12 months.
        AreClose([2, (float)Math.Sin(2 * Math.PI * 3 / 31), (float)Math.Cos(2 * Math.PI * 3 / 31), 0, 1], joined[..5]);
    }

    /// <summary>Targets that are not known yet are never read, whatever stands in their place.</summary>
    [TestMethod]
    [DataRow(ForecastingStrategy.Direct)]
    [DataRow(ForecastingStrategy.EncoderDecoder)]
    [DataRow(ForecastingStrategy.Recursive)]
    public void TheTargetsOfRowsToComeAreNotRead(ForecastingStrategy strategy)
    {
        bool past = strategy != ForecastingStrategy.Recursive;
        var features = new WindowFeatures(Hand.Inputs(past), Hand.Settings(strategy, past ? 2 : 0), Hand.Scales(past));
        ForecastWindow window = Hand.Window(past);
        float[] future = window.Future.ToArray();
        int width = future.Length / 2;
        for (int i = 0; i < future.Length; i++)
        {
            future[i] = i % width == width - 1 ? future[i] : 1e30f;
        }
        ForecastWindow poisoned = window with { Future = future };
        AreClose(Steps(features, window, strategy, 3, past), Steps(features, poisoned, strategy, 3, past));
        AreClose(Joined(features, window), Joined(features, poisoned));
    }

    private static float[] Steps(WindowFeatures features, ForecastWindow window, ForecastingStrategy strategy, int steps, bool past = true)
    {
        float[] to = new float[steps * features.Step];
        features.WriteSteps(window, Scale(window, strategy, past), to);
        return to;
    }

    private static float[] Joined(WindowFeatures features, ForecastWindow window)
    {
        float[] to = new float[features.Joined];
        features.WriteJoined(window, Scale(window, ForecastingStrategy.Direct, features.RowWidth == 4), to);
        return to;
    }

    private static TargetScale Scale(ForecastWindow window, ForecastingStrategy strategy, bool past) =>
        Hand.Scale(Hand.Settings(strategy), Hand.Scales(past), window, Hand.Inputs(past));

    private static void AreClose(float[] expected, float[] actual)
    {
        Assert.AreEqual(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], actual[i], Close, $"number {i}");
        }
    }
}
