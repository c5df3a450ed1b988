using System.Diagnostics.CodeAnalysis;

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
        if (args is ["--data", var file])
        {
            return File.Exists(file) ? file : Fail($"There is no file {file}.");
        }
        return Fail("Usage: ReviewSentiment [--data FILE]    FILE: label<TAB>text or text<TAB>label, plain or .gz");
    }

    /// <summary>Says what is wrong and ends the program.</summary>
    [DoesNotReturn]
    public static string Fail(string message)
    {
        Console.Error.WriteLine(message);
        Environment.Exit(2);
        return message;
    }
}
