using MLNetSequence.Anomalies;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Interop;

namespace MLNetSequence.Tests.Anomalies;

[TestClass]
public class ErrorCovarianceTests
{
    [TestMethod]
    public void AScoreIsTheMahalanobisDistance()
    {
        // By hand: correlation r = 0.6, deviations 2 and 3, e = (2, -3): z = (1, -1), d² = (1 + 2·0.6 + 1) / (1 - 0.36) = 5.
        var errors = new ErrorCovariance([2, 3], [1, 0.6, 0.6, 1]);
        double[] off = [2, -3];
        Assert.AreEqual(Math.Sqrt(5 / 2.0), errors.Score(off), 1e-12);
        // Given that the second lies one deviation below, the first was to lie 0.6 below, with a deviation of 0.8: it is 1.6 / 0.8 above.
        Assert.AreEqual(2, off[0], 1e-12);
        Assert.AreEqual(-2, off[1], 1e-12);
        Assert.IsTrue(errors.Score([2.0, 3]) < 1, "Both err as they do.");
    }

    [TestMethod]
    public void AMissingInputIsLeftOut()
    {
        var errors = new ErrorCovariance([1, 2, 3], [1, 0.5, 0.2, 0.5, 1, -0.3, 0.2, -0.3, 1]);
        double[] off = [2, double.NaN, 3];
        double[] both = [2, 3];
        Assert.AreEqual(new ErrorCovariance([1, 3], [1, 0.2, 0.2, 1]).Score(both), errors.Score(off));
        CollectionAssert.AreEqual(new[] { both[0], double.NaN, both[1] }, off);
        off = [double.NaN, 4, double.NaN];
        Assert.AreEqual(2, errors.Score(off));
        Assert.AreEqual(2, off[1]);
        Assert.AreEqual(double.NaN, errors.Score([double.NaN, double.NaN, double.NaN]));
    }

    [TestMethod]
    public void WithoutCorrelationsItIsTheRootMeanSquare()
    {
        var errors = new ErrorCovariance([1, 2], []);
        double[] off = [3, 8];
        Assert.AreEqual(Math.Sqrt(12.5), errors.Score(off), 1e-12);
        CollectionAssert.AreEqual(new double[] { 3, 4 }, off);
        Assert.AreEqual(3, errors.Score([3, double.NaN]));
    }

    [TestMethod]
    public void ErrorsAreMeasuredAsTheyGoTogether()
    {
        var random = new SeededRandom(1);
        var drawn = new List<double>();
        for (int i = 0; i < 20_000; i++)
        {
            double common = random.NextNormal();
            drawn.AddRange([i % 50 == 0 ? double.NaN : common, -2 * common + random.NextNormal(), 1e-9 * random.NextNormal()]);
        }
        ErrorCovariance errors = ErrorCovariance.Fit(drawn.ToArray(), 3);
        Assert.AreEqual(1, errors.Deviations[0], 0.02);
        Assert.AreEqual(Math.Sqrt(5), errors.Deviations[1], 0.05);
        Assert.AreEqual(1e-3, errors.Deviations[2], "None is taken for less.");
        Assert.AreEqual(-2 / Math.Sqrt(5), errors.Correlations[1], 0.02);
        double score = drawn.Chunk(3).Where(e => !double.IsNaN(e[0])).Average(e => Math.Pow(errors.Score(e), 2));
        Assert.AreEqual(2 / 3.0, score, 0.03, "A mean square of one for each input that errs.");
    }

    [TestMethod]
    public void TooFewRowsOrTooManyInputsHaveNoCorrelations()
    {
        Assert.AreEqual(0, ErrorCovariance.Fit([1, 2, 3, 4], 2).Correlations.Length);
        Assert.AreEqual(4, ErrorCovariance.Fit([1, 2, 3, 4, 5, 7], 2).Correlations.Length);
        Assert.AreEqual(0, ErrorCovariance.Fit(new double[257 * 300], 257).Correlations.Length);
        CollectionAssert.AreEqual(new[] { 1e-3, 1 }, ErrorCovariance.Fit([0, double.NaN, 0, double.PositiveInfinity], 2).Deviations);
    }

    [TestMethod]
    public void ItIsSavedAndDamagedOnesAreRefused()
    {
        var errors = new ErrorCovariance([1, 2], [1, 0.5, 0.5, 1]);
        ErrorCovariance loaded = ModelJson.Read<ErrorCovariance>(ModelJson.Write(errors));
        loaded.CheckSaved(2);
        Assert.AreEqual(errors.Score([1.0, 3]), loaded.Score([1.0, 3]));
        ErrorCovariance[] damaged =
        [
            new([1, 0], []), new([1, double.NaN], []), new([1], []), new([1, 2], [1, 0.5, 0.5]), new([1, 2], [1, 0.5, 0.4, 1]),
            new([1, 2], [1, 2, 2, 1]), new([1, 2], [2, 0.5, 0.5, 1]), new([1, 2], [1, double.NaN, double.NaN, 1]),
        ];
        foreach (ErrorCovariance one in damaged)
        {
            Assert.ThrowsExactly<ArgumentException>(() => one.CheckSaved(2));
        }
        // Each two may go together so, and not all three.
        var three = new ErrorCovariance([1, 1, 1], [1, 0.9, 0.9, 0.9, 1, -0.9, 0.9, -0.9, 1]);
        Assert.ThrowsExactly<ArgumentException>(() => three.CheckSaved(3));
    }
}
