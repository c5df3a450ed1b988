using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using MLNetSequence.Engine.Charts;
using MLNetSequence.Engine.Serialization;
using MLNetSequence.Engine.Training.History;

namespace MLNetSequence;

/// <summary>How a training went, an entry for each epoch that was run to its end: to read, to keep as a table, to draw.</summary>
/// <example><code>
/// TrainingReport report = model.Train(data, new CrossEntropyLoss(), options);
/// report.History.SaveSvg("learning-curve.svg");
/// Console.WriteLine($"best: {report.History.Best}");
/// </code></example>
[JsonConverter(typeof(TrainingHistoryJson))]
public sealed class TrainingHistory : IReadOnlyList<TrainingProgress>
{
    private readonly TrainingProgress[] _epochs;

    /// <summary>A history of some epochs.</summary>
    /// <param name="epochs">The ends of epochs (<see cref="TrainingProgress.IsEpochEnd"/>), their numbers rising.</param>
    /// <exception cref="ArgumentException">An entry is null, or not the end of an epoch, or not later than the one before.</exception>
    public TrainingHistory(IEnumerable<TrainingProgress> epochs)
    {
        ArgumentNullException.ThrowIfNull(epochs);
        _epochs = [.. epochs];
        for (int i = 0; i < _epochs.Length; i++)
        {
            if (_epochs[i] is not { IsEpochEnd: true } ended)
            {
                throw new ArgumentException(
                    $"Entry {i} must be the end of an epoch; it is {_epochs[i]?.ToString() ?? "null"}.", nameof(epochs));
            }
            if (i > 0 && ended.Epoch <= _epochs[i - 1].Epoch)
            {
                throw new ArgumentException(
                    $"Epochs must rise; entry {i} is epoch {ended.Epoch}, after epoch {_epochs[i - 1].Epoch}.", nameof(epochs));
            }
        }
    }

    /// <summary>Epochs that were run to their ends.</summary>
    public int Count => _epochs.Length;

    /// <summary>An epoch's end.</summary>
    /// <param name="index">Which, from 0: the first epoch that is there.</param>
    /// <returns>How training stood then.</returns>
    /// <exception cref="IndexOutOfRangeException">There is no such epoch.</exception>
    public TrainingProgress this[int index] => _epochs[index];

    /// <summary>
    /// The epoch of the lowest validation loss, or training loss where nothing was held out; the first of equals. Null where there
    /// was no epoch, or no loss that is a number.
    /// </summary>
    public TrainingProgress? Best
    {
        get
        {
            TrainingProgress? best = null;
            foreach (TrainingProgress epoch in _epochs)
            {
                if (Watched(epoch) < (best is null ? double.PositiveInfinity : Watched(best)))
                {
                    best = epoch;
                }
            }
            return best;
        }
    }

    /// <summary>The epochs in their order.</summary>
    /// <returns>Goes through them.</returns>
    public IEnumerator<TrainingProgress> GetEnumerator() => ((IEnumerable<TrainingProgress>)_epochs).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>
    /// A table for a spreadsheet or pandas: a header, and a line for each epoch (RFC 4180, but for its line ends, here \n).
    /// </summary>
    /// <remarks>Numbers are written as every program reads them, whatever the culture; what there is not is empty.</remarks>
    /// <returns>
    /// The columns epoch, loss, accuracy, validation_loss, validation_accuracy, learning_rate, sequences_per_second, elapsed_seconds.
    /// </returns>
    public string ToCsv()
    {
        var csv = new StringBuilder(
            "epoch,loss,accuracy,validation_loss,validation_accuracy,learning_rate,sequences_per_second,elapsed_seconds\n");
        foreach (TrainingProgress e in _epochs)
        {
            csv.Append(
                CultureInfo.InvariantCulture,
                $"{e.Epoch},{e.Loss},{e.Accuracy},{e.ValidationLoss},{e.ValidationAccuracy},{e.LearningRate},").Append(
                CultureInfo.InvariantCulture,
                $"{e.SequencesPerSecond},{e.Elapsed.TotalSeconds}\n");
        }
        return csv.ToString();
    }

    /// <summary>
    /// The learning curve as an SVG picture: losses by epoch, accuracies below them where there are any, and the best epoch marked.
    /// </summary>
    /// <remarks>The picture has a light ground of its own and needs nothing else; a value that is not finite leaves a gap.</remarks>
    /// <param name="title">What stands above it.</param>
    /// <param name="width">Pixels, from 240 to 10,000.</param>
    /// <param name="height">Pixels, from 240 to 10,000.</param>
    /// <returns>The picture, XML.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The picture would be too small or too large.</exception>
    public string ToSvg(string title = "Learning curve", int width = 720, int height = 480)
    {
        bool hasAccuracy = Array.Exists(_epochs, e => e.Accuracy is not null || e.ValidationAccuracy is not null);
        const string epochs = "epoch";
        LineChart losses = Chart("Loss", hasAccuracy ? "" : epochs, e => e.Loss, e => e.ValidationLoss);
        LineChart accuracies = Chart("Accuracy", epochs, e => e.Accuracy, e => e.ValidationAccuracy);
        if (Best is { } best)
        {
            losses = losses with { Marks = [new(best.Epoch, $"best epoch {best.Epoch}", Watched(best))] };
            accuracies = accuracies with { Marks = [new(best.Epoch, null, best.ValidationAccuracy ?? best.Accuracy)] };
        }
        return SvgPicture.Draw(title, hasAccuracy ? [losses, accuracies] : [losses], width, height);
    }

    /// <summary>Saves the table that <see cref="ToCsv"/> gives, in UTF-8.</summary>
    /// <param name="path">The file; one that exists is replaced as a whole.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveCsv(string path) => AtomicFile.Write(path, ToCsv());

    /// <summary>Saves the picture that <see cref="ToSvg"/> gives.</summary>
    /// <param name="path">The file; one that exists is replaced as a whole.</param>
    /// <param name="title">What stands above it.</param>
    /// <param name="width">Pixels, from 240 to 10,000.</param>
    /// <param name="height">Pixels, from 240 to 10,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The picture would be too small or too large.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveSvg(string path, string title = "Learning curve", int width = 720, int height = 480) =>
        AtomicFile.Write(path, ToSvg(title, width, height));

    private static double Watched(TrainingProgress epoch) => epoch.ValidationLoss ?? epoch.Loss;

    private LineChart Chart(
        string title, string epochs, Func<TrainingProgress, double?> trained, Func<TrainingProgress, double?> held)
    {
        List<ChartSeries> series = [new("training", Points(trained))];
        if (Array.Exists(_epochs, e => held(e) is not null))
        {
            series.Add(new("validation", Points(held)));
        }
        return new LineChart(new(epochs, AxisKind.Whole), new(title), series);
    }

    private (double X, double Y)[] Points(Func<TrainingProgress, double?> value) =>
        [.. _epochs.Select(e => ((double)e.Epoch, value(e) ?? double.NaN))];
}
