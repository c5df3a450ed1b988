namespace MLNetSequence.Evaluation;

/// <summary>A span of a sequence: its type, its first and its last step.</summary>
internal readonly record struct Span(int Type, int First, int Last);

/// <summary>What labels say of spans, where they do: O, B-type, I-type.</summary>
internal sealed class SpanTags
{
    private enum Kind
    {
        /// <summary>Says nothing of spans.</summary>
        None,
        Outside,
        Begin,
        Inside,
    }

    private readonly (Kind Kind, int Type)[] _ofClass;
    private readonly List<string> _types = [];

    /// <param name="labels">The text of each class.</param>
    public SpanTags(IReadOnlyList<string> labels)
    {
        var numbers = new Dictionary<string, int>();
        _ofClass = new (Kind, int)[labels.Count];
        for (int c = 0; c < _ofClass.Length; c++)
        {
            string label = labels[c];
            Kind kind = label == "O" ? Kind.Outside
                : label.Length < 3 || label[1] != '-' ? Kind.None
                : label[0] == 'B' ? Kind.Begin
                : label[0] == 'I' ? Kind.Inside
                : Kind.None;
            int type = -1;
            if (kind is Kind.Begin or Kind.Inside && !numbers.TryGetValue(label[2..], out type))
            {
                type = numbers.Count;
                numbers.Add(label[2..], type);
                _types.Add(label[2..]);
            }
            _ofClass[c] = (kind, type);
        }
    }

    /// <summary>The types of spans that labels name.</summary>
    public IReadOnlyList<string> Types => _types;

    /// <summary>Whether all these classes are O, B-type or I-type; -1 for no class is.</summary>
    public bool Fit(ReadOnlySpan<int> classes)
    {
        foreach (int c in classes)
        {
            if (c >= 0 && _ofClass[c].Kind == Kind.None)
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Reads the spans of a sequence of classes that fit, in their order; -1 is outside.</summary>
    public void Read(ReadOnlySpan<int> classes, List<Span> spans)
    {
        spans.Clear();
        (int open, int first) = (-1, 0);
        for (int step = 0; step < classes.Length; step++)
        {
            (Kind kind, int type) = classes[step] < 0 ? (Kind.Outside, -1) : _ofClass[classes[step]];
            if (open >= 0 && kind == Kind.Inside && type == open)
            {
                continue;
            }
            Close(step - 1);
            (open, first) = (type, step);
        }
        Close(classes.Length - 1);

        void Close(int last)
        {
            if (open >= 0)
            {
                spans.Add(new Span(open, first, last));
            }
        }
    }
}
