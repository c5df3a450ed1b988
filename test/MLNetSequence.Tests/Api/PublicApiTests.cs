using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Api;

/// <summary>
/// The public surface stands in PublicApi.txt; whoever changes it changes that file too, and a reviewer sees it. It is the same
/// against the package and the stand-in.
/// </summary>
[TestClass]
public class PublicApiTests
{
    [TestMethod]
    public void ItIsTheOneCheckedIn()
    {
        string file = Path.Combine(Repository.Root, "test", "MLNetSequence.Tests", "PublicApi.txt");
        string[] expected = File.Exists(file) ? File.ReadAllLines(file) : [];
        string[] found = PublicApi.Lines(typeof(SequenceTokenizingEstimator).Assembly, typeof(SequenceNetwork).Assembly);
        if (expected.SequenceEqual(found))
        {
            return;
        }
        string now = Path.Combine(AppContext.BaseDirectory, "PublicApi.txt");
        File.WriteAllText(now, string.Join('\n', found) + '\n');
        IEnumerable<string> gone = InTypes(expected).Except(InTypes(found)).Select(line => $"- {line}");
        IEnumerable<string> added = InTypes(found).Except(InTypes(expected)).Select(line => $"+ {line}");
        Assert.Fail(
            $"The public API has changed. If it was meant to, copy {now} over {file}.\n{string.Join('\n', gone.Concat(added))}");
    }

    /// <summary>Each member's line behind its type's, so that a line tells where it belongs.</summary>
    private static IEnumerable<string> InTypes(string[] lines)
    {
        string type = "";
        foreach (string line in lines)
        {
            type = line.StartsWith(' ') ? type : line.Split(" : ")[0];
            yield return line.StartsWith(' ') ? $"{type}{line}" : line;
        }
    }
}
