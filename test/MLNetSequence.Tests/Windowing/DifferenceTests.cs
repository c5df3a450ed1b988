using FsCheck;
using FsCheck.Fluent;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Windowing;

/// <summary>Differences and the way back over the rows of a series, and the law of how exact it is.</summary>
[TestClass]
public class DifferenceTests
{
    [TestMethod]
    public void EachSlotOfAVectorIsASeriesOfItsOwn()
    {
        var type = new VectorDataViewType(NumberDataViewType.Single, 2);
        Table data = new Table().AddVectors(
            "Pair", type, null, new VBuffer<float>(2, [1, 10]), new VBuffer<float>(2, [3, 5]), new VBuffer<float>(2, [float.NaN, 1]),
            new VBuffer<float>(2, [8, 1]));
        IDataView view = Show.Transforms.Difference("Change", "Pair")
            .Append(Show.Transforms.Integrate("Again", "Change", "Pair")).Fit(data).Transform(data);
        Show.AreEqual(["- - | 1 10", "2 -5 | 3 5", "- -4 | - 1", "- 0 | 8 1"], Show.Of(view, "Change", "Again"));
        Assert.AreEqual(type, view.Schema["Change"].Type);
        Assert.AreEqual(type, view.Schema["Again"].Type);
    }

    [TestMethod]
    public void IncompleteRowsAreDroppedWhereAskedFor()
    {
        Table data = Show.Series(1, 4, 9, 16, 25, 36);
        IDataView differences = Show.Transforms.Difference(new DifferenceEstimator.Options
        {
            InputColumnName = "Count",
            Order = 2,
            IncompleteRows = IncompleteRows.Drop,
        }).Fit(data).Transform(data);
        Show.AreEqual(["9 | 2", "16 | 2", "25 | 2", "36 | 2"], Show.Of(differences, "Count", "Difference"));
        IDataView lags = Show.Transforms.Lags(new LagsEstimator.Options
        {
            InputColumnName = "Count",
            Lags = [0, 3],
            IncompleteRows = IncompleteRows.Drop,
        }).Fit(data).Transform(data);
        Show.AreEqual(["16 1", "25 4", "36 9"], Show.Of(lags, "Lags"));
    }

    /// <summary>With a column of the values one that is missing voids nothing that comes after it; infinity is no number, either.</summary>
    [TestMethod]
    public void AfterAMissingValueTheLevelIsTakenAnew()
    {
        float[] values = [1, 5, float.NaN, 7, 8, float.PositiveInfinity, 2, 3];
        Table data = Show.Series(values);
        IDataView view = Show.Transforms.Difference("Change", "Count")
            .Append(Show.Transforms.Integrate("Again", "Change", "Count")).Fit(data).Transform(data);
        Show.AreEqual(
            ["- | 1", "4 | 5", "- | -", "- | 7", "1 | 8", "Infinity | Infinity", "-Infinity | 2", "1 | 3"],
            Show.Of(view, "Change", "Again"));
    }

    [TestMethod]
    public void StartingValuesStandForTheFirstRows()
    {
        Table data = Show.Series(float.NaN, float.NaN, 3, -1, float.NaN, 2, 2);
        var options = new IntegrateEstimator.Options { InputColumnName = "Count", Lag = 2, StartingValues = [10, 20] };
        Show.AreEqual(["10", "20", "13", "19", "-", "21", "-"], Sums(data, options));
    }

    [TestMethod]
    public void OrForTheRowsBeforeThem()
    {
        Table data = new Table()
            .Add("Count", NumberDataViewType.Single, 3f, 1, -1, 2, 2)
            .AddText("Group", "a", "b", "a", "b", "a");
        var options = new IntegrateEstimator.Options
        {
            InputColumnName = "Count",
            Lag = 2,
            StartingValues = [10, 20],
            IncompleteRows = IncompleteRows.Drop,
            GroupColumnName = "Group",
        };
        Show.AreEqual(["13", "11", "19", "22", "15"], Sums(data, options));
    }

    [TestMethod]
    public void OfVectorsTheyStandOneVectorAfterTheOther()
    {
        Table data = new Table().AddVectors(
            "Pair", new VectorDataViewType(NumberDataViewType.Single, 2), null,
            [.. Enumerable.Range(1, 3).Select(i => new VBuffer<float>(2, [i, -i]))]);
        var options = new IntegrateEstimator.Options
        {
            InputColumnName = "Pair",
            Lag = 2,
            StartingValues = [10, 20, 30, 40],
            IncompleteRows = IncompleteRows.Drop,
        };
        Show.AreEqual(["11 19", "32 38", "14 16"], Sums(data, options));
    }

