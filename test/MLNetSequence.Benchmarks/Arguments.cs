using System.Globalization;
using MLNetSequence.Benchmarks.Learning;

namespace MLNetSequence.Benchmarks;

/// <summary>What the user asked for on the command line.</summary>
internal sealed record Arguments
{
    public const string Usage =
        """
        dotnet run -c Release --project test/MLNetSequence.Benchmarks -- [options]
          --peer pytorch     times PyTorch beside the engine, where a Python with torch is found
          --shape NAME-PART  only the shapes whose name holds it, and "varying lengths" if that does
          --threads N        threads of engine and peer; all processors if left out
          --learn [NAME]     trains instead, on tasks whose outcome is known: all of them, or those whose name holds it
          --text             tokenizes instead: fit and transform of 25,000 reviews, memory and allocation with it
          --scoring          scores instead: 25,000 reviews by Transform, and one at a time by a prediction engine
          --data FILE        with --learn the text of the character model, with --text and --scoring the reviews (label, tab, text; plain or .gz);
                             ../shared/data/tinyshakespeare.txt and imdb-train.tsv.gz beside the repository if left out
        """;

    private const int MostThreads = 1024;

    public bool Peer { get; private set; }

    public string? ShapeName { get; private set; }

    public int Threads { get; private set; } = Environment.ProcessorCount;

    public bool Learn { get; private set; }

    public string? TaskName { get; private set; }

    public bool Text { get; private set; }

    public bool Scoring { get; private set; }

    public string? Data { get; private set; }

    /// <summary>Whether something of this name was asked for.</summary>
    public bool Takes(string name) => Holds(name, ShapeName);

    /// <summary>Whether the learning task of this name was asked for.</summary>
    public bool TakesTask(string name) => Holds(name, TaskName);

    /// <exception cref="ArgumentException">They make no sense; the message is one line.</exception>
    public static Arguments Parse(string[] args)
    {
        var result = new Arguments();
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--peer":
                    string peer = Value(args, ref i);
                    result.Peer = peer == "pytorch" ? true : throw new ArgumentException($"--peer is '{peer}', expected pytorch.");
                    break;
                case "--shape":
                    result.ShapeName = Value(args, ref i);
                    break;
                case "--threads":
                    result.Threads = ParseThreads(Value(args, ref i));
                    break;
                case "--learn":
                    result.Learn = true;
                    result.TaskName = i + 1 < args.Length && !args[i + 1].StartsWith("--") ? args[++i] : null;
                    break;
                case "--text":
                    result.Text = true;
                    break;
                case "--scoring":
                    result.Scoring = true;
                    break;
                case "--data":
                    result.Data = Value(args, ref i);
                    break;
                default:
                    throw new ArgumentException($"'{args[i]}' is no option of this program.");
            }
        }
        return result.Checked();
    }

    private Arguments Checked()
    {
        if (Learn && (Peer || ShapeName is not null))
        {
            throw new ArgumentException("--learn trains and times nothing: it goes with --threads and --data only.");
        }
        if ((Text || Scoring) && (Text == Scoring || Learn || Peer || ShapeName is not null || Threads != Environment.ProcessorCount))
        {
            throw new ArgumentException("--text and --scoring go with --data only, and not together.");
        }
        if (!Learn && !Text && !Scoring && Data is not null)
        {
            throw new ArgumentException("--data is what --learn, --text or --scoring reads; it goes with one of them.");
        }
        if (Data is not null && !File.Exists(Data))
        {
            throw new ArgumentException($"--data: there is no file '{Data}'.");
        }
        CheckName("--shape", ShapeName, [.. Shapes.All.Select(s => s.Name), VaryingLengths.Name]);
        CheckName("--learn", TaskName, [.. LearningTasks.All.Select(t => t.Name)]);
        return this;
    }

    private static void CheckName(string option, string? part, string[] names)
    {
        if (!names.Any(name => Holds(name, part)))
        {
            throw new ArgumentException($"{option} is '{part}', which is in none of: {string.Join(", ", names)}.");
        }
    }

    private static bool Holds(string name, string? part) => part is null || name.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static string Value(string[] args, ref int i) => i + 1 < args.Length && !args[i + 1].StartsWith("--")
        ? args[++i]
        : throw new ArgumentException($"{args[i]} needs a value.");

    private static int ParseThreads(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int threads) && threads is >= 1 and <= MostThreads
            ? threads
            : throw new ArgumentException($"--threads is '{text}', expected a whole number from 1 to {MostThreads}.");
}
