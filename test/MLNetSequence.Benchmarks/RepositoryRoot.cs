namespace MLNetSequence.Benchmarks;

/// <summary>Where the repository lies: the nearest folder above this program that holds the solution.</summary>
internal static class RepositoryRoot
{
    private const string Solution = "MLNetSequence.sln";

    /// <exception cref="DirectoryNotFoundException">No folder above this program holds it.</exception>
    public static string Folder { get; } = Find();

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Solution)))
            {
                return folder.FullName;
            }
        }
        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds {Solution}.");
    }
}
