using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Series;
using MLNetSequence.TimeFeatures;

namespace MLNetSequence.Forecasting.Recurrent;

/// <summary>What a network is shown of a window.</summary>
/// <remarks>
/// A row that is known: [targets | which are missing | past covariates | known covariates | time | static numbers]. A row to come:
/// [known covariates | time]. Behind each group of covariates stands which are missing, of those that were in training.
/// A recursive network is shown at each step the targets of the row before, and what is known ahead of the row itself.
/// </remarks>
internal sealed class WindowFeatures
{
    private readonly ForecastInputs _inputs;
    private readonly NetworkSettings _settings;
    private readonly SeriesScales _scales;
    private readonly TimeParts[] _parts;
    private readonly int _targets, _past, _future, _width;

    public WindowFeatures(ForecastInputs inputs, NetworkSettings settings, SeriesScales scales)
    {
        (_inputs, _settings, _scales) = (inputs, settings, scales);
        (_targets, _past, _future, _width) = (inputs.TargetCount, inputs.PastCount, inputs.FutureCount, inputs.Width);
        _parts = inputs.Time is null ? [] : settings.TimeParts;
        int missingPast = scales.Missing.AsSpan(_targets, _past).Count(true);
        int missingFuture = scales.Missing.AsSpan(_targets + _past, _future).Count(true);
        Known = _future + missingFuture + 2 * _parts.Length;
        Step = 2 * _targets + (IsRecursive ? 0 : _past + missingPast) + Known + inputs.StaticCount;
        Joined = settings.Strategy switch
        {
            ForecastingStrategy.Direct => checked(settings.LinearSteps * _targets + settings.Horizon * Known),
            ForecastingStrategy.EncoderDecoder => checked(settings.Horizon * Known),
            _ => 0,
        };
    }

    /// <summary>Numbers of a row to come.</summary>
    public int Known { get; }

    /// <summary>Numbers of a step.</summary>
    public int Step { get; }

    /// <summary>Numbers that the network is given beside the steps.</summary>
    public int Joined { get; }

    /// <summary>Numbers of a row that is kept.</summary>
    public int RowWidth => _width;

    /// <summary>Whether the network is shown the row before each step, and what is known of the step itself.</summary>
    public bool IsRecursive => _settings.Strategy == ForecastingStrategy.Recursive;

    /// <summary>Writes a window's steps, one for each row that is known, and to learn from, more.</summary>
    /// <param name="window">The window.</param>
    /// <param name="scale">The scale of its targets.</param>
    /// <param name="to">[T · Step].</param>
    public void WriteSteps(in ForecastWindow window, TargetScale scale, Span<float> to)
    {
        int steps = to.Length / Step;
        for (int t = 0; t < steps; t++)
        {
            WriteStep(window, t, scale, to.Slice(t * Step, Step));
        }
    }

    /// <summary>Writes what the network is given beside the steps.</summary>
    /// <param name="window">The window.</param>
    /// <param name="scale">The scale of its targets.</param>
    /// <param name="to">[Joined].</param>
    public void WriteJoined(in ForecastWindow window, TargetScale scale, Span<float> to)
    {
        ReadOnlySpan<float> history = window.History.Span;
        int rows = history.Length / _width;
        int linear = _settings.Strategy == ForecastingStrategy.Direct ? _settings.LinearSteps : 0;
        for (int i = 0; i < linear; i++)
        {
            int row = rows - linear + i;
            for (int k = 0; k < _targets; k++)
            {
                float z = row < 0 ? float.NaN : scale.Of(k, history[row * _width + k]);
                to[i * _targets + k] = float.IsNaN(z) ? 0 : z;
            }
        }
        to = to[(linear * _targets)..];
        for (int h = 0; h < _settings.Horizon && !to.IsEmpty; h++)
        {
            WriteKnown(window, rows + h, to[..Known]);
            to = to[Known..];
        }
    }

    /// <summary>Writes the step of a row to come, from the targets of the row before it, on the network's scale.</summary>
    /// <param name="window">The window.</param>
    /// <param name="ahead">The row's number among those to come.</param>
    /// <param name="before">[K].</param>
    /// <param name="to">[Step].</param>
    public void WriteNext(in ForecastWindow window, int ahead, ReadOnlySpan<float> before, Span<float> to)
    {
        before.CopyTo(to);
        to.Slice(_targets, _targets).Clear();
        WriteKnown(window, window.History.Length / _width + ahead, to.Slice(2 * _targets, Known));
        WriteStatics(window, to[(2 * _targets + Known)..]);
    }

    private void WriteStep(in ForecastWindow window, int row, TargetScale scale, Span<float> to)
    {
        ReadOnlySpan<float> numbers = Row(window, row);
        for (int k = 0; k < _targets; k++)
        {
            float z = scale.Of(k, numbers[k]);
            (to[k], to[_targets + k]) = float.IsNaN(z) ? (0, 1) : (z, 0);
        }
        to = to[(2 * _targets)..];
        if (!IsRecursive)
        {
            to = to[WriteCovariates(numbers, _targets, _past, to)..];
        }
        WriteKnown(window, IsRecursive ? row + 1 : row, to[..Known]);
        WriteStatics(window, to[Known..]);
    }

    // Known covariates and time of a row of the window, those to come counted on.
    private void WriteKnown(in ForecastWindow window, int row, Span<float> to)
    {
        if (_future > 0)
        {
            to = to[WriteCovariates(Row(window, row), _targets + _past, _future, to)..];
        }
        if (_parts.Length == 0)
        {
            return;
        }
        int known = window.Times.Length;
        var time = new DateTime(row < known ? window.Times.Span[row] : window.FutureTimes.Span[row - known]);
        for (int i = 0; i < _parts.Length; i++)
        {
            (to[2 * i], to[2 * i + 1]) = CalendarPart.OnCircle(_parts[i], time);
        }
    }

    private void WriteStatics(in ForecastWindow window, Span<float> to)
    {
        float[] statics = window.Facts.Statics;
        for (int i = 0; i < statics.Length; i++)
        {
            to[i] = (float)((statics[i] - _scales.StaticCentres[i]) / _scales.StaticWidths[i]);
        }
    }

    private ReadOnlySpan<float> Row(in ForecastWindow window, int row)
    {
        int known = window.History.Length / _width;
        return row < known
            ? window.History.Span.Slice(row * _width, _width)
            : window.Future.Span.Slice((row - known) * _width, _width);
    }

    // Returns how many numbers were written.
    private int WriteCovariates(ReadOnlySpan<float> row, int first, int count, Span<float> to)
    {
        int flag = count;
        for (int i = 0; i < count; i++)
        {
            int column = first + i;
            bool missing = float.IsNaN(row[column]);
            if (missing && !_scales.Missing[column])
            {
                throw new InvalidOperationException(
                    $"A value of column '{_inputs.NameOf(column)}' is missing (NaN). In training none was, so the network cannot know what "
                    + "that means.");
            }
            to[i] = missing ? 0 : (float)((row[column] - _scales.Centres[column]) / _scales.Widths[column]);
            if (_scales.Missing[column])
            {
                to[flag++] = missing ? 1 : 0;
            }
        }
        return flag;
    }
}
