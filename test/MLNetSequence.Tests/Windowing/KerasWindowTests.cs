using Microsoft.ML;

namespace MLNetSequence.Tests.Windowing;

/// <summary>
/// Every argument of Keras' <c>timeseries_dataset_from_array(data, targets, sequence_length, sequence_stride, sampling_rate, batch_size,
/// shuffle, seed, start_index, end_index)</c>, worked out by hand from its source (Keras 3, timeseries_dataset_utils.py): windows start
/// at start_index + k · sequence_stride, for all k with k · sequence_stride &lt; end − start − (sequence_length − 1) · sampling_rate, and
/// targets[s] belongs to the window that starts at s.
/// </summary>
/// <remarks>
/// <c>batch_size</c>: ML.NET hands out rows, and trainers make batches of them. <c>shuffle</c> and <c>seed</c>: windows come in the order
/// of time; ML.NET's <c>mlContext.Data.ShuffleRows(data, seed)</c> is there for those who want another, and our trainers shuffle
/// themselves. A start_index past the end, which Keras refuses since it knows the length of the data, gives no window.
/// </remarks>
[TestClass]
public class KerasWindowTests
{
    [TestMethod]
    [DataRow(1, "0; 1; 2; 3; 4; 5; 6; 7; 8; 9")]
    [DataRow(2, "0 1; 1 2; 2 3; 3 4; 4 5; 5 6; 6 7; 7 8; 8 9")]
    [DataRow(4, "0 1 2 3; 1 2 3 4; 2 3 4 5; 3 4 5 6; 4 5 6 7; 5 6 7 8; 6 7 8 9")]
    [DataRow(9, "0 1 2 3 4 5 6 7 8; 1 2 3 4 5 6 7 8 9")]
    [DataRow(10, "0 1 2 3 4 5 6 7 8 9")]
    [DataRow(11, "")]
    public void SequenceLength(int length, string expected) => Check(new() { Window = length }, expected);

    [TestMethod]
    [DataRow(2, "0 1 2; 2 3 4; 4 5 6; 6 7 8")]
    [DataRow(3, "0 1 2; 3 4 5; 6 7 8")]
    [DataRow(4, "0 1 2; 4 5 6")]
    [DataRow(5, "0 1 2; 5 6 7")]
    [DataRow(7, "0 1 2; 7 8 9")]
    [DataRow(8, "0 1 2")]
    public void SequenceStride(int stride, string expected) => Check(new() { Window = 3, Stride = stride }, expected);

    [TestMethod]
    [DataRow(2, "0 2 4; 1 3 5; 2 4 6; 3 5 7; 4 6 8; 5 7 9")]
    [DataRow(3, "0 3 6; 1 4 7; 2 5 8; 3 6 9")]
    [DataRow(4, "0 4 8; 1 5 9")]
    [DataRow(5, "")]
    public void SamplingRate(int rate, string expected) => Check(new() { Window = 3, SamplingRate = rate }, expected);

    [TestMethod]
    [DataRow(0, "0 1 2; 1 2 3; 2 3 4; 3 4 5; 4 5 6; 5 6 7; 6 7 8; 7 8 9")]
    [DataRow(5, "5 6 7; 6 7 8; 7 8 9")]
    [DataRow(7, "7 8 9")]
    [DataRow(8, "")]
    [DataRow(99, "")]
    public void StartIndex(int start, string expected) => Check(new() { Window = 3, StartIndex = start }, expected);

    [TestMethod]
    [DataRow(3, "0 1 2")]
    [DataRow(5, "0 1 2; 1 2 3; 2 3 4")]
    [DataRow(9, "0 1 2; 1 2 3; 2 3 4; 3 4 5; 4 5 6; 5 6 7; 6 7 8")]
    [DataRow(10, "0 1 2; 1 2 3; 2 3 4; 3 4 5; 4 5 6; 5 6 7; 6 7 8; 7 8 9")]
    [DataRow(99, "0 1 2; 1 2 3; 2 3 4; 3 4 5; 4 5 6; 5 6 7; 6 7 8; 7 8 9")]
    public void EndIndex(int end, string expected) => Check(new() { Window = 3, EndIndex = end }, expected);

    [TestMethod]
    [DataRow(2, 2, 3, 1, 9, "1 3; 4 6")] // 9 − 1 − 2 = 6 positions: 0 and 3, from row 1.
    [DataRow(2, 2, 3, 1, 10, "1 3; 4 6; 7 9")]
    [DataRow(3, 2, 2, 2, 9, "2 4 6; 4 6 8")] // 9 − 2 − 4 = 3 positions: 0 and 2.
    [DataRow(2, 3, 2, 0, 8, "0 3; 2 5; 4 7")]
    [DataRow(2, 3, 2, 0, 7, "0 3; 2 5")]
    public void AllTogether(int length, int rate, int stride, int start, int end, string expected) => Check(
        new() { Window = length, SamplingRate = rate, Stride = stride, StartIndex = start, EndIndex = end }, expected);

