using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Anomalies;

/// <summary>Series with anomalies at known rows.</summary>
internal sealed class Planted
{
    private readonly Dictionary<string, float[]> _columns = [];

    private Planted(int rows) => Labels = new float[rows];

    /// <summary>1 where a row is an anomaly.</summary>
    public float[] Labels { get; }

    public int Rows => Labels.Length;

    /// <summary>The values of a column; to be changed before a table is made.</summary>
    public float[] this[string column] => _columns[column];

    /// <summary>A noisy sine of a period of 12 in the column Value.</summary>
    public static Planted Sine(int rows, int seed, double noise = 0.1, double level = 0, double size = 1)
    {
        var random = new SeededRandom(seed);
        var made = new Planted(rows);
        made._columns["Value"] = [.. Enumerable.Range(0, rows).Select(t =>
            (float)(level + size * (Math.Sin(t * Math.PI / 6) + noise * random.NextNormal())))];
        return made;
    }

    /// <summary>Three sensors that go together: B follows A, C is their sum, each with noise.</summary>
    public static Planted Sensors(int rows, int seed)
    {
        var random = new SeededRandom(seed);
        var made = new Planted(rows);
        (float[] a, float[] b, float[] c) = (new float[rows], new float[rows], new float[rows]);
        double level = 0;
        for (int t = 0; t < rows; t++)
        {
            level = 0.9 * level + 0.4 * random.NextNormal();
            a[t] = (float)(level + 0.05 * random.NextNormal());
            b[t] = (float)(100 - 20 * level + random.NextNormal());
            c[t] = (float)(1000 * (level + Math.Sin(t * Math.PI / 8)) + 50 * random.NextNormal());
        }
        (made._columns["A"], made._columns["B"], made._columns["C"]) = (a, b, c);
        return made;
    }

    /// <summary>Adds to a column at some rows, which are anomalies then.</summary>
    public Planted Plant(string column, float more, params int[] rows)
    {
        foreach (int row in rows)
        {
            _columns[column][row] += more;
            Labels[row] = 1;
        }
        return this;
    }

    public Table Table()
    {
        var table = new Table();
        foreach ((string name, float[] values) in _columns)
        {
            table.Add(name, NumberDataViewType.Single, [.. values]);
        }
        return table.Add("Label", NumberDataViewType.Single, [.. Labels]);
    }
}

/// <summary>What a detector said of rows.</summary>
internal sealed record Verdicts(double[][] Predictions, float[] Scores, bool[] Alerts)
{
    public static Verdicts Of(ITransformer model, IDataView data)
    {
        IDataView scored = model.Transform(data);
        return new Verdicts(
            [.. scored.GetColumn<VBuffer<double>>("Prediction").Select(v => v.DenseValues().ToArray())],
            [.. scored.GetColumn<float>("Score")], [.. scored.GetColumn<bool>("PredictedLabel")]);
    }

    /// <summary>The share of the rows with a score that have an alert.</summary>
    public double AlertRate => Alerts.Count(a => a) / (double)Scores.Count(s => !float.IsNaN(s));
}
