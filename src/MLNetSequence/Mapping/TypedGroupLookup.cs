using System.Globalization;

namespace MLNetSequence.Mapping;

/// <summary>Groups of one .NET type.</summary>
/// <param name="isKey">Whether values are keys: raw keys tell groups apart.</param>
/// <param name="equality">When two values are one group.</param>
/// <param name="parse">Reads a saved value; throws <see cref="FormatException"/> or <see cref="OverflowException"/>.</param>
internal sealed class TypedGroupLookup<T>(bool isKey, IEqualityComparer<T> equality, Func<string, T> parse) : GroupLookup
    where T : notnull
{
    private const string TicksFormat = "yyyy-MM-ddTHH:mm:ss.fffffff";

    private static readonly bool IsText = typeof(T) == typeof(ReadOnlyMemory<char>);

    private readonly Dictionary<T, int> _groups = new(equality);
    private readonly List<T> _values = [];

    public override int Count => _values.Count;

    public override ColumnRule SameColumn => new(
        "group", $"{(isKey ? $"Key<{typeof(T).Name}>" : TypeName)} (scalar), as when it was fitted",
        c => !c.IsVector && c.IsKey == isKey && c.RawItem == typeof(T));

    private bool IsKey => isKey;

    private static string TypeName => IsText ? "Text" : typeof(T).Name;

    public override GroupReader Open(DataViewRow row, string columnName)
    {
        DataViewSchema.Column column = SameColumn.Find(row.Schema, columnName);
        return new Reader(this, row, column.Name, row.GetGetter<T>(column));
    }

    public override string Describe(int group) => Describe(_values[group]);

    public override string Text(int group) => Write(_values[group]);

    public override Saved Save() => new(TypeName, isKey, [.. _values.Select(Write)]);

    private protected override void Fill(Saved saved)
    {
        if (isKey && !KeyDataViewType.IsValidDataType(typeof(T)))
        {
            throw new InvalidDataException($"The model's groups are keys of {TypeName}, which is no type of a key.");
        }
        foreach (string text in saved.Values)
        {
            T value = Parse(text);
            if (IsMissing(value) || !_groups.TryAdd(value, Count))
            {
                throw new InvalidDataException($"The model's group '{text}' is missing, or stands there twice.");
            }
            _values.Add(value);
        }
    }

    private T Parse(string? text)
    {
        try
        {
            return parse(text ?? throw new FormatException("A group is null."));
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw new InvalidDataException($"The model's group '{text}' is no {TypeName}: {e.Message}", e);
        }
    }

    // Of a date, only the ticks tell groups apart: another time zone at loading must change nothing.
    private static string Write(T value) => value is DateTime time
        ? time.ToString(TicksFormat, CultureInfo.InvariantCulture)
        : Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private string Describe(T value) => isKey ? $"key {Write(value)}" : $"'{Write(value)}'";

    // As ML.NET sees it: a key of 0 and an empty text are no value. Of the other types each value is one.
    private bool IsMissing(T value) => (isKey || IsText) && equality.Equals(value, default);

    private int Add(T value)
    {
        // The text that is read lies in a buffer of the cursor's.
        T kept = IsText ? parse(Write(value)) : value;
        _groups.Add(kept, Count);
        _values.Add(kept);
        return Count - 1;
    }

    private sealed class Reader(TypedGroupLookup<T> lookup, DataViewRow row, string column, ValueGetter<T> get) : GroupReader
    {
        private T _value = default!;

        public override int Find()
        {
            get(ref _value);
            if (lookup.IsMissing(_value))
            {
                throw new InvalidOperationException(
                    $"Row {row.Position + 1} is of no series: the {(lookup.IsKey ? "key" : "text")} in the group column '{column}' is "
                    + "missing. Remove such rows, or say which series they are of.");
            }
            return lookup._groups.TryGetValue(_value, out int group) ? group : Unknown;
        }

        public override int FindOrAdd()
        {
            int group = Find();
            return group == Unknown ? lookup.Add(_value) : group;
        }

        public override string Describe() => lookup.Describe(_value);
    }
}
