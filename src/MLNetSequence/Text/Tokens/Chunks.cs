using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MLNetSequence.Text;

/// <summary>
/// A list that grows by pieces: nothing in it ever moves, so that other threads may use what is there while it grows, and no copy
/// is left behind.
/// </summary>
internal sealed class Chunks<T>
    where T : struct
{
    private const int Bits = 10;
    private const int Size = 1 << Bits;
    private readonly Lock _growing = new();
    private T[][] _chunks = [];

    /// <summary>An item that was reached; this is not checked, as it is asked for with every token.</summary>
    public ref T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            ref T[] chunks = ref MemoryMarshal.GetArrayDataReference(Volatile.Read(ref _chunks));
            ref T first = ref MemoryMarshal.GetArrayDataReference(Unsafe.Add(ref chunks, (uint)index >> Bits));
            return ref Unsafe.Add(ref first, (uint)index & (Size - 1));
        }
    }

    /// <summary>Items that there are; those that nobody wrote are default.</summary>
    public int Reached => Volatile.Read(ref _chunks).Length << Bits;

    /// <summary>Makes sure that there is an item of this index.</summary>
    public void Reach(int index)
    {
        if (index < Reached)
        {
            return;
        }
        lock (_growing)
        {
            if (index < Reached)
            {
                return;
            }
            T[][] more = new T[(index >> Bits) + 1][];
            _chunks.CopyTo(more, 0);
            for (int i = _chunks.Length; i < more.Length; i++)
            {
                more[i] = new T[Size];
            }
            Volatile.Write(ref _chunks, more);
        }
    }
}
