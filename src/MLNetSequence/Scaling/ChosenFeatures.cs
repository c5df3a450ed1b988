namespace MLNetSequence.Scaling;

/// <summary>Centres and scales of some of a source's features.</summary>
/// <param name="all">The source.</param>
/// <param name="chosen">For each feature of the series its place in the source, which has that many.</param>
internal sealed class ChosenFeatures(IScaleSource all, int[] chosen) : IScaleSource
{
    public IReadOnlyList<string> Columns => all.Columns;

    public int Features(DataViewSchema input)
    {
        // The source checks its column by this.
        _ = all.Features(input);
        return chosen.Length;
    }

    public ScaleReader Open(DataViewRow row) => new Reader(all.Open(row), chosen);

    private sealed class Reader(ScaleReader all, int[] chosen) : ScaleReader
    {
        private readonly double[] _scales = new double[2 * chosen.Length];

        public override ReadOnlySpan<double> Read()
        {
            ReadOnlySpan<double> from = all.Read();
            for (int i = 0; i < chosen.Length; i++)
            {
                _scales[i] = from[chosen[i]];
                _scales[chosen.Length + i] = from[from.Length / 2 + chosen[i]];
            }
            return _scales;
        }
    }
}
