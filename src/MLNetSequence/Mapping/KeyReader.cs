using System.Numerics;

namespace MLNetSequence.Mapping;

/// <summary>
/// Reads a vector of keys of any raw type as the keys that are there, in their order. Missing ones are left out; so are keys past
/// the type's count, which break ML.NET's rules and are missing there, too.
/// </summary>
internal abstract class KeyReader
{
    /// <summary>A reader of a column that is a vector of keys.</summary>
    public static KeyReader Of(DataViewRow row, DataViewSchema.Column column)
    {
        KeyDataViewType type = KeySequences.Keys(column);
        int count = (int)Math.Min(type.Count, int.MaxValue);
        return Type.GetTypeCode(type.RawType) switch
        {
            TypeCode.Byte => new KeyReader<byte>(row, column, count),
            TypeCode.UInt16 => new KeyReader<ushort>(row, column, count),
            TypeCode.UInt32 => new KeyReader<uint>(row, column, count),
            _ => new KeyReader<ulong>(row, column, count),
        };
    }

    /// <summary>Steps of the row last read, T, those without a key among them.</summary>
    public abstract int Length { get; }

    /// <summary>The step, from 0, of each key last read.</summary>
    public abstract ReadOnlySpan<int> Steps { get; }

    /// <summary>The current row's keys, from 1. The caller may change them; the next read overwrites them.</summary>
    public abstract Span<int> Read();
}

/// <summary>Reads keys of one raw type.</summary>
internal sealed class KeyReader<T>(DataViewRow row, DataViewSchema.Column column, int count) : KeyReader
    where T : unmanaged, IBinaryInteger<T>, IUnsignedNumber<T>
{
    private readonly ValueGetter<VBuffer<T>> _get = row.GetGetter<VBuffer<T>>(column);
    private VBuffer<T> _vector;
    private int[] _keys = [];
    private int[] _steps = [];
    private int _read;

    public override int Length => _vector.Length;

    public override ReadOnlySpan<int> Steps => _steps.AsSpan(0, _read);

    public override Span<int> Read()
    {
        _get(ref _vector);
        // A sparse vector's absent items are missing keys, so its explicit values are all there is to read.
        ReadOnlySpan<T> values = _vector.GetValues();
        ReadOnlySpan<int> indices = _vector.GetIndices();
        bool dense = _vector.IsDense;
        if (_keys.Length < values.Length)
        {
            int length = (int)Math.Min(Math.Max(values.Length, 2L * _keys.Length), Array.MaxLength);
            (_keys, _steps) = (new int[length], new int[length]);
        }
        _read = 0;
        for (int i = 0; i < values.Length; i++)
        {
            ulong key = ulong.CreateTruncating(values[i]);
            (_keys[_read], _steps[_read]) = ((int)key, dense ? i : indices[i]);
            _read += key - 1 < (ulong)count ? 1 : 0;
        }
        return _keys.AsSpan(0, _read);
    }
}
