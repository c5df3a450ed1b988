using System.Globalization;
using System.IO.Compression;
using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Loading;

/// <summary>Small data files of a test, gone after it, and what stands in them as text.</summary>
internal sealed class DataFiles : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("MLNetSequence").FullName;

    public MLContext Context { get; } = new(1);

    public static byte[] Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }
        return packed.ToArray();
    }

    /// <summary>A path in this test's folder.</summary>
    public string At(string name) => Path.Combine(_folder, name);

    /// <summary>Writes a file of these lines.</summary>
    public string Write(params string[] lines) => WriteText(string.Join('\n', lines) + '\n');

    public string WriteText(string text) => WriteBytes(Encoding.UTF8.GetBytes(text));

    public string WriteBytes(byte[] bytes)
    {
        string path = At($"{Directory.GetFiles(_folder).Length}.data");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The numbers of each row.</summary>
    public static string[] Numbers(IDataView data, string name = "Series") => [.. data.GetColumn<float[]>(name)
        .Select(row => string.Join(' ', row.Select(v => v.ToString(CultureInfo.InvariantCulture))))];

    /// <summary>The words of each row.</summary>
    public static string[] Words(IDataView data, string name) =>
        [.. data.GetColumn<string[]>(name).Select(row => string.Join(' ', row))];

    public static string[] Texts(IDataView data, string name) => [.. data.GetColumn<string>(name)];

    /// <summary>Name and type of each column.</summary>
    public static string Columns(IDataView data) =>
        string.Join("; ", data.Schema.Select(c => $"{c.Name}: {Type(c.Type)}"));

    /// <summary>The message of an error in a file, which names the file and the line.</summary>
    public static string Error(string path, long line, Action load)
    {
        InvalidDataException error = Assert.ThrowsExactly<InvalidDataException>(load);
        StringAssert.StartsWith(error.Message, $"{path}, line {line}: ");
        Assert.IsTrue(error.Message.Length < path.Length + 400, "An error does not repeat the file.");
        return error.Message;
    }

    /// <summary>Reads all values of all columns.</summary>
    public static void ReadAll(IDataView data) => Values.OfAll(data);

    private static string Type(DataViewType type) => type is VectorDataViewType vector
        ? $"{vector.ItemType}({string.Join(", ", vector.Dimensions)})"
        : type.ToString()!;
}
