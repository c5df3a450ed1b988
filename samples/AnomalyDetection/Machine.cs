namespace AnomalyDetection;

/// <summary>
/// Invents a machine: three sensors that follow one cycle, which is never quite as long or as strong as the last, and faults that are
/// planted in the second half. Of what is before them nothing is said, though two readings of it are wrong, as in any record.
/// </summary>
internal static class Machine
{
    private const int Rows = 4_000;
    private const int FirstFault = 2_100;
    private const int FaultEvery = 118;
    private const double Cycle = 2 * Math.PI / 40;

    public static string[] Sensors => ["temperature", "pressure", "current"];

    /// <summary>The readings, in order of time.</summary>
    public static List<Reading> Draw(int seed)
    {
        var random = new Random(seed);
        double[][] values = [.. Enumerable.Range(0, Rows).Select(_ => new double[Sensors.Length])];
        double[][] late = [.. values.Select(row => new double[Sensors.Length])]; // the same, a third of a cycle behind
        (double phase, double load, double room) = (0, 1, 0);
        for (int t = 0; t < Rows; t++)
        {
            phase += Cycle * (1 + 0.05 * Normal(random));
            load = 1 + 0.98 * (load - 1) + 0.01 * Normal(random);
            room = 0.99 * room + 0.05 * Normal(random);
            double[] noise = [0.25 * Normal(random), 0.04 * Normal(random), 0.15 * Normal(random)];
            Read(phase, load, room, noise, values[t]);
            Read(phase - 2 * Math.PI / 3, load, room, noise, late[t]);
        }
        values[700][1] += 1.5;
        values[1300][2] -= 4;
        float[] labels = Plant(values, late, random);
        return [.. values.Select((row, t) => new Reading { Time = $"{t}", Label = labels[t], Values = [.. row.Select(v => (float)v)] })];
    }

    private static void Read(double phase, double load, double room, double[] noise, double[] to)
    {
        to[0] = 60 + room + 6 * load * Math.Sin(phase - 0.8) + noise[0];
        to[1] = 4 + load * (Math.Sin(phase) + 0.3 * Math.Sin(2 * phase)) + noise[1];
        to[2] = 12 + 4 * load * Math.Max(-0.3, Math.Sin(phase + 0.5)) + noise[2];
    }

    /// <summary>Spikes, shifts, delays and sensors that are stuck, one after the other, each at one of the sensors.</summary>
    private static float[] Plant(double[][] values, double[][] late, Random random)
    {
        double[] unit = [6, 1, 4];
        float[] labels = new float[Rows];
        for (int fault = 0; FirstFault + (fault + 1) * FaultEvery <= Rows; fault++)
        {
            int start = FirstFault + fault * FaultEvery + random.Next(30);
            int kind = fault % 4;
            int length = kind == 0 ? random.Next(1, 4) : random.Next(20, 50);
            int sensor = random.Next(Sensors.Length);
            double size = unit[sensor] * (kind == 0 ? 0.7 : 0.5) * (random.Next(2) == 0 ? 1 : -1);
            double stuck = values[start][sensor];
            for (int t = start; t < start + length; t++)
            {
                labels[t] = 1;
                values[t][sensor] = kind switch
                {
                    0 or 1 => values[t][sensor] + size,
                    2 => late[t][sensor],
                    _ => stuck,
                };
            }
        }
        return labels;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
