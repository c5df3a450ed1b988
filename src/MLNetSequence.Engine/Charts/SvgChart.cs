using System.Globalization;
using System.Xml.Linq;
using static MLNetSequence.Engine.Charts.SvgPicture;

namespace MLNetSequence.Engine.Charts;

/// <summary>One chart in its place of a picture: title and legend above, ticks to the left and below.</summary>
internal sealed class SvgChart
{
    // Blue, vermilion, green, purple, orange: told apart by those who see colors otherwise, too (Okabe and Ito 2008).
    private static readonly string[] Colors = ["#0072b2", "#d55e00", "#009e73", "#aa4499", "#b37a00"];

    private const string Ink = "#1f2328", PaleInk = "#57606a", Grid = "#e4e7eb";

    // Pixels: left of the lines, right of them, a row of the legend, a sample of a line, about a character, and what lines may lie outside.
    private const int Left = 64, Right = 24, LegendRow = 18, Sample = 22, Character = 7, Overhang = 6;

    // Half of the pixels that an area of one place is wide, and how pale areas are: one in another can be told from it.
    private const double Bar = 2.5, BandOpacity = 0.2;

    // More points than this, and dots would be a thick line.
    private const int MostDots = 40;

    private readonly LineChart _chart;
    private readonly XElement _drawn = Element("g");
    private readonly ChartScale _x;
    private readonly ChartScale _y;
    private readonly double _left;
    private readonly double _top;
    private readonly double _width;
    private readonly double _height;

    /// <summary>A chart that fills a rectangle.</summary>
    public SvgChart(LineChart chart, double left, double top, double width, double height)
    {
        _chart = chart;
        double header = DrawHeader(left + Left, top + 14, left + width - Right);
        double footer = chart.X.Title.Length > 0 ? 44 : 28;
        (_left, _top, _width, _height) = (left + Left, top + header, width - Left - Right, Math.Max(1, height - header - footer));
        IEnumerable<double> x = chart.Series.SelectMany(s => s.Points.Select(p => p.X))
            .Concat(chart.Bands.SelectMany(b => b.Points.Select(p => p.X)));
        IEnumerable<double> y = chart.Series.SelectMany(s => s.Points.Select(p => p.Y))
            .Concat(chart.Bands.SelectMany(b => b.Points.SelectMany(p => (double[])[p.Lower, p.Upper])));
        _x = Scale(chart.X, x, (int)Math.Clamp(_width / 64, 3, 12), ending: false);
        _y = Scale(chart.Y, y, (int)Math.Clamp(_height / 28, 3, 10), ending: true);
    }

    /// <summary>The chart as one group of elements.</summary>
    public XElement Draw()
    {
        DrawAxes();
        // What is nested is cut off at its edge.
        XElement inside = Element(
            "svg", ("x", _left - Overhang), ("y", _top - Overhang), ("width", _width + 2 * Overhang), ("height", _height + 2 * Overhang),
            ("viewBox", string.Create(
                CultureInfo.InvariantCulture,
                $"{_left - Overhang:0.##} {_top - Overhang:0.##} {_width + 2 * Overhang:0.##} {_height + 2 * Overhang:0.##}")));
        bool any = false;
        foreach (ChartBand band in _chart.Bands.Reverse())
        {
            any |= DrawBand(band, inside);
        }
        foreach (ChartMark mark in _chart.Marks.Where(m => _x.Shows(m.X)))
        {
            DrawMark(mark, inside);
        }
        for (int i = _chart.Series.Count - 1; i >= 0; i--)
        {
            any |= DrawSeries(_chart.Series[i], Color(i), inside);
        }
        if (!any)
        {
            inside.Add(Text("no data", _left + _width / 2, _top + _height / 2, ("text-anchor", "middle"), ("fill", PaleInk)));
        }
        _drawn.Add(inside);
        return _drawn;
    }

    private static string Color(int series) => Colors[series % Colors.Length];

