using System.Text;
namespace Microsoft.ML.Data;

/// <summary>How often each class (row) was taken for each class (column).</summary>
public sealed class ConfusionMatrix
{
    private readonly double[][] _counts;
    private readonly string[] _names;
    private readonly bool _isBinary;

    internal ConfusionMatrix(double[][] counts, string[] names, bool isBinary)
    {
        (_counts, _names, _isBinary) = (counts, names, isBinary);
        static double Ratio(double part, double whole) => whole > 0 ? part / whole : 0;
        PerClassRecall = [.. counts.Select((row, i) => Ratio(row[i], row.Sum()))];
        PerClassPrecision = [.. counts.Select((row, i) => Ratio(row[i], counts.Sum(other => other[i])))];
    }

    public int NumberOfClasses => _counts.Length;
    public IReadOnlyList<IReadOnlyList<double>> Counts => _counts;
    public IReadOnlyList<double> PerClassPrecision { get; }
    public IReadOnlyList<double> PerClassRecall { get; }

    public string GetFormattedConfusionTable()
    {
        int width = NumberOfClasses == 2 ? 8 : 5;
        int longest = _names.Max(name => name.Length);
        bool numbered = longest > width; // Names too long for a header are numbered, and the numbers stand in the header.
        int digits = numbered ? $"{NumberOfClasses - 1}".Length : 0;
        int padding = Math.Max(9, longest + (numbered ? digits + 2 : 0));
        string rule = string.Concat(Enumerable.Repeat(NumberOfClasses > 2 ? "========" : "===========", NumberOfClasses));
        string Left(string text) => text.PadRight(padding + 1) + "||";
        string Label(int i) => numbered ? $"{$"{i}".PadLeft(digits)}. {_names[i].PadLeft(padding - digits - 2)} ||"
            : $"{_names[i].PadLeft(padding)} ||";
        string Cells(IEnumerable<string> cells) => string.Concat(cells.Select(cell => $" {cell.PadLeft(width)} |"));

        var text = new StringBuilder();
        if (_isBinary)
        {
            var (positive, negative) = (_counts[0].Sum(), _counts[1].Sum());
            text.Append($"TEST {_names[0].ToUpper()} RATIO:\t{positive / (positive + negative):N4} ({positive:F1}/({positive:F1}+{negative:F1}))");
        }
        text.AppendLine().AppendLine("Confusion table").AppendLine(Left("") + rule);
        text.AppendLine(Left("PREDICTED") + Cells(_names.Select((name, i) => numbered ? $"{i}" : name)) + " Recall");
        text.AppendLine(Left("TRUTH") + rule);
        for (int i = 0; i < NumberOfClasses; i++)
            text.AppendLine(Label(i) + Cells(_counts[i].Select(count => $"{count:N0}")) + $" {PerClassRecall[i],5:F4}");
        text.AppendLine(Left("") + rule);
        return text.AppendLine(Left("Precision") + string.Concat(PerClassPrecision.Select(p => $"{p:N4}".PadLeft(width + 1) + " |"))).ToString();
    }
}
