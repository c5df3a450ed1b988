using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Interop;
using MLNetSequence.Tests.Support;
using MLNetSequence.Trainers;
using static MLNetSequence.Tests.Support.TableColumns;

namespace MLNetSequence.Tests.Trainers;

/// <summary>What a class counts, by its label or by its number of rows.</summary>
[TestClass]
public class ClassWeightTests
{
    [TestMethod]
    public void WithoutWeightsTheSharesAreLearned() => AreClose([0.5, 0.3, 0.2], Learned(_ => { }));

    /// <summary>20, 12 and 8 rows; the second counts double, the third not at all: 20, 24 and 0 of 44.</summary>
    [TestMethod]
    public void AClassCountsAsItsLabelSays() => AreClose(
        [20 / 44.0, 24 / 44.0, 0], Learned(o => o.ClassWeights = new Dictionary<string, double> { ["b"] = 2, ["c"] = 0 }));

    [TestMethod]
    public void BalancedAllCountTheSame() => AreClose([1 / 3.0, 1 / 3.0, 1 / 3.0], Learned(o => o.BalanceClasses = true));

    /// <summary>0.4 spread over three: a label is 0.6 more than the others' 0.4 / 3.</summary>
    [TestMethod]
    public void SmoothedLabelsAreSpreadOverAll() => AreClose(
        [0.5 * 0.6 + 0.4 / 3, 0.3 * 0.6 + 0.4 / 3, 0.2 * 0.6 + 0.4 / 3],
        Learned(o => o.LabelSmoothing = 0.4));

    /// <summary>As scikit-learn's "balanced": rows / (classes · rows of the class); a class without rows counts 1.</summary>
    [TestMethod]
    public void BalancedWeightsAreThoseWorkedOutByHand()
    {
        (int, float)[] rows = [(0, 1), (0, 1), (0, 1), (0, 1), (0, 1), (0, 1), (1, 1), (1, 1), (3, 1), (3, 3)];
        double[] weights = [.. ClassWeighting.Of(new Dictionary<string, double>(), true, 4, null, rows)!];
        CollectionAssert.AreEqual(new[] { 12 / (4 * 6.0), 12 / (4 * 2.0), 1, 12 / (4 * 4.0) }, weights);
    }

    [TestMethod]
    public void ALabelThatIsANumberIsNamedAsText()
    {
        Table data = new Table().AddAnnotated(
            "Label", new KeyDataViewType(typeof(uint), 3), Values(NumberDataViewType.Single, 0.5f, 7, -1), Keys());
        AreClose([20 / 28.0, 0, 8 / 28.0], Learned(o => o.ClassWeights = new Dictionary<string, double> { ["7"] = 0, ["0.5"] = 1 }, data));
    }

    [TestMethod]
    public void WhereLabelsAreNotKnownTheirKeysAreTheirNames()
    {
        Table data = new Table().Add("Label", new KeyDataViewType(typeof(uint), 3), Keys());
        AreClose([0, 0.6, 0.4], Learned(o => o.ClassWeights = new Dictionary<string, double> { ["1"] = 0 }, data));
        Exception error = Assert.ThrowsExactly<ArgumentException>(
            () => Learned(o => o.ClassWeights = new Dictionary<string, double> { ["0"] = 0 }, data));
        StringAssert.EndsWith(error.Message, "The labels are: 1, 2, 3.");
    }

    [TestMethod]
    public void ALabelThatDoesNotExistIsRefusedWithThoseThatDo()
    {
        Exception error = Assert.ThrowsExactly<ArgumentException>(
            () => Learned(o => o.ClassWeights = new Dictionary<string, double> { ["a"] = 1, ["B"] = 2 }));
        StringAssert.Contains(error.Message, "ClassWeights names 'B', which is no label. The labels are: a, b, c.");
    }

    [TestMethod]
    [DataRow(-1.0)]
    [DataRow(double.NaN)]
    [DataRow(double.PositiveInfinity)]
    public void AWeightOutsideItsRangeIsRefusedAtOnce(double weight)
    {
        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => Small.Multiclass(o => o.ClassWeights = new Dictionary<string, double> { ["a"] = weight }));
        Assert.AreEqual("ClassWeights", error.ParamName);
        Assert.AreEqual(weight, error.ActualValue);
        StringAssert.Contains(error.Message, "'a'");
    }

    [TestMethod]
    public void TwoWaysToWeighExcludeEachOther()
    {
        Exception error = Assert.ThrowsExactly<ArgumentException>(() => Small.Multiclass(o =>
        {
            (o.BalanceClasses, o.ClassWeights) = (true, new Dictionary<string, double> { ["a"] = 2 });
        }));
        StringAssert.Contains(error.Message, "BalanceClasses");
        StringAssert.Contains(error.Message, "ClassWeights");
    }

    /// <summary>Only rows to learn from decide: those to measure on are not counted.</summary>
    [TestMethod]
    public void RowsToMeasureOnWeighNothing()
    {
        bool[] held = Each(Shares.Rows, i => i >= 32); // All eight of class c.
        Table data = Data().AddFlags("Held", held);
        AreClose([0.5, 0.5, 0], Learned(o => (o.BalanceClasses, o.ValidationColumnName) = (true, "Held"), data), 0.02);
    }

    private static uint[] Keys() => Each(Shares.Rows, i => i < 20 ? 1u : i < 32 ? 2u : 3u);

    private static Table Data() => new Table().AddKeys("Label", ["a", "b", "c"], Keys());

    private static DataViewSchema.Annotations Values<T>(PrimitiveDataViewType type, params T[] values)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        Annotations.AddVector(builder, Annotations.KeyValues, type, values);
        return builder.ToAnnotations();
    }

    private static float[] Learned(Action<SequenceMulticlassTrainer.Options> change, Table? data = null)
    {
        data = (data ?? Data()).AddNothing();
        return Small.Multiclass(o =>
        {
            o.Training = Shares.ToTheEnd;
            change(o);
        }).Fit(data).Transform(data).GetColumn<float[]>("Score").First();
    }

    private static void AreClose(double[] expected, float[] found, double tolerance = 0.01)
    {
        Assert.AreEqual(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], found[i], tolerance, $"{i}");
        }
    }
}
