namespace MLNetSequence.Loading;

/// <summary>Which attributes of an ARFF file are the series, and which is the label.</summary>
/// <param name="Attributes">All attributes.</param>
/// <param name="LabelAt">Index of the label; -1 for none.</param>
/// <param name="SeriesAt">Index of the relational attribute that is the series; -1 where each number is a step.</param>
/// <param name="Steps">Steps of each series, T.</param>
internal sealed record ArffLayout(List<ArffAttribute> Attributes, int LabelAt, int SeriesAt, int Steps)
{
    /// <summary>What kind of label there is.</summary>
    public LabelKind Label => LabelAt < 0 ? LabelKind.None
        : Attributes[LabelAt].Kind == ArffKind.Number ? LabelKind.Number
        : LabelKind.Class;

    /// <exception cref="InvalidDataException">The attributes are not those of series and a label.</exception>
    public static ArffLayout Of(List<ArffAttribute> attributes, DataFile file, ArffFileOptions options)
    {
        int label = options.HasLabel ? FindLabel(attributes, file, options) : -1;
        int series = attributes.FindIndex(a => a.Kind == ArffKind.Relational);
        for (int i = 0; i < attributes.Count; i++)
        {
            if (i != label && i != series)
            {
                Check(attributes[i], series < 0, file);
            }
        }
        foreach (ArffAttribute inner in series < 0 ? [] : attributes[series].Inner)
        {
            Check(inner, true, file);
        }
        int steps = series < 0 ? attributes.Count - (label < 0 ? 0 : 1) : attributes[series].Inner.Count;
        return steps > 0
            ? new ArffLayout(attributes, label, series, steps)
            : throw file.Error("There are no numeric attributes that could be the steps of a series.");
    }

    private static int FindLabel(List<ArffAttribute> attributes, DataFile file, ArffFileOptions options)
    {
        if (options.LabelAttribute is string name)
        {
            int found = attributes.FindIndex(a => a.Name == name);
            if (found < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(options.LabelAttribute), name, $"{file.Name} has no attribute of this name.");
            }
            if (attributes.FindLastIndex(a => a.Name == name) is int last && last != found)
            {
                throw file.Error(attributes[last].Line, $"There are two attributes '{name}', so nobody knows which is the label.");
            }
            return attributes[found].Kind is ArffKind.Number or ArffKind.Nominal or ArffKind.Text ? found : throw file.Error(
                attributes[found].Line, $"A label must be numeric, nominal or a string, but '{name}' is {attributes[found].Kind}.");
        }
        int[] texts = [.. Enumerable.Range(0, attributes.Count).Where(i => attributes[i].Kind is ArffKind.Nominal or ArffKind.Text)];
        if (texts.Length > 1)
        {
            (ArffAttribute one, ArffAttribute other) = (attributes[texts[0]], attributes[texts[1]]);
            throw file.Error(other.Line, $"Both '{one.Name}' and '{other.Name}' could be the label; say"
                + $" which is ({nameof(ArffFileOptions)}.{nameof(options.LabelAttribute)}).");
        }
        if (texts.Length == 1)
        {
            return texts[0];
        }
        return attributes.Count > 0 && attributes[^1].Kind == ArffKind.Number ? attributes.Count - 1 : throw file.Error(
            $"There is no attribute that could be the label; say so where there is none ({nameof(ArffFileOptions)}."
            + $"{nameof(options.HasLabel)}).");
    }

    private static void Check(ArffAttribute attribute, bool mayBeStep, DataFile file)
    {
        if (!mayBeStep || attribute.Kind != ArffKind.Number)
        {
            throw file.Error(attribute.Line, mayBeStep
                ? $"The steps of a series must be numeric, but attribute '{attribute.Name}' is {attribute.Kind}."
                : $"Attribute '{attribute.Name}' is neither the relational one, which is the series, nor the label.");
        }
    }
}
