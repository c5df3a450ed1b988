namespace Microsoft.ML.Data;

/// <summary>
/// A vector, dense (a value for every slot) or sparse (values for some slots, in rising order, the others default).
/// The arrays may be longer than what they hold, and are handed back to be used again.
/// </summary>
public readonly struct VBuffer<T> : IEnumerable, ICopied<VBuffer<T>>
{
    private readonly T[]? _values;
    private readonly int[]? _indices;
    private readonly int _count;
    public readonly int Length;

    public VBuffer(int length, T[]? values, int[]? indices = null) : this(length, length, values, indices) { }

    public VBuffer(int length, int count, T[]? values, int[]? indices)
    {
        CheckParam(length >= 0, nameof(length));
        CheckParam(0 <= count && count <= length, nameof(count));
        CheckParam((values?.Length ?? 0) >= count, nameof(values));
        CheckParam(count == length || (indices?.Length ?? 0) >= count, nameof(indices));
        (Length, _count, _values, _indices) = (length, count, values, indices);
    }

    public bool IsDense => _count == Length;
    public ReadOnlySpan<T> GetValues() => _values.AsSpan(0, _count);
    public ReadOnlySpan<int> GetIndices() => IsDense ? default : _indices.AsSpan(0, _count);

    public void CopyToDense(ref VBuffer<T> destination)
    {
        var editor = VBufferEditor.Create(ref destination, Length);
        CopyTo(editor.Values);
        destination = editor.Commit();
    }

    public void CopyTo(ref VBuffer<T> destination)
    {
        var editor = VBufferEditor.Create(ref destination, Length, _count);
        GetValues().CopyTo(editor.Values);
        GetIndices().CopyTo(editor.Indices);
        destination = editor.Commit();
    }

    public void CopyTo(Span<T> destination) => CopyTo(destination, 0);

    public void CopyTo(Span<T> destination, int destinationIndex, T defaultValue = default!)
    {
        CheckParam(0 <= destinationIndex && destinationIndex <= destination.Length - Length, nameof(destination), "Too small");
        var target = destination.Slice(destinationIndex, Length);
        if (IsDense)
        {
            GetValues().CopyTo(target);
            return;
        }
        target.Fill(_count == 0 ? default! : defaultValue); // ML.NET ignores defaultValue for a vector without values.
        for (int i = 0; i < _count; i++)
            target[_indices![i]] = _values![i];
    }

    public IEnumerable<KeyValuePair<int, T>> Items(bool all = false)
    {
        for (int i = 0, slot = 0; i < _count || (all && slot < Length); slot++)
        {
            bool given = i < _count && (IsDense || _indices![i] == slot);
            if (given || all)
                yield return new(slot, given ? _values![i] : default!);
            i += given ? 1 : 0;
        }
    }

    public IEnumerable<T> DenseValues() => Items(all: true).Select(item => item.Value);

    public T GetItemOrDefault(int index)
    {
        CheckParam(0 <= index && index < Length, nameof(index));
        int at = IsDense ? index : GetIndices().BinarySearch(index);
        return at >= 0 ? _values![at] : default!;
    }

    public IEnumerator GetEnumerator() => (_values ?? []).GetEnumerator();
    /// <summary>The arrays behind this vector, grown where they are too short, as something to write into.</summary>
    internal VBufferEditor<T> Edit(int length, int count, bool keepOld)
    {
        CheckParam(length >= 0, "newLogicalLength", "Must be non-negative.");
        CheckParam(0 <= count && count <= length, "valuesCount", "Must lie between 0 and the length.");
        return new(length, count, Grow(_values, count, keepOld), count < length ? Grow(_indices, count, keepOld) : _indices);
    }

    private static TItem[] Grow<TItem>(TItem[]? old, int size, bool keep)
    {
        if (old?.Length >= size) return old;
        var grown = new TItem[keep ? Math.Max(size, 2 * (old?.Length ?? 0)) : size];
        (keep ? old : null)?.CopyTo(grown, 0);
        return grown;
    }
}

internal interface ICopied<T> { void CopyTo(ref T destination); }

public static class VBufferEditor
{
    public static VBufferEditor<T> Create<T>(scoped ref VBuffer<T> destination, int newLogicalLength, int? valuesCount = null,
        int? maxValuesCapacity = null, bool keepOldOnResize = false)
        => destination.Edit(newLogicalLength, valuesCount ?? newLogicalLength, keepOldOnResize);
}

/// <summary>Writes a vector in place: fill <see cref="Values"/> (and <see cref="Indices"/> when sparse), then commit.</summary>
public readonly ref struct VBufferEditor<T>
{
    private readonly int _length;
    private readonly T[] _values;
    private readonly int[]? _indices;
    public readonly Span<T> Values;
    public readonly Span<int> Indices;

    internal VBufferEditor(int length, int count, T[] values, int[]? indices)
    {
        (_length, _values, _indices) = (length, values, indices);
        Values = values.AsSpan(0, count);
        Indices = count < length ? indices.AsSpan(0, count) : default;
    }

    public VBuffer<T> Commit() => new(_length, Values.Length, _values, _indices);

    public VBuffer<T> CommitTruncated(int physicalValuesCount)
    {
        CheckParam(physicalValuesCount <= Values.Length, nameof(physicalValuesCount));
        return new(_length, physicalValuesCount, _values, _indices);
    }
}
