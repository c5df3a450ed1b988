using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Series;

namespace MLNetSequence.Forecasting.Recurrent;

/// <summary>
/// The windows of a data set: where forecasts would have begun whose outcome is known, or what is to be reconstructed. Numbered series by
/// series, in order of time; no more is held of them than where each series begins.
/// </summary>
internal sealed class TrainingWindows : IWindowSource
{
    // Where shorter windows are to be learned, too, one in so many is cut.
    private const int Cut = 4;

    private readonly SeriesData _data;
    private readonly int _window, _horizon, _stride, _least;
    private readonly int[] _ends;

    /// <summary>Windows with the rows that follow them.</summary>
    /// <exception cref="InvalidOperationException">No series is long enough, or there are too many windows.</exception>
    public TrainingWindows(SeriesData data, NetworkSettings settings, int stride)
        : this(data, settings.Window, settings.Horizon, stride, settings.Window)
    {
    }

    /// <summary>Windows of which nothing but themselves is to be learned.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="window">Rows of a window.</param>
    /// <param name="stride">Rows from one to the next.</param>
    /// <param name="least">Rows of the shortest that are to be learned where there are more; the window for whole ones only.</param>
    /// <exception cref="InvalidOperationException">There are no rows, or too many windows.</exception>
    public TrainingWindows(SeriesData data, int window, int stride, int least)
        : this(data, window, 0, stride, least)
    {
    }

    private TrainingWindows(SeriesData data, int window, int horizon, int stride, int least)
    {
        (_data, _window, _horizon, _stride, _least) = (data, window, horizon, stride, least);
        _ends = new int[data.Series.Count];
        long end = 0;
        for (int s = 0; s < _ends.Length; s++)
        {
            end += Windows(data.Series[s].Count);
            _ends[s] = end <= int.MaxValue ? (int)end : throw new InvalidOperationException(
                "There are more windows than can be counted. Take a longer stride.");
        }
        if (end == 0)
        {
            int longest = data.Series.Select(s => s.Count).DefaultIfEmpty(0).Max();
            throw new InvalidOperationException(longest == 0
                ? "The training data has no rows."
                : $"To learn a horizon of {horizon}, a series needs {horizon + 1} rows at least, and better "
                + $"{(long)horizon + window}; the longest has {longest}.");
        }
    }

    public int Count => _ends[^1];

    /// <summary>Rows that the longest of them looks back on.</summary>
    public int Longest => Math.Min(_window, _data.Series.Max(s => s.Count) - _horizon);

    /// <summary>Series that are too short for any window.</summary>
    public int TooShort => _data.Series.Count(s => Windows(s.Count) == 0);

    public ForecastWindow this[int number]
    {
        get
        {
            (int series, int origin) = Place(number);
            bool isCut = _least < _window && number % Cut == 0;
            int rows = isCut ? _least + number / Cut % (_window - _least) : _window;
            return ForecastWindow.Of(_data.Series[series], origin, rows, _horizon);
        }
    }

    /// <summary>
    /// The windows to learn from and those to measure on: the last ones of each series, with a gap, so that what is to be forecast or
    /// reconstructed in one is nowhere in the other.
    /// </summary>
    /// <param name="share">Share to measure on, from 0 to below 1.</param>
    /// <returns>Windows, and how many rows of each series are learned from.</returns>
    /// <exception cref="InvalidOperationException">Nothing would be left to learn from, or to measure on.</exception>
    public (int[] Train, int[] Held, int[] Rows) Split(double share)
    {
        int[] rows = [.. _data.Series.Select(s => s.Count)];
        if (share == 0)
        {
            return ([.. Enumerable.Range(0, Count)], [], rows);
        }
        var train = new List<int>();
        var held = new List<int>();
        // Of a window without rows to come it is its own rows.
        int back = _horizon > 0 ? 0 : _window;
        int gap = (int)(((long)_horizon + back + _stride - 1) / _stride);
        for (int s = 0; s < _ends.Length; s++)
        {
            int start = s == 0 ? 0 : _ends[s - 1], count = _ends[s] - start;
            int measured = (int)Math.Round(count * share);
            // A series that is too short for both is learned from.
            measured = count - measured - (gap - 1) < 1 ? 0 : measured;
            int learned = measured == 0 ? count : count - measured - (gap - 1);
            train.AddRange(Enumerable.Range(start, learned));
            held.AddRange(Enumerable.Range(_ends[s] - measured, measured));
            rows[s] = measured == 0 ? rows[s] : Place(_ends[s] - measured).Origin - back;
        }
        return held.Count > 0 ? ([.. train], [.. held], rows) : throw new InvalidOperationException(
            $"{nameof(TrainingOptions.ValidationFraction)} of {share} leaves nothing to measure on: the series are too short for "
            + "a window of "
            + $"{_window}{(_horizon > 0 ? $" and a horizon of {_horizon}" : "")} on both sides.");
    }

    // Windows are full, where the series has so many rows; of a short one, the later half of what it has. The latest outcome is always
    // learned.
    private int Windows(int rows)
    {
        int last = rows - _horizon;
        return last < 1 ? 0 : (last - Math.Min(_window, (last + 1) / 2)) / _stride + 1;
    }

    private (int Series, int Origin) Place(int number)
    {
        int found = Array.BinarySearch(_ends, number + 1);
        int series = found >= 0 ? found : ~found;
        while (series > 0 && _ends[series - 1] == _ends[series])
        {
            series--;
        }
        return (series, _data.Series[series].Count - _horizon - (_ends[series] - 1 - number) * _stride);
    }
}
