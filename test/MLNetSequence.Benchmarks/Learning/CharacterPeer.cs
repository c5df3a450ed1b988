using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MLNetSequence.Benchmarks.Learning;

/// <summary>The character model in PyTorch: peers/pytorch_char.py, run to its end.</summary>
internal static class CharacterPeer
{
    /// <summary>Trains and measures; null, with one line, where it cannot.</summary>
    /// <param name="text">The text's path.</param>
    /// <param name="weights">First parameters, a safetensors file.</param>
    /// <param name="threads">Threads PyTorch may use.</param>
    /// <param name="options">How to train.</param>
    public static (double Loss, double Seconds)? Run(string text, string weights, int threads, IEnumerable<string> options)
    {
        if (Python.Find() is not { } python)
        {
            Console.WriteLine($"  No Python with torch found (tried {Python.Places}): nothing to compare with.");
            return null;
        }
        Console.WriteLine($"  PyTorch {python.Torch} trains the same …");
        using Process process = Process.Start(python.Script("pytorch_char.py", threads, [text, weights, .. options]))!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            string last = errors.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault("it said nothing");
            Console.WriteLine($"  PyTorch ended with exit code {process.ExitCode}: {last}");
            return null;
        }
        return Parse(answer);
    }

    private static (double Loss, double Seconds)? Parse(string answer)
    {
        try
        {
            JsonNode node = JsonNode.Parse(answer)!;
            return ((double)node["loss"]!, (double)node["seconds"]!);
        }
        catch (Exception e) when (e is JsonException or NullReferenceException or InvalidOperationException)
        {
            Console.WriteLine($"  PyTorch answered '{answer.Trim()}', expected an object with loss and seconds.");
            return null;
        }
    }
}
