using System.Text.Json;
using System.Text.Json.Serialization;
using MLNetSequence;

namespace Samples.Common;

/// <summary>The figures of a run, written as JSON for programs that compare runs. What does not apply stays null and is left out.</summary>
public sealed record SampleReport
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>Name of the sample.</summary>
    public required string Sample { get; init; }

    /// <summary>The user's data; null for what the sample brings.</summary>
    public string? Data { get; init; }

    /// <summary>Rows that training was given, those that it holds out to measure on among them.</summary>
    public required long TrainingRows { get; init; }

    /// <summary>Rows that the accuracy and the loss were measured on.</summary>
    public required long TestRows { get; init; }

    /// <summary>Share of the test rows (of a tagger: of their steps) that got the right label, from 0 to 1.</summary>
    public double? Accuracy { get; init; }

    /// <summary>Mean loss of the test rows, in nats.</summary>
    public double? Loss { get; init; }

    /// <summary>Area under the ROC curve of the test rows, from 0 to 1.</summary>
    public double? AreaUnderRocCurve { get; init; }

    /// <summary>How forecasters did in the backtest, by their names.</summary>
    public IReadOnlyDictionary<string, ForecastFigures>? Forecasters { get; init; }

    /// <summary>How the first of them did in each series, by the names of these.</summary>
    public IReadOnlyDictionary<string, ForecastFigures>? Series { get; init; }

    /// <summary>How anomaly detectors did on the test rows, by their names.</summary>
    public IReadOnlyDictionary<string, DetectionFigures>? Detectors { get; init; }

    /// <summary>Epochs that were run.</summary>
    public int? Epochs { get; init; }

    /// <summary>Mean training loss of the last epoch, in nats.</summary>
    public double? TrainingLoss { get; init; }

    /// <summary>Loss after the last epoch on the rows held out, in nats.</summary>
    public double? ValidationLoss { get; init; }

    /// <summary>Time of training, measuring on the rows held out among it.</summary>
    public double? Seconds { get; init; }

    /// <summary>Sequences a second while it learned, over all epochs.</summary>
    public double? SequencesPerSecond { get; init; }

    /// <summary>The same figures, and those of a training.</summary>
    /// <param name="history">Its epochs.</param>
    /// <returns>A report with both.</returns>
    public SampleReport With(IReadOnlyList<TrainingProgress> history) => history.Count == 0 ? this with { Epochs = 0 } : this with
    {
        Epochs = history[^1].Epoch,
        TrainingLoss = history[^1].Loss,
        ValidationLoss = history[^1].ValidationLoss,
        Seconds = history[^1].Elapsed.TotalSeconds,
        SequencesPerSecond = history.Count / history.Sum(epoch => 1 / epoch.SequencesPerSecond),
    };

    /// <summary>Writes the figures, the file whole or not at all.</summary>
    /// <param name="path">The file, replaced where it exists; null to write nothing.</param>
    public void Save(string? path)
    {
        if (path is null)
        {
            return;
        }
        string beside = $"{path}.{Environment.ProcessId}.new";
        File.WriteAllText(beside, JsonSerializer.Serialize(this, Format) + "\n");
        File.Move(beside, path, overwrite: true);
        Console.WriteLine($"Wrote {path}");
    }
}
