using MLNetSequence.Anomalies;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Tests.Anomalies;

[TestClass]
public class ScoreDistributionTests
{
    [TestMethod]
    [DataRow("exponential")]
    [DataRow("normal")]
    [DataRow("uniform")]
    [DataRow("heavy")]
    public void PValuesOfFreshScoresAreUniform(string kind)
    {
        ScoreDistribution scores = ScoreDistribution.Fit(Draw(kind, 20_000, seed: 1));
        double[] p = [.. Draw(kind, 50_000, seed: 2).Select(scores.PValue)];
        foreach (double level in (double[])[0.9, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.003, 0.001])
        {
            // Chance alone moves the share by about this deviation, of the fit (20,000) and of the draw (50,000).
            double deviation = Math.Sqrt(level * (1 - level) * (1 / 20_000.0 + 1 / 50_000.0));
            double share = p.Count(value => value <= level) / (double)p.Length;
            Assert.AreEqual(level, share, 4 * deviation + 0.001 * level, $"{kind}: share of p-values up to {level}.");
        }
    }

    [TestMethod]
    [DataRow("exponential")]
    [DataRow("normal")]
    [DataRow("heavy")]
    public void PValuesFarBelowOneInNAreOfTheRightOrder(string kind)
    {
        // The shape of a tail of 1,000 is known to about 0.03, which is 0.8 decades so far out. The empirical share would be 1.7 off.
        ScoreDistribution scores = ScoreDistribution.Fit(Draw(kind, 20_000, seed: 3));
        double score = kind switch
        {
            "exponential" => -Math.Log(1e-6),
            "normal" => 4.753424308822899, // scipy.stats.norm.isf(1e-6)
            _ => (Math.Pow(1e-6, -0.4) - 1) / 0.4,
        };
        double p = scores.PValue(score);
        Assert.AreEqual(-6, Math.Log10(p), 1.2, $"{kind}: {p}");
        Assert.AreEqual(score, scores.ThresholdForRate(p), 1e-9 * score);
    }

    [TestMethod]
    [DataRow("exponential", 0.0)]
    [DataRow("uniform", -1.0)]
    [DataRow("heavy", 0.4)]
    public void TheTailHasItsShape(string kind, double shape)
    {
        // The scale of what lies above the threshold is 1 + 0.4·threshold for the heavy tail, and what is left for the bounded one.
        ParetoTail tail = ScoreDistribution.Fit(Draw(kind, 100_000, seed: 4)).Tail!;
        Assert.AreEqual(shape, tail.Shape, 0.06);
        double scale = kind switch { "uniform" => 1 - tail.Start, "heavy" => 1 + 0.4 * tail.Start, _ => 1 };
        Assert.AreEqual(scale, tail.Scale, 0.06 * scale);
    }

    [TestMethod]
    [DataRow("exponential", 50)]
    [DataRow("exponential", 300)]
    [DataRow("normal", 3_000)]
    [DataRow("uniform", 3_000)]
    [DataRow("heavy", 30_000)]
    [DataRow("rounded", 3_000)]
    [DataRow("rounded", 30_000)]
    public void PValuesNeverRiseAndHaveNoGaps(string kind, int count)
    {
        double[] seen = Draw(kind, count, seed: 5);
        ScoreDistribution scores = ScoreDistribution.Fit(seen);
        double[] steps = [.. Enumerable.Range(0, 1001).Select(i => seen.Min() - 1 + i * (seen.Max() * 3 - seen.Min()) / 1000)];
        double[] asked = [.. seen, .. seen.Select(Math.BitIncrement), .. seen.Select(Math.BitDecrement), .. steps];
        Array.Sort(asked);
        double before = 1;
        foreach (double score in asked)
        {
            double p = scores.PValue(score);
            Assert.IsTrue(p > 0 && p <= before, $"{score}: {p} after {before}");
            before = p;
        }
        Assert.AreEqual(1, scores.PValue(seen.Min()));
        if (scores.Tail is { } tail)
        {
            // What is equal to the last score of the body leaves, and nothing else.
            int equal = seen.Count(score => score == tail.Start);
            double join = scores.PValue(tail.Start) - scores.PValue(Math.BitIncrement(tail.Start));
            Assert.AreEqual(equal / (count + 1.0), join, 1e-9);
            Assert.IsTrue(scores.PValue(seen.Max()) > ScoreDistribution.LeastPValue, "What was seen is possible.");
        }
    }

