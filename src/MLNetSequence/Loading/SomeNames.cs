namespace MLNetSequence.Loading;

/// <summary>Names as an error lists them: what a file says may be as long as the file.</summary>
internal static class SomeNames
{
    private const int Longest = 240;

    /// <summary>The first of them, with ", " between.</summary>
    public static string Of(IEnumerable<string> names)
    {
        string list = "";
        foreach (string name in names)
        {
            string longer = list.Length == 0 ? name : $"{list}, {name}";
            if (longer.Length > Longest)
            {
                return list.Length == 0 ? DataFile.Show(name) : $"{list}, …";
            }
            list = longer;
        }
        return list;
    }
}
