using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MLNetSequence.Benchmarks;

/// <summary>
/// PyTorch in a process of its own, started once and asked over standard input, one JSON object a line; it does nothing between
/// two questions. What it is asked, and what it answers, stands in peers/pytorch_peer.py.
/// </summary>
/// <remarks>A peer that dies or answers nonsense is given up with one line; from then on every question gets null.</remarks>
internal sealed class Peer : IContender, IDisposable
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private string _lastError = "";
    private bool _givenUp;

    private Peer(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) => _lastError = string.IsNullOrWhiteSpace(line.Data) ? _lastError : line.Data;
        process.BeginErrorReadLine();
    }

    /// <summary>Starts it; null, with one line, where there is none.</summary>
    public static Peer? Start(int threads)
    {
        if (Python.Find() is not { } python)
        {
            Console.WriteLine($"No Python with torch found (tried {Python.Places}): the peer's columns stay empty.");
            return null;
        }
        try
        {
            return new Peer(Process.Start(python.Script("pytorch_peer.py", threads))!);
        }
        catch (Win32Exception e)
        {
            Console.WriteLine($"The peer did not start: {e.Message}");
            return null;
        }
    }

    /// <summary>What it says of itself: version, threads, libraries. Null if it failed.</summary>
    public string? Introduction() => (string?)Ask(new { ask = "hello" }, "text", JsonValueKind.String);

    /// <summary>Builds the network and the batch that later calls work on.</summary>
    public bool Prepare(Shape shape) => Ask(
        new
        {
            ask = "shape",
            cell = shape.CellName,
            batch = shape.Batch,
            steps = shape.Steps,
            input = shape.InputSize,
            hidden = shape.HiddenSize,
            layers = shape.Layers,
            bidirectional = shape.Bidirectional,
        },
        "ready",
        JsonValueKind.True) is not null;

    public double? Run(Work work, int calls)
    {
        JsonNode? seconds = Ask(new { ask = "run", work = $"{work}", calls }, "seconds", JsonValueKind.Number);
        return seconds is null ? null : (double)seconds;
    }

    public void Dispose()
    {
        try
        {
            _process.StandardInput.Close();
            if (!_process.WaitForExit(EndTime))
            {
                _process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or Win32Exception)
        {
            // It has ended already.
        }
        _process.Dispose();
    }

    private JsonNode? Ask(object question, string key, JsonValueKind kind)
    {
        if (_givenUp)
        {
            return null;
        }
        string? answer;
        try
        {
            _process.StandardInput.WriteLine(JsonSerializer.Serialize(question));
            _process.StandardInput.Flush();
            Task<string?> line = _process.StandardOutput.ReadLineAsync();
            if (!line.Wait(AnswerTime))
            {
                return GiveUp($"it did not answer within {AnswerTime.TotalMinutes} minutes");
            }
            answer = line.Result;
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or AggregateException)
        {
            answer = null; // A broken pipe: told as an end.
        }
        if (answer is null)
        {
            string code = "";
            if (_process.WaitForExit(EndTime))
            {
                _process.WaitForExit(); // This one waits for the last error line, too.
                code = $" with exit code {_process.ExitCode}";
            }
            return GiveUp($"it ended{code}{(_lastError == "" ? "" : $": {_lastError}")}");
        }
        return Find(answer, key, kind) ?? GiveUp($"it answered '{Shorten(answer)}', expected an object with '{key}'");
    }

    private static JsonNode? Find(string answer, string key, JsonValueKind kind)
    {
        try
        {
            JsonNode? node = (JsonNode.Parse(answer) as JsonObject)?[key];
            return node?.GetValueKind() == kind ? node : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private JsonNode? GiveUp(string why)
    {
        _givenUp = true;
        Console.WriteLine($"The peer is given up, {why}.");
        return null;
    }

    private static string Shorten(string text) => text.Length <= 100 ? text : text[..100] + "…";
}
