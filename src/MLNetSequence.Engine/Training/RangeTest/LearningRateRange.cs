using System.Globalization;
using System.Text;
using MLNetSequence.Engine.Charts;
using MLNetSequence.Engine.Serialization;
using MLNetSequence.Engine.Training.RangeTest;

namespace MLNetSequence;

/// <summary>What a learning-rate range test found: how the loss moved as the learning rate grew.</summary>
/// <example><code>
/// LearningRateRange range = model.FindLearningRate(data, new CrossEntropyLoss());
/// range.SaveSvg("rates.svg");
/// model.Train(data, new CrossEntropyLoss(), new() { Optimizer = new Adam { LearningRate = range.Suggested } });
/// </code></example>
public sealed class LearningRateRange
{
    internal LearningRateRange(IReadOnlyList<LearningRatePoint> points) => (Points, Suggested) = (points, SteepestDescent.Rate(points));

    /// <summary>The steps, their rates rising; the last is where the loss had grown too much, or the highest rate was reached.</summary>
    public IReadOnlyList<LearningRatePoint> Points { get; }

    /// <summary>
    /// The rate at which the smoothed loss fell fastest: the steepest descent of <see cref="LearningRatePoint.SmoothedLoss"/> over the
    /// logarithm of the rate, up to its lowest value. NaN, which no optimizer takes, where the loss never fell.
    /// </summary>
    /// <remarks>
    /// The slope at a point is that of the straight line which best fits it and its neighbours, a twenty-fifth of all points on either
    /// side. The first tenth of the points is passed over: so few losses make no mean to rely on. It is a rate to begin with, at the
    /// bold end of those that work, as for the top of <see cref="OneCycleSchedule"/>; who wants to be careful takes a third of it. A
    /// look at the curve is better.
    /// </remarks>
    public double Suggested { get; }

    /// <summary>
    /// A table for a spreadsheet or pandas: a header, and a line for each step (RFC 4180, but for its line ends, here \n).
    /// </summary>
    /// <remarks>Numbers are written as every program reads them, whatever the culture.</remarks>
    /// <returns>The columns rate, loss, smoothed_loss.</returns>
    public string ToCsv()
    {
        var csv = new StringBuilder("rate,loss,smoothed_loss\n");
        foreach (LearningRatePoint p in Points)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{p.Rate},{p.Loss},{p.SmoothedLoss}\n");
        }
        return csv.ToString();
    }

    /// <summary>The loss over the learning rate, which has a logarithmic axis, as an SVG picture; the suggested rate is marked.</summary>
    /// <remarks>The picture has a light ground of its own and needs nothing else.</remarks>
    /// <param name="title">What stands above it.</param>
    /// <param name="width">Pixels, from 240 to 10,000.</param>
    /// <param name="height">Pixels, from 240 to 10,000.</param>
    /// <returns>The picture, XML.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The picture would be too small or too large.</exception>
    public string ToSvg(string title = "Learning-rate range test", int width = 720, int height = 400)
    {
        // Losses of single batches leap, and the last mean may be where all exploded: the axis has room for the other means.
        double[] room = [.. Points.Take(Math.Max(1, Points.Count - 1)).Select(p => p.SmoothedLoss)];
        var chart = new LineChart(
            new ChartAxis("learning rate", AxisKind.Logarithmic),
            new ChartAxis("Loss") { Room = room },
            [
                new("smoothed", [.. Points.Select(p => (p.Rate, p.SmoothedLoss))]),
                new("of each batch", [.. Points.Select(p => (p.Rate, p.Loss))]) { Faint = true },
            ]);
        if (Points.FirstOrDefault(p => p.Rate == Suggested) is { } suggested)
        {
            string text = string.Create(CultureInfo.InvariantCulture, $"suggested {Suggested:G2}");
            chart = chart with { Marks = [new(Suggested, text, suggested.SmoothedLoss)] };
        }
        return SvgPicture.Draw(title, [chart], width, height);
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
    public void SaveSvg(string path, string title = "Learning-rate range test", int width = 720, int height = 400) =>
        AtomicFile.Write(path, ToSvg(title, width, height));
}