    [TestMethod]
    public void ADifferenceWhereAStartingValueStandsIsAnError()
    {
        var options = new IntegrateEstimator.Options { InputColumnName = "Count", Lag = 2, StartingValues = [10, 20] };
        Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => Sums(Show.Series(float.NaN, 2, 3), options));
        StringAssert.Contains(error.Message, "Row 2 has a difference in column 'Count', but the first 2 rows");
    }

    [TestMethod]
    public void StartingValuesSurviveSaving()
    {
        Table data = Show.Series(float.NaN, 3, -1);
        ITransformer transformer = Show.Transforms.Integrate(
            new IntegrateEstimator.Options { InputColumnName = "Count", StartingValues = [float.NegativeInfinity] }).Fit(data);
        CollectionAssert.AreEqual(
            Values.OfAll(transformer.Transform(data)), Values.OfAll(ModelFile.Reload(transformer, data.Schema).Transform(data)));
    }

    /// <summary>The law for whole numbers: as long as all differences stay within 2²⁴, every bit comes back.</summary>
    [TestMethod]
    public void WholeNumbersComeBackBitForBit() => Prop.ForAll(AnySeries.ToArbitrary(), s =>
    {
        // Differences of order d are sums of 2ᵈ values.
        int range = (1 << 24) >> s.Order;
        var random = new Random(s.Seed);
        float[] values = [.. Enumerable.Range(0, s.Length).Select(_ => (float)random.Next(-range, range + 1))];
        CollectionAssert.AreEqual(values, Back(values, s.Lag, s.Order, withLevel: true));
        CollectionAssert.AreEqual(values, Back(values, s.Lag, s.Order, withLevel: false));
    }).QuickCheckThrowOnFailure();

    /// <summary>Counts below 2²⁴ and a first difference: the case of most series.</summary>
    [TestMethod]
    public void CountsBelowTwoToThe24ComeBackFromFirstDifferences() => Prop.ForAll(AnySeries.ToArbitrary(), s =>
    {
        var random = new Random(s.Seed);
        float[] values = [.. Enumerable.Range(0, s.Length).Select(_ => (float)random.Next(1 << 24))];
        CollectionAssert.AreEqual(values, Back(values, s.Lag, order: 1, withLevel: true));
    }).QuickCheckThrowOnFailure();

    /// <summary>The law for all other numbers: half a unit in the last place for every rounded difference, and of the value.</summary>
    [TestMethod]
    public void OtherNumbersComeBackWithinTheirRounding() => Prop.ForAll(AnySeries.ToArbitrary(), s =>
    {
        var random = new Random(s.Seed);
        float[] values = new float[s.Length];
        foreach (ref float value in values.AsSpan())
        {
            value = (float)((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-6, 7)));
        }
        float[] back = Back(values, s.Lag, order: 1, withLevel: true);
        for (int t = 0; t < values.Length; t++)
        {
            double bound = HalfUnit(back[t]);
            bool isExact = true;
            for (int i = t; i >= s.Lag; i -= s.Lag)
            {
                double exact = (double)values[i] - values[i - s.Lag];
                bound += exact == (float)exact ? 0 : HalfUnit((float)exact);
                isExact &= exact == (float)exact;
            }
            double inDoubles = t * Math.Pow(2, -52) * values.Max(Math.Abs);
            Assert.IsTrue(Math.Abs((double)back[t] - values[t]) <= bound + inDoubles, $"{values[t]:R} came back as {back[t]:R}");
            Assert.IsTrue(!isExact || back[t] == values[t], $"{values[t]:R} came back as {back[t]:R} of differences that are exact");
        }
    }).QuickCheckThrowOnFailure();

    /// <summary>Differences are what their definition says, computed the slow way, in any order.</summary>
    [TestMethod]
    public void DifferencesAreThoseOfDifferences() => Prop.ForAll(AnySeries.ToArbitrary(), s =>
    {
        var random = new Random(s.Seed);
        float[] values = [.. Enumerable.Range(0, s.Length).Select(_ => (float)random.Next(-1000, 1000))];
        double[] expected = [.. values.Select(v => (double)v)];
        for (int order = 0; order < s.Order; order++)
        {
            expected = [.. expected.Select((v, t) => t < s.Lag ? double.NaN : v - expected[t - s.Lag])];
        }
        CollectionAssert.AreEqual(expected.Select(v => (float)v).ToArray(), Differences(values, s.Lag, s.Order));
    }).QuickCheckThrowOnFailure();

    private static Gen<(int Length, int Lag, int Order, int Seed)> AnySeries =>
        from length in Gen.Choose(0, 60)
        from lag in Gen.Choose(1, 8)
        from order in Gen.Choose(1, 4)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select (length, lag, order, seed);

    private static double HalfUnit(float value) => (MathF.BitIncrement(MathF.Abs(value)) - (double)MathF.Abs(value)) / 2;

    private static string[] Sums(Table data, IntegrateEstimator.Options options) =>
        Show.Of(Show.Transforms.Integrate(options).Fit(data).Transform(data), options.OutputColumnName);

    private static float[] Differences(float[] values, int lag, int order)
    {
        Table data = Show.Series(values);
        return Show.Numbers(Show.Transforms.Difference("Change", "Count", lag, order).Fit(data).Transform(data), "Change");
    }

    private static float[] Back(float[] values, int lag, int order, bool withLevel)
    {
        Table data = Show.Series(values);
        int head = lag * order;
        IEstimator<ITransformer> back = withLevel
            ? Show.Transforms.Integrate("Again", "Change", "Count", lag, order)
            : Show.Transforms.Integrate(new IntegrateEstimator.Options
            {
                OutputColumnName = "Again",
                InputColumnName = "Change",
                StartingValues = [.. values.Take(head), .. new float[Math.Max(0, head - values.Length)]],
                Lag = lag,
                Order = order,
            });
        return Show.Numbers(Show.Transforms.Difference("Change", "Count", lag, order).Append(back).Fit(data).Transform(data), "Again");
    }
}
