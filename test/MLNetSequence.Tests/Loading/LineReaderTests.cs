using MLNetSequence.Loading;

namespace MLNetSequence.Tests.Loading;

[TestClass]
public class LineReaderTests
{
    private readonly DataFiles _files = new();

    [TestCleanup]
    public void Delete() => _files.Dispose();

    [TestMethod]
    [DataRow("")]
    [DataRow("\n")]
    [DataRow("a")]
    [DataRow("a\nb\r\nc\rd")]
    [DataRow("\r\r\n\n\r")]
    [DataRow("a\n\nb\n")]
    [DataRow("\u00e4\u20ac\U0001F600\r\n\u00fc")]
    public void LinesAreThoseOfAStringReader(string text)
    {
        CollectionAssert.AreEqual(Expected(text), Lines(text));
    }

    [TestMethod]
    public void LineEndsMayFallAnywhereInTheBuffer()
    {
        // Line ends at every place around the buffer's end, and lines longer than it.
        for (int length = 16380; length <= 16388; length++)
        {
            foreach (string end in (string[])["\n", "\r\n", "\r"])
            {
                string text = $"{new string('x', length)}{end}y{end}{new string('z', 3 * length)}{end}{end}last";
                CollectionAssert.AreEqual(Expected(text), Lines(text), $"{length}");
            }
        }
    }

    private static string[] Expected(string text)
    {
        var lines = new List<string>();
        var reader = new StringReader(text);
        while (reader.ReadLine() is string line)
        {
            lines.Add(line);
        }
        return [.. lines];
    }

    private string[] Lines(string text)
    {
        using var reader = new LineReader(new DataFile(_files.WriteText(text)));
        var lines = new List<string>();
        while (reader.Read())
        {
            lines.Add(reader.Text.ToString());
            Assert.AreEqual(lines.Count, reader.Line);
        }
        Assert.IsFalse(reader.Read());
        Assert.AreEqual(lines.Count, reader.Line);
        return [.. lines];
    }
}
