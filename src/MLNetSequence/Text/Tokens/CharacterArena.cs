namespace MLNetSequence.Text;

/// <summary>
/// Characters of many tokens, one behind the other, in pieces that never move. One thread adds at a time; others may read what was
/// added before.
/// </summary>
internal sealed class CharacterArena
{
    private const int Bits = 15;
    private const int Size = 1 << Bits;
    private char[][] _pieces = [];
    private int _pieceCount;
    private int _used = Size;

    /// <summary>Keeps a copy.</summary>
    /// <returns>Where it lies.</returns>
    public uint Add(ReadOnlySpan<char> token)
    {
        if (token.Length > Size - _used)
        {
            AddPiece(Math.Max(token.Length, Size));
            _used = 0;
        }
        char[] piece = _pieces[_pieceCount - 1];
        token.CopyTo(piece.AsSpan(_used));
        uint address = ((uint)(_pieceCount - 1) << Bits) | (uint)_used;
        // A token longer than a piece has one of its own.
        _used = Math.Min(_used + token.Length, Size);
        return address;
    }

    public ReadOnlySpan<char> Read(uint address, int length) =>
        Volatile.Read(ref _pieces)[address >> Bits].AsSpan((int)(address & (Size - 1)), length);

    private void AddPiece(int length)
    {
        if (_pieceCount == 1 << (32 - Bits))
        {
            throw new InvalidOperationException("The different tokens have more characters than a vocabulary can hold.");
        }
        char[][] pieces = _pieces;
        if (_pieceCount == pieces.Length)
        {
            pieces = new char[Math.Max(4, 2 * _pieceCount)][];
            _pieces.CopyTo(pieces, 0);
        }
        pieces[_pieceCount++] = new char[length];
        Volatile.Write(ref _pieces, pieces);
    }
}
