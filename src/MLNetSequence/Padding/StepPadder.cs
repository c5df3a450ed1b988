using System.Runtime.InteropServices;

namespace MLNetSequence.Padding;

/// <summary>Pads one vector after the other; a step is a whole row of F features.</summary>
internal sealed class StepPadder<T>(int length, int features, T fill)
    where T : unmanaged
{
    private readonly int _size = length * features;

    // A sparse vector cannot say anything else of the items it leaves out: -0 is not 0.
    private readonly bool _fillsWithZeroBits = MemoryMarshal.AsBytes([fill]).IndexOfAnyExcept((byte)0) < 0;

    /// <summary>Writes the kept steps of <paramref name="from"/>, [T, F], into <paramref name="to"/>, [length, F].</summary>
    public void Pad(in VBuffer<T> from, StepPlace place, ref VBuffer<T> to)
    {
        int first = place.First * features;
        int start = place.Start * features;
        int count = place.Kept * features;
        if (from.IsDense || !_fillsWithZeroBits)
        {
            PadDense(from, first, start, count, ref to);
        }
        else
        {
            PadSparse(from, first, start, count, ref to);
        }
    }

    private void PadDense(in VBuffer<T> from, int first, int start, int count, ref VBuffer<T> to)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref to, _size);
        editor.Values[..start].Fill(fill);
        editor.Values[(start + count)..].Fill(fill);
        Span<T> real = editor.Values.Slice(start, count);
        if (from.IsDense)
        {
            from.GetValues().Slice(first, count).CopyTo(real);
        }
        else
        {
            real.Clear();
            (int low, int high) = Given(from.GetIndices(), first, count);
            for (int i = low; i < high; i++)
            {
                real[from.GetIndices()[i] - first] = from.GetValues()[i];
            }
        }
        to = editor.Commit();
    }

    // One-hot steps of a large vocabulary would not fit into memory as dense vectors.
    private void PadSparse(in VBuffer<T> from, int first, int start, int count, ref VBuffer<T> to)
    {
        ReadOnlySpan<int> indices = from.GetIndices();
        (int low, int high) = Given(indices, first, count);
        VBufferEditor<T> editor = VBufferEditor.Create(ref to, _size, high - low);
        from.GetValues()[low..high].CopyTo(editor.Values);
        // Where every item of the result is given, it is dense, and has no indices.
        for (int i = 0; i < editor.Indices.Length; i++)
        {
            editor.Indices[i] = indices[low + i] - first + start;
        }
        to = editor.Commit();
    }

    /// <summary>Which of the given items lie in a range of slots.</summary>
    private static (int Low, int High) Given(ReadOnlySpan<int> indices, int first, int count) =>
        (LowerBound(indices, first), LowerBound(indices, first + count));

    private static int LowerBound(ReadOnlySpan<int> indices, int slot)
    {
        int at = indices.BinarySearch(slot);
        return at < 0 ? ~at : at;
    }
}