    [TestMethod]
    [DataRow("normal", 900)]
    [DataRow("normal", 1_000_000)]
    [DataRow("heavy", 40_000)]
    [DataRow("rounded", 40_000)]
    [DataRow("lumpy", 40_000)]
    public void TheTableIsSmallAndAThousandthOffAtMost(string kind, int count)
    {
        double[] seen = Draw(kind, count, seed: 6);
        ScoreDistribution scores = ScoreDistribution.Fit(seen);
        Array.Sort(seen);
        Assert.IsTrue(scores.Table.Values.Length <= ScoreTable.MostPlaces, $"{scores.Table.Values.Length} places");
        double end = scores.Tail?.Start ?? seen[^1];
        double most = seen.Distinct().Count() <= ScoreTable.MostPlaces ? 1e-12 : 0.001;
        for (int i = 0; i < count && seen[i] <= end; i += 1 + count / 5_000)
        {
            int first = i;
            while (first > 0 && seen[first - 1] == seen[i])
            {
                first--;
            }
            double exact = (count - first + 1.0) / (count + 1.0);
            Assert.AreEqual(exact, scores.PValue(seen[i]), most, $"{kind}: score {i} of {count}");
        }
    }

    [TestMethod]
    [DataRow("exponential", 100)]
    [DataRow("normal", 5_000)]
    [DataRow("uniform", 5_000)]
    [DataRow("heavy", 30_000)]
    public void AThresholdIsTheInverseOfAPValue(string kind, int count)
    {
        ScoreDistribution scores = ScoreDistribution.Fit(Draw(kind, count, seed: 7));
        foreach (double rate in (double[])[0.99, 0.5, 0.123, 0.0501, 0.0499, 0.02, 1e-3, 1e-5, 1e-9])
        {
            double threshold = scores.ThresholdForRate(rate);
            if (scores.Tail is null && rate < 1.0 / (count + 1))
            {
                Assert.AreEqual(double.PositiveInfinity, threshold);
                continue;
            }
            double p = scores.PValue(threshold);
            Assert.IsTrue(p <= rate * (1 + 1e-6), $"{kind}: p-value {p} at the threshold for {rate}");
            // Between scores that were seen there is a step; in the tail there is none.
            double step = rate < 0.049 && scores.Tail is not null ? 1e-6 * rate : 1.01 / (count + 1);
            Assert.AreEqual(rate, p, step, $"{kind}: {rate}");
            Assert.IsTrue(threshold >= scores.ThresholdForRate(Math.Min(0.999, rate * 1.5)));
        }
        Assert.AreEqual(scores.ThresholdForRate(0.25), scores.Threshold(0.75));
    }

    [TestMethod]
    public void SmallSamplesAreCountedExactly()
    {
        ScoreDistribution scores = ScoreDistribution.Fit([3.0, 1, double.NaN, 2, 2, double.PositiveInfinity]);
        Assert.IsNull(scores.Tail);
        (double Score, double P)[] expected =
        [
            (double.NegativeInfinity, 1), (0, 1), (1, 1), (1.5, 0.8), (2, 0.8), (2.5, 0.4), (3, 0.4), (3.5, 0.2),
            (double.PositiveInfinity, 0.2),
        ];
        foreach ((double score, double p) in expected)
        {
            Assert.AreEqual(p, scores.PValue(score), 1e-15, $"{score}");
        }
        Assert.AreEqual(double.NaN, scores.PValue(double.NaN));
        double next = Math.BitIncrement(3.0);
        (double Rate, double Threshold)[] thresholds =
            [(0.9, 2), (0.8, 2), (0.79, 3), (0.4, 3), (0.39, next), (0.2, next), (0.19, double.PositiveInfinity)];
        foreach ((double rate, double threshold) in thresholds)
        {
            Assert.AreEqual(threshold, scores.ThresholdForRate(rate), $"{rate}");
        }
    }

