namespace MLNetSequence.Windowing;

/// <summary>Windows and targets, copied out of the remembered rows when they are asked for.</summary>
internal sealed class WindowRun(WindowSettings settings, WindowLayout layout, ValueReader reader) : IHistoryRun
{
    private readonly SeriesRings<float> _rings = new(layout.Rows, layout.Columns.Width);

    public void Read(int series, long row) => reader.Read(_rings.Next(series, row));

    public IReadOnlyList<Delegate> CreateGetters(ShownRow shown) =>
    [
        HistoryColumns.Getter(isScalar: false, settings.Window * layout.Features, to => Window(shown, to)),
        HistoryColumns.Getter(layout.IsTargetScalar, settings.Horizon * layout.TargetWidth, to => Target(shown, to)),
    ];

    // to: [T, F]
    private void Window(ShownRow shown, Span<float> to)
    {
        (int series, long row) = (shown.Series, shown.Row - settings.Span);
        for (; to.Length > 0; to = to[layout.Features..], row += settings.SamplingRate)
        {
            Span<float> step = to[..layout.Features];
            if (row < settings.StartIndex)
            {
                step.Fill(float.NaN);
            }
            else
            {
                _rings.Read(series, row)[..layout.Features].CopyTo(step);
            }
        }
    }

    // to: [Horizon, targets]
    private void Target(ShownRow shown, Span<float> to)
    {
        (int series, long row) = (shown.Series, shown.Row + settings.TargetOffset);
        for (; to.Length > 0; to = to[layout.TargetWidth..], row++)
        {
            if (row < settings.StartIndex || row >= shown.Count)
            {
                to[..layout.TargetWidth].Fill(float.NaN);
                continue;
            }
            ReadOnlySpan<float> from = _rings.Read(series, row);
            Span<float> step = to;
            foreach (ValueColumn column in layout.Targets)
            {
                from.Slice(column.Start, column.Width).CopyTo(step);
                step = step[column.Width..];
            }
        }
    }
}
