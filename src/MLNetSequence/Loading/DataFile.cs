using MLNetSequence.Files;

namespace MLNetSequence.Loading;

/// <summary>A file that each cursor opens anew, plain or packed by gzip, and the words for what is wrong with it.</summary>
internal sealed class DataFile
{
    private readonly string _path;

    /// <exception cref="ArgumentException">The path is null or empty.</exception>
    public DataFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        // The current folder may be another one when a cursor is opened.
        (Name, _path) = (path, Path.GetFullPath(path));
    }

    /// <summary>The path as the user wrote it.</summary>
    public string Name { get; }

    /// <summary>The file's bytes, unpacked where it begins as gzip data do.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is packed in another way.</exception>
    public Stream Open()
    {
        return File.Exists(_path)
            ? PackedFile.Open(_path, Name)
            : throw new FileNotFoundException($"There is no file '{Name}'.", Name);
    }

    /// <summary>Something is wrong in a line, counted from 1.</summary>
    public InvalidDataException Error(long line, string message, Exception? inner = null) =>
        new($"{Name}, line {line}: {message}", inner);

    /// <summary>Something is wrong with the file as a whole.</summary>
    public InvalidDataException Error(string message) => new($"{Name}: {message}");

    /// <summary>A piece of a file as an error shows it: not more than a few words.</summary>
    public static string Show(ReadOnlySpan<char> text) => text.Length <= 40 ? $"'{text}'" : $"'{text[..40]}…' ({text.Length} characters)";

    /// <summary>So many of something.</summary>
    public static string Count(int number, string noun) => $"{number} {noun}{(number == 1 ? "" : "s")}";
}
