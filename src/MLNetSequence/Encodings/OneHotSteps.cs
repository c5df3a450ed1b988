using System.Numerics;

namespace MLNetSequence.Encodings;

/// <summary>Makes sequences of keys one-hot: [T] to [T, K], sparse, a 1 at t · K + key - 1.</summary>
internal static class OneHotSteps
{
    /// <summary>A getter of the one-hot steps of a row's keys.</summary>
    public static ValueGetter<VBuffer<float>> Getter(DataViewRow row, KeyColumn column) => column.RawType switch
    {
        Type type when type == typeof(byte) => Getter<byte>(row, column),
        Type type when type == typeof(ushort) => Getter<ushort>(row, column),
        Type type when type == typeof(uint) => Getter<uint>(row, column),
        _ => Getter<ulong>(row, column),
    };

    private static ValueGetter<VBuffer<float>> Getter<T>(DataViewRow row, KeyColumn column)
        where T : unmanaged, IBinaryInteger<T>, IUnsignedNumber<T>
    {
        ValueGetter<VBuffer<T>> get = row.GetGetter<VBuffer<T>>(column.Column);
        VBuffer<T> keys = default;
        return (ref VBuffer<float> steps) =>
        {
            get(ref keys);
            long size = (long)keys.Length * column.Keys;
            if (size > int.MaxValue)
            {
                throw new InvalidOperationException(
                    $"Row {row.Position + 1} of column '{column.Column.Name}' is too long for one-hot vectors: {keys.Length} steps of "
                    + $"{column.Keys} keys are more than {int.MaxValue} items. Cut it (Transforms.PadSequences), or use an embedding.");
            }
            Write(keys, column.Keys, (int)size, ref steps);
        };
    }

    private static void Write<T>(in VBuffer<T> keys, int count, int size, ref VBuffer<float> steps)
        where T : unmanaged, IBinaryInteger<T>, IUnsignedNumber<T>
    {
        ReadOnlySpan<T> values = keys.GetValues();
        ReadOnlySpan<int> indices = keys.GetIndices();
        int given = 0;
        foreach (T key in values)
        {
            given += Hot(key, count) >= 0 ? 1 : 0;
        }
        VBufferEditor<float> editor = VBufferEditor.Create(ref steps, size, given);
        editor.Values.Fill(1);
        // With one key, and that at every step, the result is dense, and has no indices.
        if (given < size)
        {
            int at = 0;
            for (int i = 0; i < values.Length; i++)
            {
                int hot = Hot(values[i], count);
                if (hot >= 0)
                {
                    int step = keys.IsDense ? i : indices[i];
                    editor.Indices[at++] = step * count + hot;
                }
            }
        }
        steps = editor.Commit();
    }

    /// <summary>The feature that a key sets; -1 for none. A key past the last breaks ML.NET's rules for keys; it counts as missing, as
    /// there.</summary>
    private static int Hot<T>(T key, int count)
        where T : unmanaged, IBinaryInteger<T>, IUnsignedNumber<T>
    {
        ulong number = ulong.CreateTruncating(key);
        return number <= (ulong)count ? (int)number - 1 : -1;
    }
}
