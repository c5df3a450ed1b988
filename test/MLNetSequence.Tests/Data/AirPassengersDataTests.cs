using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Data;

/// <summary>The numbers of the passenger sample: all of them, and those that were published.</summary>
[TestClass]
public class AirPassengersDataTests
{
    [TestMethod]
    public void EveryMonthIsThere()
    {
        string[] months = [.. Rows(Shipped).Select(row => row[0])];
        string[] expected = [.. Enumerable.Range(0, 144).Select(i => $"{1949 + i / 12}-{1 + i % 12:00}")];
        CollectionAssert.AreEqual(expected, months);
    }

    [TestMethod]
    public void TheNumbersAreThePublishedOnes()
    {
        string published = RealData.PathOf("air-passengers.csv");
        CollectionAssert.AreEqual(Rows(published).Select(row => row[1]).ToArray(), Rows(Shipped).Select(row => row[1]).ToArray());
    }

    private static string Shipped => Path.Combine(Repository.Root, "samples", "AirPassengers", "data", "air-passengers.csv");

    private static IEnumerable<string[]> Rows(string path) => File.ReadLines(path).Skip(1).Select(line => line.Split(','));
}
