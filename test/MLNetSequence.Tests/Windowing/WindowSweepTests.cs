using FsCheck;
using FsCheck.Fluent;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Windowing;

/// <summary>Windows, targets, passing columns and ids against <see cref="ReferenceWindows"/>, bit for bit and in order.</summary>
[TestClass]
public class WindowSweepTests
{
    private static readonly string[] Groups = ["a", "b", "c"];

    [TestMethod]
    public void StrideBySamplingRateByHorizon()
    {
        var random = new Random(7);
        foreach (int stride in (int[])[1, 2, 3, 5])
        {
            foreach (int rate in (int[])[1, 2, 3])
            {
                foreach (int horizon in (int[])[0, 1, 2, 4])
                {
                    for (int window = 1; window <= 4; window++)
                    {
                        var options = new SlidingWindowEstimator.Options
                        {
                            Window = window,
                            Stride = stride,
                            SamplingRate = rate,
                            Horizon = horizon,
                        };
                        Check(options, Rows(random, 40));
                    }
                }
            }
        }
    }

    [TestMethod]
    public void EveryOptionAtRandom() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue - 1).ToArbitrary(),
        seed =>
        {
            var random = new Random(seed);
            Check(AnyOptions(random), Rows(random, random.Next(0, 50)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(600));

    private static SlidingWindowEstimator.Options AnyOptions(Random random)
    {
        var options = new SlidingWindowEstimator.Options
        {
            Window = random.Next(1, 6),
            SamplingRate = random.Next(1, 4),
            Stride = random.Next(1, 7),
            StartIndex = random.Next(3) == 0 ? random.Next(1, 8) : 0,
            Horizon = random.Next(0, 5),
            IncompleteWindows = (IncompleteRows)random.Next(2),
        };
        int span = (options.Window - 1) * options.SamplingRate;
        options.EndIndex = random.Next(3) == 0 ? options.StartIndex + span + random.Next(1, 12) : null;
        if (options.Horizon > 0)
        {
            options.TargetOffset = random.Next(-span, 5);
            options.IncompleteTargets = (IncompleteRows)random.Next(2);
        }
        return options;
    }

    /// <summary>Series of any length, mixed; now and then a missing value.</summary>
    private static SeriesRow[] Rows(Random random, int count) =>
    [
        .. Enumerable.Range(0, count).Select(i => new SeriesRow(
            Groups[random.Next(3) * random.Next(2)],
            [random.Next(9) == 0 ? float.NaN : i, (float)random.NextDouble(), -i])),
    ];

    private static void Check(SlidingWindowEstimator.Options options, SeriesRow[] rows)
    {
        // A scalar and a vector of two: all in a window, or only the vector, so that there are columns in targets only.
        bool all = options.Window % 2 == 0;
        options.InputColumnNames = all ? ["Count", "Pair"] : ["Pair"];
        options.TargetColumnNames = options.Horizon == 0 ? null : ["Pair", "Count"];
        options.GroupColumnName = "Group";
        Table data = new Table()
            .AddText("Group", [.. rows.Select(r => r.Group)])
            .Add("Count", NumberDataViewType.Single, [.. rows.Select(r => r.Values[0])])
            .AddVectors(
                "Pair", new VectorDataViewType(NumberDataViewType.Single, 2), null,
                [.. rows.Select(r => new VBuffer<float>(2, [r.Values[1], r.Values[2]]))])
            .Add("Number", NumberDataViewType.Int32, [.. Enumerable.Range(0, rows.Length)]);
        IDataView windows = Show.Transforms.SlidingWindow(options).Fit(data).Transform(data);
        List<ReferenceWindows.Result> expected = ReferenceWindows.Of(rows, options, all ? [0, 1, 2] : [1, 2], targets: [1, 2, 0]);
        string[] expectedLines = [.. expected.Select(w => $"{w.Now} {Table.IdOf(w.Now)} {Bits(w.Window)} {Bits(w.Target)}")];
        Assert.AreEqual(string.Join('\n', expectedLines), string.Join('\n', Lines(windows, options.Horizon > 0)));
    }

    private static string Bits(float[] values) => $"[{string.Join(' ', values.Select(Values.Write))}]";

    private static IEnumerable<string> Lines(IDataView windows, bool withTarget)
    {
        using DataViewRowCursor cursor = windows.GetRowCursor(windows.Schema);
        ValueGetter<DataViewRowId> getId = cursor.GetIdGetter();
        Func<string> number = Values.Reader(cursor, windows.Schema["Number"]);
        Func<string> window = Values.Reader(cursor, windows.Schema["Window"]);
        Func<string> target = withTarget ? Values.Reader(cursor, windows.Schema["Target"]) : () => "[]";
        DataViewRowId id = default;
        while (cursor.MoveNext())
        {
            getId(ref id);
            yield return $"{number()} {id} {window()} {target()}";
        }
    }
}
