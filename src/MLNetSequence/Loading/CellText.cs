using System.Globalization;

namespace MLNetSequence.Loading;

/// <summary>Reads a scalar column of any type as text that is the same only where the value is.</summary>
internal abstract class CellText
{
    /// <summary>The current row's value; nothing where it is missing. Valid until the next is read.</summary>
    public abstract ReadOnlySpan<char> Read();

    /// <summary>Whether scalars of this .NET type can be read so.</summary>
    public static bool Reads(Type type) =>
        type == typeof(ReadOnlyMemory<char>) || type == typeof(bool) || typeof(ISpanFormattable).IsAssignableFrom(type);

    public static CellText Of(DataViewRow row, DataViewSchema.Column column)
    {
        Type type = column.Type.RawType;
        if (type == typeof(ReadOnlyMemory<char>))
        {
            return new TextCell(row.GetGetter<ReadOnlyMemory<char>>(column));
        }
        if (type == typeof(bool))
        {
            return new BooleanCell(row.GetGetter<bool>(column));
        }
        return (CellText)Activator.CreateInstance(typeof(ValueCell<>).MakeGenericType(type), row, column)!;
    }

    private sealed class TextCell(ValueGetter<ReadOnlyMemory<char>> get) : CellText
    {
        private ReadOnlyMemory<char> _text;

        public override ReadOnlySpan<char> Read()
        {
            get(ref _text);
            return _text.Span;
        }
    }

    private sealed class BooleanCell(ValueGetter<bool> get) : CellText
    {
        private bool _value;

        public override ReadOnlySpan<char> Read()
        {
            get(ref _value);
            return _value ? "true" : "false";
        }
    }

    private sealed class ValueCell<T>(DataViewRow row, DataViewSchema.Column column) : CellText
        where T : struct, ISpanFormattable
    {
        private readonly ValueGetter<T> _get = row.GetGetter<T>(column);
        private readonly bool _isKey = column.Type is KeyDataViewType;
        private readonly char[] _text = new char[64];
        private T _value;

        public override ReadOnlySpan<char> Read()
        {
            _get(ref _value);
            // Key 0 is a missing one, and so is what is no number.
            if (_isKey && EqualityComparer<T>.Default.Equals(_value, default) || _value is float.NaN or double.NaN)
            {
                return [];
            }
            string format = _value is DateTime or DateTimeOffset ? "O" : "";
            _value.TryFormat(_text, out int length, format, CultureInfo.InvariantCulture);
            return _text.AsSpan(0, length);
        }
    }
}
