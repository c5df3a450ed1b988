using MLNetSequence.Mapping;

namespace MLNetSequence.Scaling;

/// <summary>What was fitted: centres and scales of every series; of one only, where there is no group column.</summary>
internal sealed class GroupScales : IScaleSource
{
    private readonly int _features;
    private readonly string? _groupColumn;
    private readonly GroupLookup? _groups;
    private readonly UnknownSeries _unknown;

    // For each group F centres, then F scales; those of all groups together behind them, where unknown series need them.
    private readonly double[] _values;

    /// <exception cref="ArgumentException">The parts do not fit together, or a scale is no scale.</exception>
    public GroupScales(int features, string? groupColumn, GroupLookup? groups, UnknownSeries unknown, double[] values)
    {
        if (features < 1 || !Enum.IsDefined(unknown) || groupColumn == "" || groupColumn is null != groups is null)
        {
            throw new ArgumentException("The number of features, the group column or the treatment of unknown series is damaged.");
        }
        if (groups is null && unknown != UnknownSeries.Throw)
        {
            throw new ArgumentException("Without a group column there are no unknown series.", nameof(unknown));
        }
        long series = (groups?.Count ?? 1L) + (unknown == UnknownSeries.UseAll ? 1 : 0);
        if (values.Length != series * 2 * features)
        {
            throw new ArgumentException($"{values.Length} numbers are not centre and scale of {features} features of {series} series.");
        }
        for (int start = 0; start < values.Length; start += 2 * features)
        {
            if (ScaleColumn.WhatIsWrong(values.AsSpan(start, 2 * features)) is { } wrong)
            {
                throw new ArgumentException($"A centre or scale is damaged: {wrong}.");
            }
        }
        (_features, _groupColumn, _groups, _unknown, _values) = (features, groupColumn, groups, unknown, values);
    }

    public IReadOnlyList<string> Columns => _groupColumn is null ? [] : [_groupColumn];

    public int Features(DataViewSchema input)
    {
        if (_groups is not null)
        {
            _groups.SameColumn.Find(input, _groupColumn!);
        }
        return _features;
    }

    public ScaleReader Open(DataViewRow row) => new Reader(this, row);

    public Saved Save() => new(_features, _groupColumn, _groups?.Save(), _unknown, _values);

    /// <exception cref="ArgumentException">The parts do not fit together.</exception>
    /// <exception cref="InvalidDataException">The groups are damaged.</exception>
    public static GroupScales Load(Saved saved) => new(
        saved.Features, saved.GroupColumn, saved.Groups is null ? null : GroupLookup.Load(saved.Groups), saved.UnknownSeries, saved.Scales);

    /// <summary>As it stands in a model file.</summary>
    internal sealed record Saved(
        int Features, string? GroupColumn, GroupLookup.Saved? Groups, UnknownSeries UnknownSeries, double[] Scales);

    private sealed class Reader(GroupScales table, DataViewRow row) : ScaleReader
    {
        private readonly GroupReader? _group = table._groups?.Open(row, table._groupColumn!);

        public override ReadOnlySpan<double> Read()
        {
            int group = _group?.Find() ?? 0;
            if (group == GroupReader.Unknown)
            {
                group = table._unknown == UnknownSeries.UseAll ? table._groups!.Count : throw new InvalidOperationException(
                    $"Row {row.Position + 1}: the series {_group!.Describe()} of column '{table._groupColumn}' was not there when the "
                    + $"scaling was fitted. {nameof(UnknownSeries)}.{nameof(UnknownSeries.UseAll)} scales such a series as all together.");
            }
            int size = 2 * table._features;
            return table._values.AsSpan(group * size, size);
        }
    }
}
