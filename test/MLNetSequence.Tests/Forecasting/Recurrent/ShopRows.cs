using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Forecasting.Recurrent;

/// <summary>A day of a shop: something for whatever an option may name.</summary>
internal sealed record ShopRow(string Shop, DateTime Day, float Value, float Other, float Past, float Known, float Size, uint Kind);

/// <summary>Days of a few shops, mixed.</summary>
internal static class ShopRows
{
    public static readonly DateTime Start = new(2024, 1, 29);

    /// <summary>Shops a, b and c of different lengths; some targets are missing, and some past covariates.</summary>
    public static ShopRow[] Make(int days = 14, int seed = 6)
    {
        var random = new Random(seed);
        float Number() => (float)random.NextDouble() * 10;
        return [.. Enumerable.Range(0, days).SelectMany(day => Enumerable.Range(0, 3).Where(s => day >= s * 2).Select(s => new ShopRow(
            $"{(char)('a' + s)}", Start.AddDays(day), random.Next(8) == 0 ? float.NaN : 20 * s + Number(), Number(),
            random.Next(6) == 0 ? float.NaN : Number(), Number(), s * s, (uint)s + 1)))];
    }

    public static Table Table(params ShopRow[] rows) => new Table()
        .AddText("Shop", [.. rows.Select(r => r.Shop)])
        .Add("Day", DateTimeDataViewType.Instance, [.. rows.Select(r => r.Day)])
        .AddNumbers("Value", [.. rows.Select(r => r.Value)])
        .AddKnown("Pair", [2], [.. rows.Select(r => new[] { r.Other, r.Value })])
        .AddNumbers("Past", [.. rows.Select(r => r.Past)])
        .AddNumbers("Known", [.. rows.Select(r => r.Known)])
        .AddNumbers("Size", [.. rows.Select(r => r.Size)])
        .AddKeys("Kind", ["x", "y", "z"], [.. rows.Select(r => r.Kind)])
        .AddNumbers("Second", [.. rows.Select(r => r.Other)]);

    /// <summary>Every column that a strategy can read.</summary>
    public static void UseAll(SequenceForecaster.Options options, bool known)
    {
        options.TargetColumnNames = ["Value", "Second"];
        options.GroupColumnName = "Shop";
        options.TimeColumnName = "Day";
        options.TimeFeatures = TimeParts.DayOfWeek;
        options.StaticCovariateColumnNames = ["Size", "Kind"];
        options.PastCovariateColumnNames = options.Strategy == ForecastingStrategy.Recursive ? [] : ["Past"];
        options.FutureCovariateColumnNames = known ? ["Known"] : [];
        (options.ConfidenceLowerBoundColumn, options.ConfidenceUpperBoundColumn, options.ConfidenceLevel) = ("Low", "High", 0.8);
    }
}
