using MLNetSequence.Mapping;

namespace MLNetSequence.Scaling;

/// <summary>Reads the values of a row's series, step by step, the features of a step together. The next read overwrites them.</summary>
/// <param name="row">The row.</param>
/// <param name="column">A column that <see cref="SeriesColumn"/> has found.</param>
/// <param name="features">Features of a step.</param>
internal sealed class SeriesReader(DataViewRow row, DataViewSchema.Column column, int features)
{
    private readonly NumberReader _numbers = new(row, column);

    /// <exception cref="InvalidOperationException">The row ends within a step.</exception>
    public ReadOnlySpan<float> Read() => Checked(_numbers.Read());

    /// <summary>The getter of a column that is made of the series value by value: scalar or vector, as the series.</summary>
    /// <param name="scales">Centres and scales of the current row's series.</param>
    /// <param name="inverse">Whether scaling is undone.</param>
    public Delegate Getter(ScaleReader scales, bool inverse) =>
        _numbers.Getter((from, to) => SeriesArithmetic.Apply(Checked(from), scales.Read(), to, inverse));

    private ReadOnlySpan<float> Checked(ReadOnlySpan<float> values) => values.Length % features == 0
        ? values
        : throw new InvalidOperationException(
            $"Row {row.Position + 1}: column '{column.Name}' holds {values.Length} values, no whole number of steps of {features}.");
}
