using Microsoft.Extensions.Logging;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Trainers;

/// <summary>An option that cannot do anything with these columns is refused, or said to do nothing.</summary>
[TestClass]
public class IdleOptionTests
{
    [TestMethod]
    public void APaddingValueIsRefusedWithTokens()
    {
        Exception error = Assert.ThrowsExactly<ArgumentException>(() => Toys.Classifier(o => o.PaddingValue = 0).Fit(Toys.Classes(9)));
        StringAssert.Contains(error.Message, "PaddingValue");
        StringAssert.Contains(error.Message, "'Features'");
    }

    [TestMethod]
    public void AnEmbeddingSizeIsSaidToDoNothingForSeries()
    {
        Table series = Toys.Classes(9).Without("Features").AddSeries("Features", 1, [.. Toys.Sequences(9).Select(s => s.Select(t => (float)t).ToArray())]);
        ListLogger Fit(Table data)
        {
            var logger = new ListLogger();
            Toys.Classifier(o => o.Logger = logger).Fit(data);
            return logger;
        }
        Assert.AreEqual(1, Fit(series).Lines.Count(l => l.Level == LogLevel.Warning && l.Line.Contains("EmbeddingSize does nothing")));
        Assert.IsFalse(Fit(Toys.Classes(9)).Lines.Any(l => l.Level == LogLevel.Warning));
    }
}
