namespace MLNetSequence.Engine.Tests.Support;

/// <summary>A folder of its own for files of a test, gone with it.</summary>
internal sealed class TempFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlnetsequence");

    /// <summary>A file that does not exist yet.</summary>
    public string Path => System.IO.Path.Combine(_folder.FullName, "file");

    /// <summary>Names of all files in the folder.</summary>
    public string[] Names => [.. _folder.GetFiles().Select(f => f.Name)];

    public void Dispose() => _folder.Delete(recursive: true);
}
