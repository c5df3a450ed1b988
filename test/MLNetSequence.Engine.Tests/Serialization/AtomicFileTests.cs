using MLNetSequence.Engine.Serialization;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Serialization;

[TestClass]
public sealed class AtomicFileTests
{
    [TestMethod]
    public void ReplacesTheWholeFile()
    {
        using var file = new TempFile();
        foreach (byte[] bytes in (byte[][])[[1, 2, 3, 4], [5], [], [6, 7]])
        {
            AtomicFile.Write(file.Path, bytes);
            CollectionAssert.AreEqual(bytes, File.ReadAllBytes(file.Path));
            CollectionAssert.AreEqual((string[])["file"], file.Names, "Nothing is left beside it.");
        }
    }

    /// <summary>Whatever goes wrong, the former file is whole and nothing is left beside it.</summary>
    [TestMethod]
    public void AFailureLeavesTheFormerFile()
    {
        using var file = new TempFile();
        Directory.CreateDirectory(file.Path);
        Exception? error = null;
        try
        {
            AtomicFile.Write(file.Path, [1]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error = e;
        }
        Assert.IsNotNull(error, "A folder cannot be replaced by a file.");
        Assert.IsTrue(Directory.Exists(file.Path));
        Assert.IsEmpty(file.Names);
        Assert.ThrowsExactly<DirectoryNotFoundException>(() => AtomicFile.Write(Path.Combine(file.Path, "none", "file"), [1]));
    }
}
