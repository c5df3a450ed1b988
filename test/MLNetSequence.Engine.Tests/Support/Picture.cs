using System.Globalization;
using System.Xml.Linq;

namespace MLNetSequence.Engine.Tests.Support;

/// <summary>An SVG picture as a test reads it; one that is no XML does not come to be.</summary>
internal sealed class Picture(string svg)
{
    private readonly XDocument _document = XDocument.Parse(svg);

    public XElement Root => _document.Root!;

    /// <summary>The series of all charts, from behind to front.</summary>
    public XElement[] Series => [.. OfClass("g", "series")];

    /// <summary>The points of each line, chart after chart.</summary>
    public (double X, double Y)[][] Lines => [.. Elements("polyline").Select(Points)];

    /// <summary>The corners of each area, chart after chart.</summary>
    public (double X, double Y)[][] Areas => [.. Elements("polygon").Select(Points)];

    /// <summary>What stands at the ticks of one axis of all charts.</summary>
    public string[] Ticks(string axis) => [.. OfClass("text", axis + "-tick").Select(t => t.Value)];

    /// <summary>Places of the ticks of one axis.</summary>
    public double[] Places(string axis) => [.. OfClass("text", axis + "-tick").Select(t => Number(t, axis))];

    /// <summary>What is written at marks.</summary>
    public string[] Marks => [.. OfClass("text", "mark").Select(t => t.Value)];

    public XElement[] Texts => [.. Elements("text")];

    public IEnumerable<XElement> Elements(string name) => _document.Descendants().Where(e => e.Name.LocalName == name);

    public IEnumerable<XElement> OfClass(string name, string kind) => Elements(name).Where(e => (string?)e.Attribute("class") == kind);

    public static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    /// <summary>All numbers of the picture are such, whatever the culture, and none is far outside of it.</summary>
    public void CheckNumbers()
    {
        foreach (string name in (string[])["x", "y", "x1", "x2", "y1", "y2", "cx", "cy"])
        {
            foreach (XElement element in _document.Descendants().Where(e => e.Attribute(name) is not null))
            {
                Assert.IsLessThan(40_000, Math.Abs(Number(element, name)), $"{name} of {element}");
            }
        }
        foreach ((double x, double y) in Lines.Concat(Areas).SelectMany(l => l))
        {
            Assert.IsLessThan(40_000, Math.Abs(x) + Math.Abs(y));
        }
    }

    private static (double X, double Y)[] Points(XElement line) => [.. line.Attribute("points")!.Value.Split(' ').Select(pair =>
    {
        string[] numbers = pair.Split(',');
        return (double.Parse(numbers[0], CultureInfo.InvariantCulture), double.Parse(numbers[1], CultureInfo.InvariantCulture));
    })];
}
