namespace ReviewSentiment;

/// <summary>The command line.</summary>
internal static class Arguments
{
    /// <summary>The file named by <c>--data</c>, or null; anything else ends the program with the usage.</summary>
    public static string? DataFile(string[] args)
    {
        if (args.Length == 0)
        {
            return null;
        }
        if (args is ["--data", { } file] && File.Exists(file))
        {
            return file;
        }
        Console.Error.WriteLine(args is ["--data", { } missing]
            ? $"There is no file {missing}."
            : "Usage: ReviewSentiment [--data FILE]    FILE: label<TAB>text or text<TAB>label, plain or .gz");
        Environment.Exit(2);
        return null;
    }
}
