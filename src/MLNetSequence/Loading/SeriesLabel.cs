namespace MLNetSequence.Loading;

/// <summary>The label of the current row: a class, one of those listed where any are, or a number.</summary>
internal sealed class SeriesLabel(LabelKind kind, HashSet<string>? classes)
{
    private ReadOnlyMemory<char> _class;
    private float _number;

    /// <summary>The type of the label column.</summary>
    public static DataViewType Type(LabelKind kind) => kind == LabelKind.Number ? NumberDataViewType.Single : TextDataViewType.Instance;

    /// <summary>Takes a label as the file writes it. '?' is a missing one (empty text, NaN), unless it is listed.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public string? Take(ReadOnlySpan<char> text)
    {
        if (kind == LabelKind.Number)
        {
            return NumberText.TryParse(text, out _number)
                ? null
                : $"The label must be {NumberText.Expected}, but is {DataFile.Show(text)}.";
        }
        if (classes is null)
        {
            _class = text is "?" ? default : text.ToString().AsMemory();
            return text.IsEmpty ? "The label is empty." : null;
        }
        bool listed = classes.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out string? found);
        _class = found.AsMemory();
        return listed || text is "?"
            ? null
            : $"The label {DataFile.Show(text)} is not one of those that the header lists: {SomeNames.Of(classes)}.";
    }

    public Delegate Getter()
    {
        if (kind == LabelKind.Number)
        {
            return (ValueGetter<float>)((ref float value) => value = _number);
        }
        return (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> value) => value = _class);
    }
}
