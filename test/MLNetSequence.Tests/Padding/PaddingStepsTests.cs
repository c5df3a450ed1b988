using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Padding;

/// <summary>Steps of several features: types, whole steps, and what is no row of steps.</summary>
[TestClass]
public class PaddingStepsTests
{
    [TestMethod]
    [DataRow(new[] { 0 }, new[] { 4 })]
    [DataRow(new[] { 6 }, new[] { 4 })]
    [DataRow(new[] { 0, 3 }, new[] { 4, 3 })]
    [DataRow(new[] { 2, 3 }, new[] { 4, 3 })]
    [DataRow(new[] { 6, 1 }, new[] { 4, 1 })]
    [DataRow(new[] { 0, 1 }, new[] { 4, 1 })]
    public void DimensionsBecomeTheLengthAndTheFeatures(int[] dimensions, int[] expected)
    {
        Table data = Padded.Rows<float>(new VectorDataViewType(NumberDataViewType.Single, dimensions), [1, 2, 3, 4, 5, 6]);
        IDataView padded = Padded.Of(data, o => (o.Length, o.MaskColumnName) = (4, "Mask"));
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, expected), padded.Schema["Out"].Type);
        Assert.AreEqual(new VectorDataViewType(BooleanDataViewType.Instance, 4), padded.Schema["Mask"].Type);
        Assert.AreEqual(expected.Aggregate(1, (a, b) => a * b), Padded.Read<float>(padded, "Out")[0].Split(' ').Length);
    }

    [TestMethod]
    [DataRow(new[] { 0, 0 })]
    [DataRow(new[] { 3, 0 })]
    [DataRow(new[] { 0, 0, 2 })]
    [DataRow(new[] { 2, 2, 2 })]
    public void OtherDimensionsAreRefused(int[] dimensions)
    {
        Table data = Padded.Rows<float>(new VectorDataViewType(NumberDataViewType.Single, dimensions), new float[8]);
        ITransformer ofOther = Padded.Estimator(o => o.Length = 4)
            .Fit(Padded.Rows<float>(new VectorDataViewType(NumberDataViewType.Single), []));
        foreach (Action call in (Action[])
            [() => Padded.Estimator(o => o.Length = 4).Fit(data), () => Padded.Estimator().Fit(data), () => ofOther.Transform(data)])
        {
            ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(call);
            StringAssert.Contains(error.Message, "sequence column 'In'");
            StringAssert.Contains(error.Message, "of dimensions (T), (T, F) or (0, F)");
            StringAssert.Contains(error.Message, "Vector<Single, ");
        }
        Assert.AreEqual(0, data.RowsRead);
    }

    /// <summary>It may change from one to the next what the column's dimensions are, if not how many there are.</summary>
    [TestMethod]
    public void WhatIsTransformedMayHaveOtherFeaturesThanWhatWasFitted()
    {
        SequencePaddingTransformer padding = Padded.Estimator()
            .Fit(Padded.Rows<float>(new VectorDataViewType(NumberDataViewType.Single), [1, 2]));
        Table data = Padded.Rows<int>(new VectorDataViewType(NumberDataViewType.Int32, 0, 2), [1, 2], [1, 2, 3, 4, 5, 6]);
        CollectionAssert.AreEqual(new[] { "0 0 1 2", "3 4 5 6" }, Padded.Read<int>(padding.Transform(data), "Out"));
    }

    [TestMethod]
    [DataRow("Out")]
    [DataRow("Mask")]
    public void ARowThatEndsWithinAStepIsNamed(string column)
    {
        Table data = Padded.Rows<float>(new VectorDataViewType(NumberDataViewType.Single, 0, 3), [1, 2, 3], [], [1, 2, 3, 4, 5]);
        IDataView padded = Padded.Of(data, o => (o.Length, o.MaskColumnName) = (2, "Mask"));
        foreach (Action call in (Action[])[() => Values.Of(padded, column), () => Padded.Estimator().Fit(data)])
        {
            InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(call);
            Assert.AreEqual(
                "Row 3 of column 'In' has 5 items; expected a multiple of 3, the features of a step.", error.Message);
        }
    }

    [TestMethod]
    public void KeyValuesAreKeptAndSlotNamesAreNot()
    {
        foreach (int[] dimensions in (int[][])[[0], [4], [2, 2], [0, 2]])
        {
            var annotations = new DataViewSchema.Annotations.Builder();
            annotations.Add(
                new Table().AddTokens("x", ["a", "b"], []).Schema["x"].Annotations, kind => kind == "KeyValues");
            ValueGetter<VBuffer<ReadOnlyMemory<char>>> names = (ref VBuffer<ReadOnlyMemory<char>> to) =>
                to = new VBuffer<ReadOnlyMemory<char>>(4, [.. "wxyz".Select(c => c.ToString().AsMemory())]);
            annotations.Add("SlotNames", new VectorDataViewType(TextDataViewType.Instance, 4), names);
            var type = new VectorDataViewType(new KeyDataViewType(typeof(uint), 2), dimensions);
            Table data = new Table().AddVectors<uint>("In", type, annotations.ToAnnotations(), new VBuffer<uint>(4, [1, 2, 1, 2]));
            IDataView padded = Padded.Of(data, o => (o.Length, o.MaskColumnName) = (4, "Mask"));
            CollectionAssert.AreEqual(
                new[] { "KeyValues" }, padded.Schema["Out"].Annotations.Schema.Select(c => c.Name).ToArray());
            CollectionAssert.AreEqual(
                new[] { "a", "b" }, Values.OfAnnotation<ReadOnlyMemory<char>>(padded.Schema["Out"], "KeyValues"));
            Assert.AreEqual(0, padded.Schema["Mask"].Annotations.Schema.Count);
        }
    }

    [TestMethod]
    public void ALengthThatNoArrayHasIsRefused()
    {
        foreach ((int features, int length) in ((int, int)[])[(1, int.MaxValue), (1000, 3_000_000), (int.MaxValue, 2)])
        {
            Table data = Padded.Rows<float>(new VectorDataViewType(NumberDataViewType.Single, 0, features), []);
            ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
                () => Padded.Estimator(o => o.Length = length).Fit(data));
            Assert.AreEqual("Length", error.ParamName);
            StringAssert.Contains(error.Message, $"{length} steps of {features} features");
            StringAssert.Contains(error.Message, "'In'");
        }
    }

    /// <summary>Steps of a million features, of which one is given each: they would be 4 GB if they became dense.</summary>
    [TestMethod]
    public void WhatIsSparseStaysSparse()
    {
        const int Features = 1_000_000;
        var type = new VectorDataViewType(NumberDataViewType.Single, 0, Features);
        Table data = new Table().AddVectors<float>(
            "In", type, null,
            new(3 * Features, 3, [1, 2, 3], [5, Features + 6, 2 * Features + 7]),
            new(2 * Features, 0, [], []),
            new(1200 * Features, 2, [4, 5], [199 * Features + 3, 1199 * Features + 2]));
        IDataView padded = Padded.Of(data, o => o.Length = 1000);
        VBuffer<float> row = default;
        using DataViewRowCursor cursor = padded.GetRowCursor([padded.Schema["Out"]]);
        ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(padded.Schema["Out"]);
        int[][] expected = [[997 * Features + 5, 998 * Features + 6, 999 * Features + 7], [], [999 * Features + 2]];
        float[][] values = [[1, 2, 3], [], [5]];
        for (int i = 0; cursor.MoveNext(); i++)
        {
            get(ref row);
            Assert.AreEqual(1000 * Features, row.Length);
            CollectionAssert.AreEqual(expected[i], row.GetIndices().ToArray());
            CollectionAssert.AreEqual(values[i], row.GetValues().ToArray());
        }
    }
}
