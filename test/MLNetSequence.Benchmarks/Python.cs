using System.ComponentModel;
using System.Diagnostics;

namespace MLNetSequence.Benchmarks;

/// <summary>A Python that has PyTorch.</summary>
internal sealed class Python
{
    private const string Variable = "MLNETSEQUENCE_PYTHON";
    private const string Probe = "import torch; print(torch.__version__)";
    private static readonly TimeSpan ProbeTime = TimeSpan.FromSeconds(60);

    // They narrow what OpenBLAS may use of the machine; the peer shall run as it does where nobody set them.
    private static readonly string[] Unset = ["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"];

    private readonly string _program;

    private Python(string program, string torch) => (_program, Torch) = (program, torch);

    /// <summary>The version of PyTorch.</summary>
    public string Torch { get; }

    /// <summary>Where Python is looked for, in words.</summary>
    public static string Places => $"{Variable}, python3, /usr/bin/python3";

    /// <summary>The first that imports torch: the one that the environment names, python3, /usr/bin/python3. Null if none does.</summary>
    public static Python? Find()
    {
        foreach (string? program in (string?[])[Environment.GetEnvironmentVariable(Variable), "python3", "/usr/bin/python3"])
        {
            if (!string.IsNullOrEmpty(program) && TorchOf(program) is { } torch)
            {
                return new Python(program, torch);
            }
        }
        return null;
    }

    /// <summary>How to start a script that lies in peers/ beside this program.</summary>
    public ProcessStartInfo Script(string name, int threads, params IEnumerable<string> arguments) =>
        StartInfo(_program, threads, ["-u", Path.Combine(AppContext.BaseDirectory, "peers", name), .. arguments]);

    private static string? TorchOf(string program)
    {
        try
        {
            using Process process = Process.Start(StartInfo(program, threads: 1, ["-c", Probe]))!;
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            _ = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(ProbeTime))
            {
                process.Kill(entireProcessTree: true);
                return null;
            }
            return process.ExitCode == 0 ? output.Result.Trim() : null;
        }
        catch (Win32Exception)
        {
            return null; // No such program.
        }
    }

    private static ProcessStartInfo StartInfo(string program, int threads, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["OMP_NUM_THREADS"] = $"{threads}";
        foreach (string variable in Unset)
        {
            start.Environment.Remove(variable);
        }
        return start;
    }
}
