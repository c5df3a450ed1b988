using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetSequence.Tests.Loading;

/// <summary>Whatever numbers are written to a file come back, to the bit, whichever format they are written in.</summary>
[TestClass]
public class RoundTripTests
{
    private readonly DataFiles _files = new();

    [TestCleanup]
    public void Delete() => _files.Dispose();

    [TestMethod]
    public void SeriesComeBackToTheBit() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        int channels = random.Next(1, 5);
        bool equal = random.Next(2) == 0;
        int steps = random.Next(1, 20);
        // [series][T, F]
        float[][] series = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Enumerable
            .Range(0, channels * (equal ? steps : random.Next(1, 20))).Select(_ => Any(random)).ToArray())];
        Check(_files.Context.Data.LoadFromTsFile(_files.Write(Ts(series, channels, equal))), series);
        string[] names = [.. Enumerable.Range(0, channels).Select(f => $"f{f}")];
        Check(_files.Context.Data.LoadSequencesFromTable(_files.Write(Table(series, names)), "Id", names), series);
        if (equal)
        {
            Check(_files.Context.Data.LoadFromArffFile(_files.Write(Arff(series, channels, steps))), series);
        }
    }).QuickCheckThrowOnFailure();

    private static float Any(Random random)
    {
        float value = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
        return float.IsFinite(value) ? value : float.NaN;
    }

    private static string Write(float value) => float.IsNaN(value) ? "?" : value.ToString("R", CultureInfo.InvariantCulture);

    private static string[] Ts(float[][] series, int channels, bool equal) =>
    [
        $"@dimensions {channels}", $"@equalLength {equal}", "@classLabel true a", "@data",
        .. series.Select(s => $"{string.Join(':', Channels(s, channels))}:a"),
    ];

    private static string[] Arff(float[][] series, int channels, int steps) =>
    [
        "@attribute r relational", .. Enumerable.Range(0, steps).Select(t => $"@attribute t{t} numeric"), "@end r",
        "@attribute c {a}", "@data", .. series.Select(s => $"'{string.Join("\\n", Channels(s, channels))}',a"),
    ];

    private static string[] Table(float[][] series, string[] names) =>
    [
        $"Id,{string.Join(',', names)}",
        .. series.SelectMany((s, id) => s.Chunk(names.Length).Select(step => $"{id},{string.Join(',', step.Select(Write))}")),
    ];

    private static IEnumerable<string> Channels(float[] series, int channels) => Enumerable.Range(0, channels)
        .Select(channel => string.Join(',', series.Chunk(channels).Select(step => Write(step[channel]))));

    private static void Check(IDataView data, float[][] series)
    {
        float[][] read = [.. data.GetColumn<float[]>("Series")];
        Assert.AreEqual(series.Length, read.Length);
        for (int i = 0; i < series.Length; i++)
        {
            CollectionAssert.AreEqual(
                series[i].Select(BitConverter.SingleToInt32Bits).ToArray(), read[i].Select(BitConverter.SingleToInt32Bits).ToArray());
        }
    }
}
