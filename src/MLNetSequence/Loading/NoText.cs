namespace MLNetSequence.Loading;

/// <summary>What is wrong with bytes that are no text, in words.</summary>
internal static class NoText
{
    /// <summary>As in Latin-1, or where a file is cut off within a character.</summary>
    public const string Bytes = "There are bytes here that are no UTF-8, so nobody knows the text. Save the file as UTF-8.";

    /// <summary>As in UTF-16 without a mark, or where a file was never written to its end. .NET takes "1\0" for the number 1.</summary>
    public const string Nul = "There is a NUL character here, so the file is no UTF-8 text, or was not written to its end.";
}
