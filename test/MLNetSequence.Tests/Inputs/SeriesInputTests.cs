using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;
using static MLNetSequence.Tests.Inputs.ReadInputs;
using static MLNetSequence.Tests.Support.TableColumns;

namespace MLNetSequence.Tests.Inputs;

/// <summary>What a network gets of columns of series.</summary>
[TestClass]
public class SeriesInputTests
{
    [TestMethod]
    public void AStepThatIsNoNumberIsPadding()
    {
        Table data = new Table().AddSeries("X", 0, [NaN, 1, NaN, 2, NaN], [3], [], [NaN, NaN]);
        CollectionAssert.AreEqual(new[] { "2: |1 2|", "1: |3|", "0: ||", "0: ||" }, Lines(data, ["X"]));
    }

    [TestMethod]
    public void AZeroIsPaddingWhereTheOptionsSaySo()
    {
        Table data = new Table().AddSeries("X", 0, [0, 1, -0f, 2]);
        CollectionAssert.AreEqual(new[] { "4: |0 1 -0 2|" }, Lines(data, ["X"]));
        CollectionAssert.AreEqual(new[] { "2: |1 2|" }, Lines(data, ["X"], padding: 0));
    }

    [TestMethod]
    public void WithAnotherPaddingValueWhatIsNoNumberIsRefused() => IsRefused(
        new Table().AddSeries("X", 0, [0, NaN]), ["X"], ["Row 1", "NaN", "'X'", "step 2", "feature 1"], padding: 0);

    /// <summary>All numbers of a step must be padding; a single one is a missing value, and nobody may guess it.</summary>
    [TestMethod]
    public void AStepIsPaddingWhereAllItsNumbersAre()
    {
        Table data = new Table().AddSeries("X", 2, [NaN, NaN, 1, 2, NaN, NaN, 3, 4]);
        CollectionAssert.AreEqual(new[] { "2: |1 2 3 4|" }, Lines(data, ["X"]));
        data = new Table().AddSeries("X", 2, [1, 2], [NaN, NaN, 1, NaN]);
        IsRefused(data, ["X"], ["Row 2", "NaN", "'X'", "step 2", "feature 2"]);
        data = new Table().AddSeries("X", 2, [0, 0, 0, 3, 4, 0]);
        CollectionAssert.AreEqual(new[] { "2: |0 3 4 0|" }, Lines(data, ["X"], padding: 0));
    }

    [TestMethod]
    [DataRow(float.PositiveInfinity, "Infinity")]
    [DataRow(float.NegativeInfinity, "-Infinity")]
    public void AnInfinityIsRefused(float value, string text) => IsRefused(
        new Table().AddSeries("X", 0, [1], [2, 3, value]), ["X"], ["Row 2", $"has {text}", "'X'", "step 3"]);

    [TestMethod]
    public void AnInfinityMayBeThePaddingValue() => CollectionAssert.AreEqual(
        new[] { "1: |1|" }, Lines(new Table().AddSeries("X", 0, [float.PositiveInfinity, 1]), ["X"], padding: float.PositiveInfinity));

    /// <summary>(T), (T, F) and (0, F) of the same numbers are the same steps.</summary>
    [TestMethod]
    public void KnownAndUnknownLengthsAreReadTheSame()
    {
        float[][] rows = [[1, 2, 3, 4], [5, 6, NaN, NaN]];
        string[] expected = ["2: |1 2 3 4|", "1: |5 6|"];
        CollectionAssert.AreEqual(expected, Lines(new Table().AddSeries("X", 2, rows), ["X"]));
        CollectionAssert.AreEqual(expected, Lines(new Table().AddKnown("X", [2, 2], rows), ["X"]));
        expected = ["4: |1 2 3 4|", "2: |5 6|"];
        CollectionAssert.AreEqual(expected, Lines(new Table().AddSeries("X", 0, rows), ["X"]));
        CollectionAssert.AreEqual(expected, Lines(new Table().AddKnown("X", [4], rows), ["X"]));
    }

    [TestMethod]
    public void WhatIsNoWholeStepIsRefused() => IsRefused(
        new Table().AddSeries("X", 2, [1, 2], [1, 2, 3]), ["X"], ["Row 2", "3 numbers", "'X'", "whole steps of 2"]);

    [TestMethod]
    public void SparseVectorsAreReadAsTheyAre()
    {
        Table data = new Table().AddVectors(
            "X", new VectorDataViewType(NumberDataViewType.Single, 0, 2), null,
            new VBuffer<float>(6, 2, [3, 1], [1, 4]), new VBuffer<float>(2, [7, 8]));
        CollectionAssert.AreEqual(new[] { "3: |0 3 0 0 1 0|", "1: |7 8|" }, Lines(data, ["X"]));
        CollectionAssert.AreEqual(new[] { "2: |0 3 1 0|", "1: |7 8|" }, Lines(data, ["X"], padding: 0));
    }

    [TestMethod]
    public void ColumnsStandSideBySideInTheOrderOfTheOptions()
    {
        Table data = new Table().AddSeries("X", 2, [1, 2, NaN, NaN, 3, 4]).AddSeries("Y", 0, [10, NaN, 30]);
        CollectionAssert.AreEqual(new[] { "2: |1 2 10 3 4 30|" }, Lines(data, ["X", "Y"]));
        CollectionAssert.AreEqual(new[] { "2: |10 1 2 30 3 4|" }, Lines(data, ["Y", "X"]));
    }

    [TestMethod]
    public void AStepThatOneColumnHasIsNoPadding()
    {
        Table data = new Table().AddSeries("X", 2, [1, 2, 5, NaN]).AddSeries("Y", 0, [10, 20]);
        IsRefused(data, ["Y", "X"], ["Row 1", "NaN", "'X'", "step 2", "feature 2"]);
        data = new Table().AddSeries("X", 2, [1, 2, 5, 6]).AddSeries("Y", 0, [10, NaN]);
        IsRefused(data, ["X", "Y"], ["Row 1", "NaN", "'Y'", "step 2", "feature 1"]);
    }

    [TestMethod]
    public void ColumnsThatDifferInTheirStepsAreNamed()
    {
        Table data = new Table().AddSeries("X", 2, [1, 2, 3, 4]).AddSeries("Y", 0, [1, 2, 3, 4]);
        IsRefused(data, ["X", "Y"], ["Row 1", "2 steps in column 'X'", "4 in column 'Y'"]);
    }
}
