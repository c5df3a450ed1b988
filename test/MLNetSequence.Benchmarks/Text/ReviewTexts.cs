using System.IO.Compression;
using System.Text;

namespace MLNetSequence.Benchmarks.Text;

/// <summary>Reads the texts of a file of lines "label, tab, text", plain or gzip.</summary>
internal static class ReviewTexts
{
    /// <summary>The file asked for, or the one beside the repository; null, once the console was told, where there is none.</summary>
    public static string? Find(string? asked)
    {
        string path = Path.GetFullPath(asked ?? Path.Combine(RepositoryRoot.Folder, "..", "shared", "data", "imdb-train.tsv.gz"));
        if (File.Exists(path))
        {
            return path;
        }
        Console.Error.WriteLine($"There is no {path}; --data names another file of lines \"label, tab, text\".");
        return null;
    }

    public static TextTable Read(string path)
    {
        using Stream file = File.OpenRead(path);
        bool packed = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        using Stream plain = packed ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(plain, Encoding.UTF8);
        var rows = new List<string>();
        long bytes = 0;
        while (reader.ReadLine() is { } line)
        {
            string text = line[(line.IndexOf('\t') + 1)..];
            rows.Add(text);
            bytes += Encoding.UTF8.GetByteCount(text);
        }
        return new TextTable([.. rows], bytes / 1e6);
    }
}
