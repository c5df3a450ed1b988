using MLNetSequence.Mapping;

namespace MLNetSequence.Scaling;

/// <summary>The column that carries the centres and scales of each row's series beside it.</summary>
internal sealed class ScaleColumn(string name) : IScaleSource
{
    private static readonly ColumnRule Rule = new(
        "scale", "a vector of Double with dimensions (2) or (2, F)", c => c.Is<double>() && Fits(c),
        " ScaleSeries makes such a column where it is given a scaleColumnName.");

    public IReadOnlyList<string> Columns => [name];

    /// <summary>Type of the column for series of so many features: (2) for one, else (2, F); centres first.</summary>
    public static VectorDataViewType Type(int features) => features == 1
        ? new VectorDataViewType(NumberDataViewType.Double, 2)
        : new VectorDataViewType(NumberDataViewType.Double, 2, features);

    public int Features(DataViewSchema input) => ((VectorDataViewType)Rule.Find(input, name).Type).Size / 2;

    /// <exception cref="ArgumentOutOfRangeException">The column is missing or of the wrong type.</exception>
    public void Check(SchemaShape input) => Rule.Find(input, name);

    public ScaleReader Open(DataViewRow row) => new Reader(row, Rule.Find(row.Schema, name));

    /// <summary>What is wrong with centres and scales; null where nothing is.</summary>
    public static string? WhatIsWrong(ReadOnlySpan<double> scales)
    {
        for (int i = 0; i < scales.Length; i++)
        {
            if (!double.IsFinite(scales[i]))
            {
                return $"{scales[i]} is not finite";
            }
            if (i >= scales.Length / 2 && scales[i] <= 0)
            {
                return $"a scale of {scales[i]} is not above 0";
            }
        }
        return null;
    }

    private static bool Fits(ColumnKind kind) =>
        kind.Kind == SchemaShape.Column.VectorKind.Vector && kind.Dimensions is null or [2] or [2, _];

    private sealed class Reader(DataViewRow row, DataViewSchema.Column column) : ScaleReader
    {
        private readonly DenseReader<double> _values = new(row.GetGetter<VBuffer<double>>(column));

        public override ReadOnlySpan<double> Read()
        {
            ReadOnlySpan<double> scales = _values.Read();
            return WhatIsWrong(scales) is not { } wrong ? scales : throw new InvalidOperationException(
                $"Row {row.Position + 1}: column '{column.Name}' does not hold centre and scale: {wrong}.");
        }
    }
}
