using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Forecasting.Backtesting;

/// <summary>A row of test data.</summary>
internal sealed record ToyRow(string Series, DateTime Time, float Y, float Z, float Past, float Known, float Size);

/// <summary>Rows of several series, mixed, of different lengths, some of which begin later and one of which has a gap.</summary>
internal static class ToyRows
{
    public static readonly DateTime Start = new(2024, 1, 1);

    public static ToyRow[] One(int rows = 20, int seed = 5) => Of(seed, ("a", 0, rows, -1));

    public static ToyRow[] Many(int gap = 9) =>
        Of(5, ("a", 0, 20, -1), ("b", 6, 11, -1), ("c", 2, 18, gap), ("d", 0, 3, -1), ("e", 15, 4, -1));

    /// <summary>Series of so many rows each, day by day, in order of time, the first of which is so many days after the start.</summary>
    public static ToyRow[] Of(int seed, params (string Name, int First, int Rows, int Gap)[] series)
    {
        var random = new Random(seed);
        var rows = new List<ToyRow>();
        for (int day = 0; day < 40; day++)
        {
            foreach ((string name, int first, int count, int gap) in series.Where(s => day >= s.First && day < s.First + s.Rows && day != s.Gap))
            {
                rows.Add(new ToyRow(
                    name, Start.AddDays(day), Number(random), random.Next(6) == 0 ? float.NaN : Number(random), Number(random),
                    Number(random), name[0] - 'a'));
            }
        }
        return [.. rows];
    }

    public static Table Table(IReadOnlyList<ToyRow> rows) => new Table()
        .AddText("Series", [.. rows.Select(r => r.Series)])
        .Add("Time", DateTimeDataViewType.Instance, [.. rows.Select(r => r.Time)])
        .AddNumbers("Y", [.. rows.Select(r => r.Y)])
        .AddNumbers("Z", [.. rows.Select(r => r.Z)])
        .AddNumbers("Past", [.. rows.Select(r => r.Past)])
        .AddNumbers("Known", [.. rows.Select(r => r.Known)])
        .AddNumbers("Size", [.. rows.Select(r => r.Size)]);

    private static float Number(Random random) => (float)(random.NextDouble() * 20 + 5);
}
