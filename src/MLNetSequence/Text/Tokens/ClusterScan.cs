using System.Globalization;

namespace MLNetSequence.Text;

/// <summary>Finds grapheme clusters: what a reader takes for one character.</summary>
internal sealed class ClusterScan : TextScan
{
    public override void Scan(TokenBuffer text)
    {
        ReadOnlySpan<char> left = text.Text;
        for (int at = 0; !left.IsEmpty;)
        {
            int length = StringInfo.GetNextTextElementLength(left);
            text.Add(at, at + length);
            at += length;
            left = left[length..];
        }
    }
}
