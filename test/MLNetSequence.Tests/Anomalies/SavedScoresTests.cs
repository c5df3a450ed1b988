using MLNetSequence.Anomalies;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Interop;

namespace MLNetSequence.Tests.Anomalies;

[TestClass]
public class SavedScoresTests
{
    [TestMethod]
    [DataRow(3)]
    [DataRow(5_000)]
    public void LoadedScoresAnswerTheSame(int count)
    {
        ScoreDistribution scores = Some(count);
        byte[] written = ModelJson.Write(scores);
        Assert.IsTrue(written.Length < 60_000, $"{written.Length} bytes");
        ScoreDistribution loaded = ModelJson.Read<ScoreDistribution>(written).Check();
        CollectionAssert.AreEqual(written, ModelJson.Write(loaded));
        for (double score = -5; score < 20; score += 0.013)
        {
            Assert.AreEqual(scores.PValue(score), loaded.PValue(score));
        }
        foreach (double rate in (double[])[0.5, 0.01, 1e-7])
        {
            Assert.AreEqual(scores.ThresholdForRate(rate), loaded.ThresholdForRate(rate));
        }
    }

    [TestMethod]
    public void DamagedScoresAreRefused()
    {
        ScoreDistribution good = Some(1_000);
        ScoreTable table = good.Table;
        ParetoTail tail = good.Tail!;
        ScoreDistribution[] damaged =
        [
            good with { Table = new ScoreTable([], [], []) },
            good with { Table = table with { From = table.From[1..] } },
            good with { Table = table with { Above = table.From } },
            good with { Table = table with { Values = [.. table.Values.Reverse()] } },
            good with { Table = table with { Values = [double.NaN, .. table.Values[1..]] } },
            good with { Table = new ScoreTable([1, 2], [3, 5], [2, 4]) },
            good with { Tail = tail with { Scale = 0 } },
            good with { Tail = tail with { Shape = double.NaN } },
            good with { Tail = tail with { Start = tail.Start + 1 } },
        ];
        foreach (ScoreDistribution one in damaged)
        {
            Assert.ThrowsExactly<ArgumentException>(() => one.Check());
        }
        Assert.AreSame(good, good.Check());
    }

    private static ScoreDistribution Some(int count)
    {
        var random = new SeededRandom(1);
        return ScoreDistribution.Fit([.. Enumerable.Range(0, count).Select(_ => random.NextNormal())]);
    }
}
