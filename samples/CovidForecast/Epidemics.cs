namespace CovidForecast;

/// <summary>
/// Invents epidemics: waves that rise and fall, at different times and of different heights and lengths, of which less is reported at
/// weekends and more after them.
/// </summary>
internal static class Epidemics
{
    private const int Count = 500;

    private static readonly string[] Countries = ["Atlantis", "Bohemia", "Ruritania", "Shangri-La", "Lilliput", "Zenda"];

    // From Sunday to Saturday.
    private static readonly double[] Reported = [0.5, 1.1, 1.3, 1.2, 1.15, 1.1, 0.65];

    /// <summary>Rows, day by day.</summary>
    public static List<Day> Draw(int seed)
    {
        var random = new Random(seed);
        double[][] daily = [.. Countries.Select(_ => Waves(random))];
        double[] total = new double[Countries.Length];
        List<Day> days = [];
        for (int t = 0; t < Count; t++)
        {
            DateTime date = new DateTime(2030, 1, 1).AddDays(t);
            for (int c = 0; c < Countries.Length; c++)
            {
                total[c] += Math.Round(daily[c][t] * Reported[(int)date.DayOfWeek] * Math.Exp(0.1 * Normal(random)));
                days.Add(new Day { Date = date, Country = Countries[c], Cases = (float)total[c] });
            }
        }
        return days;
    }

    /// <summary>Cases of each day: logistic curves rise by height·f·(1 - f) a day, where f goes from 0 to 1.</summary>
    private static double[] Waves(Random random)
    {
        double[] daily = new double[Count];
        double size = Between(random, 300, 20_000);
        for (double middle = Between(random, 20, 80); middle < Count + 60; middle += Between(random, 70, 140))
        {
            double height = 4 * size * Between(random, 0.3, 1.7);
            double length = Between(random, 8, 16);
            for (int t = 0; t < Count; t++)
            {
                double share = 1 / (1 + Math.Exp((middle - t) / length));
                daily[t] += height * share * (1 - share);
            }
        }
        return daily;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double Between(Random random, double low, double high) => low + (high - low) * random.NextDouble();
}
