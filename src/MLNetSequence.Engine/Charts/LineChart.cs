namespace MLNetSequence.Engine.Charts;

/// <summary>Lines over a common x axis; <see cref="SvgPicture"/> draws it.</summary>
/// <param name="X">What runs to the right.</param>
/// <param name="Y">What runs upward; its title stands above the chart.</param>
/// <param name="Series">The lines, the first on top.</param>
internal sealed record LineChart(ChartAxis X, ChartAxis Y, IReadOnlyList<ChartSeries> Series)
{
    /// <summary>Areas behind the lines, the first in front.</summary>
    public IReadOnlyList<ChartBand> Bands { get; init; } = [];

    /// <summary>Places that matter.</summary>
    public IReadOnlyList<ChartMark> Marks { get; init; } = [];
}

/// <summary>An axis: what it shows, and how.</summary>
/// <param name="Title">What it shows, with the unit; empty for none.</param>
/// <param name="Kind">How values lie on it.</param>
internal sealed record ChartAxis(string Title, AxisKind Kind = AxisKind.Linear)
{
    /// <summary>The values it must have room for; empty, the default, for all. Lines beyond are cut off.</summary>
    public IReadOnlyList<double> Room { get; init; } = [];
}

/// <summary>How values lie on an axis.</summary>
internal enum AxisKind
{
    /// <summary>Evenly.</summary>
    Linear,

    /// <summary>Evenly, and only whole numbers are named.</summary>
    Whole,

    /// <summary>By their logarithm; what is not above 0 is not shown.</summary>
    Logarithmic,

    /// <summary>Evenly; values are ticks of a <see cref="DateTime"/>, and places of the calendar are named.</summary>
    Time,
}

/// <summary>A line.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Points">Its points, from left to right. One that is not finite leaves a gap.</param>
internal sealed record ChartSeries(string Name, IReadOnlyList<(double X, double Y)> Points)
{
    /// <summary>Drawn thin and pale, to stand behind another.</summary>
    public bool Faint { get; init; }
}

/// <summary>An area between two lines, as of the values that are likely.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Points">Its edges, from left to right. Where one is not finite there is a gap.</param>
internal sealed record ChartBand(string Name, IReadOnlyList<(double X, double Lower, double Upper)> Points)
{
    /// <summary>The number of the line whose color it has.</summary>
    public int Series { get; init; }
}

/// <summary>A place that matters: a dashed line from bottom to top.</summary>
/// <param name="X">Where.</param>
/// <param name="Text">What it says; null for nothing.</param>
/// <param name="Y">Where a ring is drawn on it; null for none.</param>
internal sealed record ChartMark(double X, string? Text, double? Y = null);
