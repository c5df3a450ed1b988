using MLNetSequence.Mapping;

namespace MLNetSequence.Scaling;

/// <summary>The column that carries the centres and scales of each row's series beside it.</summary>
/// <param name="name">Its name.</param>
/// <param name="least">Features that it must have, at least 1.</param>
internal sealed class ScaleColumn(string name, int least) : IScaleSource
{
    private readonly ColumnRule _rule = new(
        "scale",
        "a vector of Double with dimensions " + (least == 1 ? "(2) or (2, F)" : $"(2, F), F of at least {least}"),
        c => c.Is<double>() && Fits(c, least),
        " ScaleSeries makes such a column where it is given a scaleColumnName.");

    public IReadOnlyList<string> Columns => [name];

    /// <summary>Type of the column for series of so many features: (2) for one, else (2, F); centres first.</summary>
    public static VectorDataViewType Type(int features) => features == 1
        ? new VectorDataViewType(NumberDataViewType.Double, 2)
        : new VectorDataViewType(NumberDataViewType.Double, 2, features);

    public int Features(DataViewSchema input) => ((VectorDataViewType)_rule.Find(input, name).Type).Size / 2;

    /// <exception cref="ArgumentOutOfRangeException">The column is missing or of the wrong type.</exception>
    public void Check(SchemaShape input) => _rule.Find(input, name);

    public ScaleReader Open(DataViewRow row) => new Reader(row, _rule.Find(row.Schema, name));

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

    private static bool Fits(ColumnKind kind, int least) => kind.Kind == SchemaShape.Column.VectorKind.Vector && kind.Dimensions switch
    {
        null => true,
        [2] => least == 1,
        [2, int features] => features >= least,
        _ => false,
    };

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
