using Microsoft.ML.Data;
using Samples.Common;

namespace AnomalyDetection;

/// <summary>
/// Readings of some sensors: drawn, or of a CSV whose first column is a time, or a number of the row, and all others are numbers.
/// </summary>
/// <param name="Rows">The readings, in order of time.</param>
/// <param name="Sensors">Names of the sensors.</param>
/// <param name="HasLabels">Whether it is known which of them are anomalies.</param>
internal sealed record Readings(List<Reading> Rows, string[] Sensors, bool HasLabels)
{
    private const int Least = 400;

    /// <summary>What ML.NET must be told of a reading: how many sensors there are is known only here.</summary>
    public SchemaDefinition Schema
    {
        get
        {
            var schema = SchemaDefinition.Create(typeof(Reading));
            schema[nameof(Reading.Values)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Sensors.Length);
            return schema;
        }
    }

    public static Readings Load(string? file)
    {
        if (file is null)
        {
            return new Readings(Machine.Draw(seed: 1), Machine.Sensors, HasLabels: true);
        }
        CsvTable table = CsvTable.Read(file);
        string[] header = [.. table.Header];
        int label = Array.FindIndex(header, name => name.Equals("label", StringComparison.OrdinalIgnoreCase));
        int[] sensors = [.. Enumerable.Range(1, header.Length - 1).Where(column => column != label)];
        if (sensors.Length == 0 || table.Rows < Least)
        {
            SampleArguments.Fail($"{file} must have a time in its first column, numbers in others, and {Least} lines or more.");
        }
        List<Reading> rows = [.. Enumerable.Range(0, table.Rows).Select(row => new Reading
        {
            Time = table.Text(row, 0),
            Label = label < 0 ? 0 : table.Number(row, label),
            Values = [.. sensors.Select(column => table.Number(row, column))],
        })];
        return new Readings(rows, [.. sensors.Select(column => header[column])], label >= 0);
    }
}

/// <summary>A row of the data.</summary>
internal sealed class Reading
{
    public string Time { get; set; } = "";

    /// <summary>1 for an anomaly, 0 for none. Nothing is learned from it.</summary>
    public float Label { get; set; }

    /// <summary>A number of each sensor; NaN where one is missing.</summary>
    public float[] Values { get; set; } = [];
}
