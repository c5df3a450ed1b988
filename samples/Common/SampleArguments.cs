using System.Diagnostics.CodeAnalysis;

namespace Samples.Common;

/// <summary>
/// The command line of a sample: data of your own, and a file for its figures. What is wrong with either ends the program with code 2.
/// </summary>
public sealed class SampleArguments
{
    private const int WrongUse = 2;

    private SampleArguments() { }

    /// <summary>The file or folder named by <c>--data</c>, which exists; null for the data that the sample brings.</summary>
    public string? Data { get; private set; }

    /// <summary>The file named by <c>--report</c>, to write; null for none.</summary>
    public string? Report { get; private set; }

    /// <summary>Reads the command line, or ends the program.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="sample">Name of the sample.</param>
    /// <param name="data">What <c>--data</c> takes, for the usage; null where the sample takes none.</param>
    /// <returns>What it says.</returns>
    public static SampleArguments Read(string[] args, string sample, string? data = null)
    {
        string usage = data is null
            ? $"Usage: {sample} [--report REPORT]"
            : $"Usage: {sample} [--data DATA] [--report REPORT]{Environment.NewLine}  DATA    {data}";
        usage += $"{Environment.NewLine}  REPORT  file for the figures, JSON";
        EndAtDataErrors();
        var read = new SampleArguments();
        for (int i = 0; i < args.Length; i++)
        {
            string? value = i + 1 < args.Length ? args[i + 1] : null;
            switch (args[i])
            {
                case "--help" or "-h":
                    Console.WriteLine(usage);
                    Environment.Exit(0);
                    break;
                case "--data" when data is not null && value is not null && read.Data is null:
                    read.Data = Path.Exists(value) ? value : Fail($"There is no {value}.");
                    i++;
                    break;
                case "--report" when value is not null && read.Report is null:
                    read.Report = value;
                    i++;
                    break;
                default:
                    Fail(usage);
                    break;
            }
        }
        return read;
    }

    /// <summary>Says what is wrong, and ends the program.</summary>
    /// <param name="message">What is wrong.</param>
    /// <returns>Nothing: the program has ended.</returns>
    [DoesNotReturn]
    public static string Fail(string message)
    {
        Console.Error.WriteLine(message);
        Environment.Exit(WrongUse);
        return message;
    }

    // What is wrong with a file is found where it is read, often deep in Fit. A user wants to know the line, not the stack.
    private static void EndAtDataErrors() => AppDomain.CurrentDomain.UnhandledException += (_, e) =>
    {
        if (e.ExceptionObject is Exception exception && exception.GetBaseException() is IOException or InvalidDataException)
        {
            Fail(exception.GetBaseException().Message);
        }
    };
}