    private static ChartScale Scale(ChartAxis axis, IEnumerable<double> values, int ticks, bool ending) =>
        new(axis.Kind, axis.Room.Count > 0 ? axis.Room : values, ticks, ending);

    private double X(double value) => _left + Overhang + (_width - 2 * Overhang) * _x.Place(value);

    private double Y(double value) => _top + _height * (1 - _y.Place(value));

    // The title and the legend, in as many rows as they need; returns the pixels they take.
    private double DrawHeader(double left, double top, double right)
    {
        string title = _chart.Y.Title;
        _drawn.Add(Text(title, left, top, ("font-weight", "600"), ("fill", Ink)));
        double x = left + (title.Length + 3) * Character;
        double y = top;
        for (int i = 0; i < _chart.Series.Count; i++)
        {
            ChartSeries series = _chart.Series[i];
            double at = Place(series.Name);
            XElement line = Element("line", ("x1", at), ("y1", y - 4), ("x2", at + Sample - 6), ("y2", y - 4), ("stroke", Color(i)));
            _drawn.Add(Styled(line, series));
        }
        for (int i = 0; i < _chart.Bands.Count; i++)
        {
            ChartBand band = _chart.Bands[i];
            double at = Place(band.Name);
            // As it looks on top of those of its color that lie behind it.
            double opacity = 1 - Math.Pow(1 - BandOpacity, _chart.Bands.Skip(i).Count(b => b.Series == band.Series));
            _drawn.Add(Element(
                "rect", ("x", at), ("y", y - 9), ("width", Sample - 6), ("height", 10), ("fill", Color(band.Series)),
                ("fill-opacity", opacity)));
        }
        return y - top + 28;

        // Finds room for an entry, and writes its name.
        double Place(string name)
        {
            double width = Sample + (name.Length + 3) * Character;
            if (x + width > right && x > left)
            {
                (x, y) = (left, y + LegendRow);
            }
            _drawn.Add(Text(name, x + Sample, y, ("fill", Ink)));
            x += width;
            return x - width;
        }
    }

    private void DrawAxes()
    {
        double bottom = _top + _height;
        for (int i = 0; i < _y.Values.Count; i++)
        {
            double y = Y(_y.Values[i]);
            _drawn.Add(Element("line", ("x1", _left), ("y1", y), ("x2", _left + _width), ("y2", y), ("stroke", Grid)));
            _drawn.Add(Text(_y.Names[i], _left - 8, y + 4, ("text-anchor", "end"), ("fill", PaleInk), ("class", "y-tick")));
        }
        for (int i = 0; i < _x.Values.Count; i++)
        {
            double x = X(_x.Values[i]);
            _drawn.Add(Element("line", ("x1", x), ("y1", bottom), ("x2", x), ("y2", bottom + 4), ("stroke", PaleInk)));
            _drawn.Add(Text(_x.Names[i], x, bottom + 18, ("text-anchor", "middle"), ("fill", PaleInk), ("class", "x-tick")));
        }
        _drawn.Add(Element("line", ("x1", _left), ("y1", bottom), ("x2", _left + _width), ("y2", bottom), ("stroke", PaleInk)));
        if (_chart.X.Title.Length > 0)
        {
            _drawn.Add(Text(_chart.X.Title, _left + _width / 2, bottom + 35, ("text-anchor", "middle"), ("fill", Ink)));
        }
    }

    private void DrawMark(ChartMark mark, XElement to)
    {
        double x = X(mark.X);
        to.Add(Element(
            "line", ("x1", x), ("y1", _top), ("x2", x), ("y2", _top + _height), ("stroke", PaleInk), ("stroke-dasharray", "4 3"),
            ("class", "mark")));
        if (mark.Y is { } value && _y.Shows(value))
        {
            to.Add(Element(
                "circle", ("cx", x), ("cy", Y(value)), ("r", 5.5), ("fill", "none"), ("stroke", Ink), ("stroke-width", 1.5),
                ("class", "mark")));
        }
        if (mark.Text is { } text)
        {
            // On the side where there is room.
            bool toTheLeft = x > _left + _width / 2;
            to.Add(Text(
                text, x + (toTheLeft ? -6 : 6), _top + 10, ("text-anchor", toTheLeft ? "end" : "start"), ("fill", Ink),
                ("paint-order", "stroke"), ("stroke", "#ffffff"), ("stroke-width", 3), ("class", "mark")));
        }
    }