    /// <summary>Its own example: 99 data points, sequence_length=10, sampling_rate=2, sequence_stride=3.</summary>
    [TestMethod]
    public void TheExampleOfItsDocumentation()
    {
        string[] windows = Windows(new() { Window = 10, SamplingRate = 2, Stride = 3 }, rows: 99);
        Assert.AreEqual(27, windows.Length);
        Assert.AreEqual("0 2 4 6 8 10 12 14 16 18", windows[0]);
        Assert.AreEqual("3 5 7 9 11 13 15 17 19 21", windows[1]);
        Assert.AreEqual("6 8 10 12 14 16 18 20 22 24", windows[2]);
        Assert.AreEqual("78 80 82 84 86 88 90 92 94 96", windows[^1]);
    }

    /// <summary>
    /// <c>targets = data[k:]</c>, so targets[s] is the row s + k. The offset is counted from the window's last row instead:
    /// TargetOffset = k − (sequence_length − 1) · sampling_rate.
    /// </summary>
    [TestMethod]
    [DataRow(3, 1, 3, 1, "0 1 2 | 3; 1 2 3 | 4; 2 3 4 | 5; 3 4 5 | 6; 4 5 6 | 7; 5 6 7 | 8; 6 7 8 | 9")]
    [DataRow(3, 1, 5, 3, "0 1 2 | 5; 1 2 3 | 6; 2 3 4 | 7; 3 4 5 | 8; 4 5 6 | 9")]
    [DataRow(3, 1, 2, 0, "0 1 2 | 2; 1 2 3 | 3; 2 3 4 | 4; 3 4 5 | 5; 4 5 6 | 6; 5 6 7 | 7; 6 7 8 | 8; 7 8 9 | 9")]
    [DataRow(3, 1, 0, -2, "0 1 2 | 0; 1 2 3 | 1; 2 3 4 | 2; 3 4 5 | 3; 4 5 6 | 4; 5 6 7 | 5; 6 7 8 | 6; 7 8 9 | 7")]
    [DataRow(2, 4, 5, 1, "0 4 | 5; 1 5 | 6; 2 6 | 7; 3 7 | 8; 4 8 | 9")]
    [DataRow(2, 4, 1, -3, "0 4 | 1; 1 5 | 2; 2 6 | 3; 3 7 | 4; 4 8 | 5; 5 9 | 6")]
    public void Targets(int length, int rate, int shift, int offset, string expected)
    {
        Assert.AreEqual(offset, shift - ((length - 1) * rate));
        Check(new() { Window = length, SamplingRate = rate, Horizon = 1, TargetOffset = offset }, expected);
    }

    /// <summary>end_index ends the windows, not the targets, which Keras takes out of an array of their own.</summary>
    [TestMethod]
    public void TargetsWithStartStrideAndEnd()
    {
        Check(
            new() { Window = 3, Stride = 2, StartIndex = 1, EndIndex = 8, Horizon = 1 },
            "1 2 3 | 4; 3 4 5 | 6; 5 6 7 | 8");
    }

    /// <summary>
    /// Example 2 of its documentation: <c>input_data = data[:-10]; targets = data[10:]; sequence_length=10</c>, with 100 rows of data. Its
    /// windows end at row 89, though there is a target for nine more.
    /// </summary>
    [TestMethod]
    public void TemporalRegression()
    {
        string[] asThere = Windows(new() { Window = 10, EndIndex = 90, Horizon = 1 }, rows: 100);
        Assert.AreEqual(81, asThere.Length);
        Assert.AreEqual("0 1 2 3 4 5 6 7 8 9 | 10", asThere[0]);
        Assert.AreEqual("80 81 82 83 84 85 86 87 88 89 | 90", asThere[^1]);
        string[] all = Windows(new() { Window = 10, Horizon = 1 }, rows: 100);
        Assert.AreEqual(90, all.Length);
        Assert.AreEqual("89 90 91 92 93 94 95 96 97 98 | 99", all[^1]);
    }

    /// <summary>Example 3: many to many, windows that do not overlap, with one target for each of their own steps.</summary>
    [TestMethod]
    public void ManyToMany() => Check(
        new() { Window = 3, Stride = 3, Horizon = 3, TargetOffset = -2 }, "0 1 2 | 0 1 2; 3 4 5 | 3 4 5; 6 7 8 | 6 7 8");

    private static void Check(SlidingWindowEstimator.Options options, string expected) => Show.AreEqual(
        expected.Split("; ", StringSplitOptions.RemoveEmptyEntries), Windows(options, rows: 10));

    private static string[] Windows(SlidingWindowEstimator.Options options, int rows)
    {
        options.InputColumnNames = ["Count"];
        IDataView windows = Show.Transforms.SlidingWindow(options).Fit(Show.Count(rows)).Transform(Show.Count(rows));
        return options.Horizon == 0 ? Show.Of(windows, "Window") : Show.Of(windows, "Window", "Target");
    }
}
