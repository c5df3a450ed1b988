using System.Runtime.CompilerServices;

namespace MLNetSequence.Text;

/// <summary>Writes the keys of a text's tokens into a vector, start and end token around them.</summary>
/// <param name="vocabulary">Where the keys are found.</param>
/// <param name="leaveOut">Whether tokens without a key are left out; else they are 0.</param>
internal sealed class KeyWriter(Vocabulary vocabulary, bool leaveOut)
{
    private uint[] _keys = [];

    public void Write(TokenBuffer text, ref VBuffer<uint> to)
    {
        int most = text.Count + vocabulary.Special.Around;
        if (_keys.Length < most)
        {
            _keys = new uint[Math.Max(most, 2 * _keys.Length)];
        }
        int count = 0;
        if (vocabulary.Special.StartKey > 0)
        {
            _keys[count++] = vocabulary.Special.StartKey;
        }
        count = WriteTokens(text, count);
        if (vocabulary.Special.EndKey > 0)
        {
            _keys[count++] = vocabulary.Special.EndKey;
        }
        VBufferEditor<uint> editor = VBufferEditor.Create(ref to, count);
        _keys.AsSpan(0, count).CopyTo(editor.Values);
        to = editor.Commit();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int WriteTokens(TokenBuffer text, int count)
    {
        uint[] keys = _keys;
        ref char start = ref text.Start;
        ReadOnlySpan<int> bounds = text.Bounds;
        for (int i = 0; i + 1 < bounds.Length; i += 2)
        {
            int from = bounds[i];
            int length = bounds[i + 1] - from;
            // Nothing is left of an item that was missing, or empty: it is missing here, too.
            uint key = length == 0 ? 0 : vocabulary.Find(ref Unsafe.Add(ref start, from), length);
            if (key != 0 || !leaveOut)
            {
                keys[count++] = key;
            }
        }
        return count;
    }
}
