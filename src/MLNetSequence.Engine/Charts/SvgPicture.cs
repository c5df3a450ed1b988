using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace MLNetSequence.Engine.Charts;

/// <summary>Charts below one another as an SVG picture: one file, no script, no font and no style of its own.</summary>
/// <remarks>It brings its own light ground, so that it can be read on a page of any color.</remarks>
internal static class SvgPicture
{
    /// <summary>Pixels that a picture must at least have, each way.</summary>
    public const int Least = 240;

    /// <summary>Pixels that a picture may have, each way.</summary>
    public const int Most = 10_000;

    private const int TitleHeight = 40;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>Draws charts of equal height.</summary>
    /// <param name="title">What stands above them.</param>
    /// <param name="charts">The charts, from the top.</param>
    /// <param name="width">Pixels, from <see cref="Least"/> to <see cref="Most"/>.</param>
    /// <param name="height">Pixels, from <see cref="Least"/> to <see cref="Most"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The picture would be too small or too large.</exception>
    public static string Draw(string title, IReadOnlyList<LineChart> charts, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(title);
        CheckSize(width, nameof(width));
        CheckSize(height, nameof(height));
        var picture = Element(
            "svg", ("width", width), ("height", height), ("viewBox", $"0 0 {width} {height}"), ("role", "img"),
            ("font-family", "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif"), ("font-size", 12));
        picture.Add(new XElement(Svg + "title", Valid(title)));
        picture.Add(Element(
            "rect", ("x", 0.5), ("y", 0.5), ("width", width - 1), ("height", height - 1), ("rx", 6),
            ("fill", "#ffffff"), ("stroke", "#d0d7de")));
        picture.Add(Text(title, 20, 26, ("font-size", 16), ("font-weight", "600"), ("fill", "#1f2328")));
        double each = (double)(height - TitleHeight) / charts.Count;
        for (int i = 0; i < charts.Count; i++)
        {
            picture.Add(new SvgChart(charts[i], 0, TitleHeight + i * each, width, each).Draw());
        }
        return Written(picture);
    }

    /// <summary>An element with its attributes, numbers with at most two decimals.</summary>
    internal static XElement Element(string name, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        var element = new XElement(Svg + name);
        foreach ((string attribute, object value) in attributes)
        {
            object written = value is IFormattable number ? number.ToString("0.##", CultureInfo.InvariantCulture) : value;
            element.SetAttributeValue(attribute, written);
        }
        return element;
    }

    /// <summary>A line of text.</summary>
    internal static XElement Text(string text, double x, double y, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        XElement element = Element("text", [("x", x), ("y", y), .. attributes]);
        element.Value = Valid(text);
        return element;
    }

    // XML has no characters for some that a string may hold.
    private static string Valid(string text)
    {
        var valid = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool has = rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value);
            valid.Append(has ? rune : Rune.ReplacementChar);
        }
        return valid.ToString();
    }

    private static void CheckSize(int size, string name)
    {
        if (size is < Least or > Most)
        {
            throw new ArgumentOutOfRangeException(name, size, $"{name} must be from {Least} to {Most} pixels.");
        }
    }

    private static string Written(XElement picture)
    {
        var text = new StringBuilder();
        var settings = new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true };
        using (var writer = XmlWriter.Create(text, settings))
        {
            picture.Save(writer);
        }
        return text.Append('\n').ToString();
    }
}