    [TestMethod]
    public void EqualScoresHaveNoTail()
    {
        ScoreDistribution scores = ScoreDistribution.Fit(Enumerable.Repeat(0.5f, 1000).ToArray());
        Assert.IsNull(scores.Tail);
        Assert.AreEqual(1, scores.PValue(0.5));
        Assert.AreEqual(1 / 1001.0, scores.PValue(0.6));
        // All but a few are equal, so most of the greatest twentieth is, too.
        scores = ScoreDistribution.Fit([.. Enumerable.Repeat(0.0, 995), 1, 2, 3, 4, 5]);
        Assert.IsNull(scores.Tail);
        Assert.AreEqual(4 / 1001.0, scores.PValue(3), 1e-15);
        CollectionAssert.AreEqual(new double[] { 0, 1, 2, 3, 4, 5 }, scores.Table.Values);
    }

    [TestMethod]
    public void AScoreAboveABoundedTailIsRareButNotImpossible()
    {
        ScoreDistribution scores = ScoreDistribution.Fit(Draw("uniform", 5_000, seed: 8));
        Assert.AreEqual(ScoreDistribution.LeastPValue, scores.PValue(2));
        Assert.AreEqual(ScoreDistribution.LeastPValue, scores.PValue(double.PositiveInfinity));
        Assert.AreEqual(1, scores.ThresholdForRate(1e-12), 0.01);
    }

    [TestMethod]
    public void ScoresOfAnySizeAreFitted()
    {
        double[] drawn = Draw("exponential", 2_000, seed: 9);
        ScoreDistribution plain = ScoreDistribution.Fit(drawn);
        foreach (double unit in (double[])[1e-30, 1e30, 1e290])
        {
            ScoreDistribution scaled = ScoreDistribution.Fit([.. drawn.Select(score => score * unit)]);
            Assert.IsNotNull(scaled.Tail);
            foreach (double score in (double[])[0.1, 1, 3, 10])
            {
                double p = plain.PValue(score);
                Assert.AreEqual(p, scaled.PValue(score * unit), 1e-6 * p);
            }
        }
    }

    [TestMethod]
    public void NoScoreAndBadRatesAreRefused()
    {
        Assert.ThrowsExactly<InvalidOperationException>(() => ScoreDistribution.Fit(ReadOnlySpan<double>.Empty));
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => ScoreDistribution.Fit([float.NaN, float.PositiveInfinity]));
        StringAssert.Contains(error.Message, "of 2 none is a finite number");
        ScoreDistribution scores = ScoreDistribution.Fit([1.0, 2]);
        foreach (double bad in (double[])[0, 1, -0.1, 1.1, double.NaN])
        {
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => scores.ThresholdForRate(bad));
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => scores.Threshold(bad));
        }
    }

    private static double[] Draw(string kind, int count, long seed)
    {
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, count).Select(_ => kind switch
        {
            "exponential" => -Math.Log(1 - random.NextDouble()),
            "uniform" => random.NextDouble(),
            "heavy" => (Math.Pow(1 - random.NextDouble(), -0.4) - 1) / 0.4,
            "rounded" => Math.Round(random.NextNormal(), 1),
            // Half of the scores are one of three, the others differ.
            "lumpy" => random.Next(2) == 0 ? random.Next(3) * 0.2 : random.NextDouble(),
            _ => random.NextNormal(),
        })];
    }
}
