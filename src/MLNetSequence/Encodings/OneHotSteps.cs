using MLNetSequence.Mapping;

namespace MLNetSequence.Encodings;

/// <summary>Makes sequences of keys one-hot: [T] to [T, K], sparse, a 1 at t · K + key - 1.</summary>
internal static class OneHotSteps
{
    /// <summary>A getter of the one-hot steps of a row's keys.</summary>
    public static ValueGetter<VBuffer<float>> Getter(DataViewRow row, KeyColumn column)
    {
        KeyReader reader = KeyReader.Of(row, column.Column);
        return (ref VBuffer<float> steps) =>
        {
            ReadOnlySpan<int> keys = reader.Read();
            long size = (long)reader.Length * column.Keys;
            if (size > int.MaxValue)
            {
                throw new InvalidOperationException(
                    $"Row {row.Position + 1} of column '{column.Column.Name}' is too long for one-hot vectors: {reader.Length} steps of "
                    + $"{column.Keys} keys are more than {int.MaxValue} items. Cut it (Transforms.PadSequences), or use an embedding.");
            }
            VBufferEditor<float> editor = VBufferEditor.Create(ref steps, (int)size, keys.Length);
            editor.Values.Fill(1);
            // With one key, and that at every step, the result is dense, and has no indices.
            if (keys.Length < size)
            {
                ReadOnlySpan<int> at = reader.Steps;
                for (int i = 0; i < keys.Length; i++)
                {
                    editor.Indices[i] = at[i] * column.Keys + keys[i] - 1;
                }
            }
            steps = editor.Commit();
        };
    }
}
