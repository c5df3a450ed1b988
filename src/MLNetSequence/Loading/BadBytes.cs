using System.Text;

namespace MLNetSequence.Loading;

/// <summary>
/// What a decoder puts where bytes are no UTF-8: a noncharacter, which no text has a use for, so that their line can be found.
/// </summary>
internal sealed class BadBytes : DecoderFallback
{
    /// <summary>What stands for them.</summary>
    public const char Mark = '\uFFFF';

    /// <summary>Whether there were any.</summary>
    public bool Seen { get; private set; }

    public override int MaxCharCount => 1;

    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Marks(this);

    private sealed class Marks(BadBytes owner) : DecoderFallbackBuffer
    {
        private bool _given = true;

        public override int Remaining => _given ? 0 : 1;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            owner.Seen = true;
            _given = false;
            return true;
        }

        public override char GetNextChar()
        {
            char next = _given ? '\0' : Mark;
            _given = true;
            return next;
        }

        // No decoder goes back, and nothing needs to.
        public override bool MovePrevious() => false;

        public override void Reset() => _given = true;
    }
}