    // True where there was an area to draw.
    private bool DrawBand(ChartBand band, XElement to)
    {
        XElement group = Element("g", ("class", "band"), ("fill", Color(band.Series)), ("fill-opacity", BandOpacity), ("stroke", "none"));
        var run = new List<(double X, double Lower, double Upper)>();
        foreach ((double X, double Lower, double Upper) point in band.Points)
        {
            if (_x.Shows(point.X) && _y.Shows(point.Lower) && _y.Shows(point.Upper))
            {
                run.Add(point);
                continue;
            }
            EndBand(run, group);
        }
        EndBand(run, group);
        to.Add(group);
        return group.HasElements;
    }

    // Draws an area without a gap: to the right along its upper edge, back along its lower one. One of a single place is a bar.
    private void EndBand(List<(double X, double Lower, double Upper)> run, XElement group)
    {
        if (run.Count > 0)
        {
            double beside = run.Count == 1 ? Bar : 0;
            IEnumerable<string> upper = run.Select(p => Point(X(p.X) - beside, Y(p.Upper)));
            IEnumerable<string> lower = run.Select(p => Point(X(p.X) - beside, Y(p.Lower))).Reverse();
            if (run.Count == 1)
            {
                double right = X(run[0].X) + Bar;
                upper = upper.Append(Point(right, Y(run[0].Upper)));
                lower = lower.Prepend(Point(right, Y(run[0].Lower)));
            }
            group.Add(Element("polygon", ("points", string.Join(' ', upper.Concat(lower)))));
        }
        run.Clear();
    }

    // True where there was a point to draw.
    private bool DrawSeries(ChartSeries series, string color, XElement to)
    {
        XElement group = Element("g", ("class", "series"), ("stroke", color), ("fill", color));
        (double X, double Y)[] shown = [.. series.Points.Where(Shown)];
        var run = new List<(double X, double Y)>();
        foreach ((double X, double Y) point in series.Points)
        {
            if (Shown(point))
            {
                run.Add(point);
                continue;
            }
            EndRun(series, run, shown.Length, group);
        }
        EndRun(series, run, shown.Length, group);
        to.Add(group);
        return shown.Length > 0;
    }

    private static string Point(double x, double y) => string.Create(CultureInfo.InvariantCulture, $"{x:0.##},{y:0.##}");

    private bool Shown((double X, double Y) point) => _x.Shows(point.X) && _y.Shows(point.Y);

    // Draws points that follow each other without a gap. One that stands alone is no line, but a dot.
    private void EndRun(ChartSeries series, List<(double X, double Y)> run, int all, XElement group)
    {
        if (run.Count > 1)
        {
            string points = string.Join(' ', run.Select(p => Point(X(p.X), Y(p.Y))));
            group.Add(Styled(Element("polyline", ("points", points), ("fill", "none"), ("stroke-linejoin", "round")), series));
        }
        if (run.Count == 1 || (all <= MostDots && !series.Faint))
        {
            foreach ((double x, double y) in run)
            {
                group.Add(Element("circle", ("cx", X(x)), ("cy", Y(y)), ("r", 2.5), ("stroke", "none")));
            }
        }
        run.Clear();
    }

    private static XElement Styled(XElement line, ChartSeries series)
    {
        line.SetAttributeValue("stroke-width", series.Faint ? "1" : "2");
        line.SetAttributeValue("stroke-opacity", series.Faint ? "0.45" : null);
        return line;
    }
}
