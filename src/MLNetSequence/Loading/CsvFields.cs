namespace MLNetSequence.Loading;

/// <summary>Which fields of a long table are what, by index; -1 for none.</summary>
internal sealed record CsvFields(int Id, int[] Features, int Label, int Time, bool NumericLabel)
{
    /// <summary>Index of the view's columns.</summary>
    public const int IdColumn = 0;

    /// <inheritdoc cref="IdColumn"/>
    public const int SeriesColumn = 1;

    /// <inheritdoc cref="IdColumn"/>
    public const int LabelColumn = 2;

    /// <exception cref="ArgumentOutOfRangeException">A field is not there, or twice.</exception>
    public static CsvFields Find(IReadOnlyList<string> headers, string file, SequenceTableOptions options)
    {
        // There may be as many features as fields, and many of both.
        ILookup<string, int> places = Enumerable.Range(0, headers.Count).ToLookup(i => headers[i]);
        return new(
            At("id", options.IdField),
            [.. options.FeatureFields.Select(name => At("feature", name))],
            options.LabelField is string label ? At("label", label) : -1,
            options.TimeField is string time ? At("time", time) : -1,
            options.NumericLabel);

        int At(string role, string name)
        {
            int[] found = [.. places[name]];
            return found.Length == 1 ? found[0] : throw new ArgumentOutOfRangeException("fieldName", name, found.Length == 0
                ? $"{file} has no {role} field '{name}'. The fields are: {SomeNames.Of(headers)}."
                : $"{file} has {found.Length} fields '{name}', so nobody knows which is the {role}.");
        }
    }
}
