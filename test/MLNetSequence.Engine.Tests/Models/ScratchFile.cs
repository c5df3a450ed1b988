namespace MLNetSequence.Engine.Tests.Models;

/// <summary>A place for a file that is gone when it is disposed.</summary>
internal sealed class ScratchFile : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");

    public void Dispose() => File.Delete(Path);
}
