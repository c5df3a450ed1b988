using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MLNetSequence.Interop;

/// <summary>Reads numbers from bytes that may be hostile: nothing is allocated that the bytes do not hold.</summary>
/// <param name="bytes">The bytes.</param>
/// <param name="error">What an error begins with.</param>
internal sealed class ByteSource(byte[] bytes, string error)
{
    private int _at;

    public T One<T>()
        where T : unmanaged => Many<T>(1)[0];

    /// <exception cref="InvalidDataException">There are not so many.</exception>
    public T[] Many<T>(long count)
        where T : unmanaged
    {
        if (count < 0 || count > (bytes.Length - _at) / Unsafe.SizeOf<T>())
        {
            throw new InvalidDataException($"{error}it ends too early.");
        }
        int length = (int)count * Unsafe.SizeOf<T>();
        T[] values = MemoryMarshal.Cast<byte, T>(bytes.AsSpan(_at, length)).ToArray();
        _at += length;
        return values;
    }

    /// <summary>Bytes with their number before them, as <see cref="Sections"/> writes them.</summary>
    public byte[] Section() => Many<byte>(One<int>());

    /// <exception cref="InvalidDataException">There is more.</exception>
    public void End()
    {
        if (_at != bytes.Length)
        {
            throw new InvalidDataException($"{error}it has {bytes.Length - _at} bytes too many.");
        }
    }
}
