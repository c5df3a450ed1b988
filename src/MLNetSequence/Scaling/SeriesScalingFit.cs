using MLNetSequence.Mapping;

namespace MLNetSequence.Scaling;

/// <summary>Reads the data once and works out centre and scale of every series and feature.</summary>
internal sealed class SeriesScalingFit
{
    private readonly SeriesScalingEstimator.Options _options;
    private readonly DataViewSchema.Column _series;
    private readonly GroupLookup? _groups;
    private readonly int _features;

    // For each group one of each feature.
    private readonly List<SeriesStatistics[]> _statistics = [];

    private SeriesScalingFit(SeriesScalingEstimator.Options options, DataViewSchema schema)
    {
        _options = options;
        _series = SeriesColumn.ToFit(options.SlotsAreFeatures).Find(schema, options.InputColumnName!);
        _features = SeriesColumn.Features(_series, options.SlotsAreFeatures);
        _groups = GroupLookup.For(schema, options.GroupColumnName);
    }

    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    /// <exception cref="InvalidOperationException">A value is infinite, a group is missing, or a series has no value.</exception>
    public static GroupScales Fit(SeriesScalingEstimator.Options options, IDataView data)
    {
        var fit = new SeriesScalingFit(options, data.Schema);
        fit.Read(data);
        return new GroupScales(fit._features, options.GroupColumnName, fit._groups, options.UnknownSeries, fit.Results());
    }

    private void Read(IDataView data)
    {
        DataViewSchema.Column[] columns =
            _groups is null ? [_series] : [_series, data.Schema[_options.GroupColumnName!]];
        using DataViewRowCursor cursor = data.GetRowCursor(columns);
        var series = new SeriesReader(cursor, _series, _features);
        GroupReader? getGroup = _groups?.Open(cursor, _options.GroupColumnName!);
        for (long row = 1; cursor.MoveNext(); row++)
        {
            int group = getGroup?.FindOrAdd() ?? 0;
            if (group == _statistics.Count)
            {
                _statistics.Add(Empty());
            }
            Add(series.Read(), _statistics[group], row);
        }
        if (_statistics.Count == 0)
        {
            throw new InvalidOperationException("The data has no rows to learn a scaling from.");
        }
    }

    private void Add(ReadOnlySpan<float> values, SeriesStatistics[] statistics, long row)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (float.IsInfinity(values[i]))
            {
                throw new InvalidOperationException(
                    $"Row {row}: column '{_series.Name}' holds {values[i]}. A scaling is learned from finite values; "
                    + "a missing one is NaN.");
            }
            statistics[i % _features].Add(values[i]);
        }
    }

    // For each group F centres, then F scales; then those of all.
    private double[] Results()
    {
        if (_options.UnknownSeries == UnknownSeries.UseAll)
        {
            SeriesStatistics[] all = Empty();
            foreach (SeriesStatistics[] group in _statistics)
            {
                for (int feature = 0; feature < _features; feature++)
                {
                    all[feature].Merge(group[feature]);
                }
            }
            _statistics.Add(all);
        }
        double[] results = new double[_statistics.Count * 2 * _features];
        for (int i = 0; i < _statistics.Count * _features; i++)
        {
            (int group, int feature) = Math.DivRem(i, _features);
            SeriesStatistics statistics = _statistics[group][feature];
            if (statistics.Count == 0)
            {
                throw NoValue(group, feature);
            }
            int at = group * 2 * _features + feature;
            (results[at], results[at + _features]) = statistics.Result();
        }
        return results;
    }

    private SeriesStatistics[] Empty()
    {
        var empty = new SeriesStatistics[_features];
        for (int feature = 0; feature < _features; feature++)
        {
            empty[feature] = SeriesStatistics.Create(_options.Scaling, _options.Minimum, _options.Maximum);
        }
        return empty;
    }

    private InvalidOperationException NoValue(int group, int feature)
    {
        string where = _groups is null ? "" : $" of the series {_groups.Describe(group)} of column '{_options.GroupColumnName}'";
        string which = _features == 1 ? "" : $" in feature {feature + 1} of {_features}";
        return new InvalidOperationException(
            $"Column '{_series.Name}' has no value{which}{where}: all are missing, so there is no scaling to learn.");
    }
}
