namespace MLNetSequence.Tests.Support;

/// <summary>Data that others made, where it is at hand: beside the repository, never in it.</summary>
internal static class RealData
{
    /// <summary>The path of a file; a test that asks for one that is not there is inconclusive.</summary>
    public static string PathOf(string name)
    {
        string path = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data", name));
        if (!File.Exists(path))
        {
            Assert.Inconclusive($"There is no {path}.");
        }
        return path;
    }
}
