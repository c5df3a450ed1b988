using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MLNetSequence.Text;

/// <summary>
/// Different tokens, numbered in the order in which they came. They lie here as bytes and characters, never as strings. Many
/// threads may look up and add at once: looking up takes no lock, adding does.
/// </summary>
/// <remarks>
/// Open addressing: the upper half of a slot is a token's hash, the lower half its number plus one; zero is empty. What a slot points
/// to is there before it does, and never moves or changes. When the slots are too full, a larger array of them takes their place; a
/// thread that still reads the old one finds what was in it, and whoever finds nothing looks again under the lock. Hashes are seeded
/// (<see cref="TokenKey.Hash"/>), so nobody can choose words that all fall into one place and make every search a long one.
/// </remarks>
internal sealed class TokenTable
{
    // An array of slots has at most 2³⁰.
    private const int MostTokens = (3 << 28) - 1;

    private readonly Lock _adding = new();
    private readonly Chunks<Entry> _entries = new();
    private readonly CharacterArena _characters = new();
    private ulong[] _slots;
    private int _count;

    /// <param name="capacity">Tokens that it has room for at once; it grows by itself.</param>
    public TokenTable(int capacity = 0) => _slots = new ulong[SlotsFor(capacity)];

    /// <summary>Number of tokens.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The number of a token, or -1.</summary>
    /// <param name="start">Its first character; <see cref="TokenKey.Capacity"/> characters can be read from there.</param>
    /// <param name="length">Its characters.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ref char start, int length)
    {
        TokenKey key = TokenKey.Of(ref start, length);
        return Find(Volatile.Read(ref _slots), key, key.Hash(ref start), ref start);
    }

    /// <summary>The number of a token, which is added if it is not there.</summary>
    /// <inheritdoc cref="Find(ref char, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int FindOrAdd(ref char start, int length)
    {
        TokenKey key = TokenKey.Of(ref start, length);
        uint hash = key.Hash(ref start);
        int id = Find(Volatile.Read(ref _slots), key, hash, ref start);
        return id >= 0 ? id : Add(key, hash, ref start);
    }

    /// <summary>The number of a token, or -1.</summary>
    public int Find(ReadOnlySpan<char> token)
    {
        Span<char> padded = stackalloc char[TokenKey.Capacity];
        return Find(ref Readable(token, padded), token.Length);
    }

    /// <summary>The number of a token, which is added if it is not there.</summary>
    public int FindOrAdd(ReadOnlySpan<char> token)
    {
        Span<char> padded = stackalloc char[TokenKey.Capacity];
        return FindOrAdd(ref Readable(token, padded), token.Length);
    }

    /// <summary>The token of a number.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="scratch">Where its characters may be put: <see cref="TokenKey.Capacity"/> of them.</param>
    public ReadOnlySpan<char> Token(int id, Span<char> scratch)
    {
        ref Entry entry = ref _entries[id];
        if (!entry.IsWhole)
        {
            return _characters.Read(entry.Address, entry.Length);
        }
        TokenKey.Write(entry.Low, entry.High, scratch);
        return scratch[..entry.Length];
    }

    private static ref char Readable(ReadOnlySpan<char> token, Span<char> padded)
    {
        if (token.Length >= padded.Length)
        {
            return ref MemoryMarshal.GetReference(token);
        }
        token.CopyTo(padded);
        return ref MemoryMarshal.GetReference(padded);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Find(ulong[] slots, in TokenKey key, uint hash, ref char start)
    {
        ref ulong first = ref MemoryMarshal.GetArrayDataReference(slots);
        uint mask = (uint)slots.Length - 1;
        for (uint at = hash & mask; ; at = (at + 1) & mask)
        {
            ulong slot = Volatile.Read(ref Unsafe.Add(ref first, at));
            int id = (int)(uint)slot - 1;
            if ((uint)(slot >> 32) == hash && id >= 0)
            {
                ref Entry entry = ref _entries[id];
                if (entry.Is(key) && (key.IsWhole || IsAt(entry.Address, ref start, key.Length)))
                {
                    return id;
                }
            }
            if (slot == 0)
            {
                return -1;
            }
        }
    }

    private bool IsAt(uint address, ref char start, int length) =>
        _characters.Read(address, length).SequenceEqual(MemoryMarshal.CreateReadOnlySpan(ref start, length));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Add(in TokenKey key, uint hash, ref char start)
    {
        lock (_adding)
        {
            int id = Find(_slots, key, hash, ref start);
            if (id >= 0)
            {
                return id;
            }
            id = _count;
            if (id == MostTokens)
            {
                throw new InvalidOperationException("There are more different tokens than a vocabulary can hold.");
            }
            if (SlotsFor(id + 1) > _slots.Length)
            {
                Volatile.Write(ref _slots, Larger(_slots));
            }
            _entries.Reach(id);
            _entries[id] = new Entry(
                key, key.IsWhole ? 0 : _characters.Add(MemoryMarshal.CreateReadOnlySpan(ref start, key.Length)));
            Put(_slots, ((ulong)hash << 32) | (uint)(id + 1));
            Volatile.Write(ref _count, id + 1);
            return id;
        }
    }

    private static ulong[] Larger(ulong[] slots)
    {
        ulong[] larger = new ulong[checked(slots.Length * 2)];
        foreach (ulong slot in slots)
        {
            if (slot != 0)
            {
                Put(larger, slot);
            }
        }
        return larger;
    }

    private static void Put(ulong[] slots, ulong slot)
    {
        int mask = slots.Length - 1;
        int at = (int)(slot >> 32) & mask;
        while (slots[at] != 0)
        {
            at = (at + 1) & mask;
        }
        Volatile.Write(ref slots[at], slot);
    }

    // A power of two, at most three quarters of it taken.
    private static int SlotsFor(int count) =>
        (int)Math.Max(64, System.Numerics.BitOperations.RoundUpToPowerOf2(((ulong)count * 4 / 3) + 1));

    private readonly struct Entry(in TokenKey key, uint address)
    {
        public readonly ulong Low = key.Low;
        public readonly ulong High = key.High;
        public readonly int Length = key.Length;
        public readonly uint Address = address;

        public bool IsWhole => High != ulong.MaxValue;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool Is(in TokenKey key) => Low == key.Low && High == key.High && Length == key.Length;
    }
}
