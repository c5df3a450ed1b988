using System.IO.Compression;
using System.Text;

namespace MLNetSequence.Tests.Vectors;

/// <summary>Files of vectors, written for one loading and deleted after.</summary>
internal static class VectorText
{
    public static WordVectors Load(string text, string[] vocabulary, Action<WordVectorOptions>? change = null) =>
        Load(Encoding.UTF8.GetBytes(text), vocabulary, change);

    public static WordVectors Load(byte[] bytes, string[] vocabulary, Action<WordVectorOptions>? change = null)
    {
        var options = new WordVectorOptions();
        change?.Invoke(options);
        return With(bytes, path => WordVectors.Load(path, vocabulary, options));
    }

    /// <summary>The error of a file that cannot be read; it names the file.</summary>
    public static InvalidDataException Error(byte[] bytes, params string[] vocabulary) => With(bytes, path =>
    {
        InvalidDataException error = Assert.ThrowsExactly<InvalidDataException>(() => WordVectors.Load(path, vocabulary));
        StringAssert.Contains(error.Message, $"'{path}'");
        return error;
    });

    public static string Error(string text, params string[] vocabulary) => Error(Encoding.UTF8.GetBytes(text), vocabulary).Message;

    public static T With<T>(byte[] bytes, Func<string, T> read)
    {
        string folder = Directory.CreateTempSubdirectory("mlnetsequence").FullName;
        try
        {
            string path = Path.Combine(folder, "vectors");
            File.WriteAllBytes(path, bytes);
            return read(path);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static byte[] Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }
        return packed.ToArray();
    }

    /// <summary>A row of the matrix.</summary>
    public static float[] Row(this WordVectors vectors, int row) =>
        [.. Enumerable.Range(0, vectors.Size).Select(i => vectors.Matrix[row, i])];

    /// <summary>Asserts all numbers, row by row, that of padding first.</summary>
    public static void Has(this WordVectors vectors, params float[][] rows)
    {
        Assert.AreEqual(rows.Length, vectors.Matrix.GetLength(0));
        for (int i = 0; i < rows.Length; i++)
        {
            CollectionAssert.AreEqual(rows[i], vectors.Row(i), $"row {i}");
        }
    }
}
