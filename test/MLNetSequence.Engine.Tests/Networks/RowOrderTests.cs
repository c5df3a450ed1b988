using MLNetSequence.Engine.Networks;

namespace MLNetSequence.Engine.Tests.Networks;

[TestClass]
public sealed class RowOrderTests
{
    /// <summary>Worked out by hand: step after step and, within a step, sequence after sequence.</summary>
    [TestMethod]
    public void StepAfterStepAcrossGroups()
    {
        var order = new RowOrder();
        order.OfSteps([Layout(3, 1), Layout(2), Layout(0, 0)]);
        CollectionAssert.AreEqual((string[])["0:0", "0:1", "1:0", "0:2", "1:1", "0:3"], Rows(order));
        order.OfSequences([Layout(3, 1), Layout(2), Layout(0, 0)]);
        CollectionAssert.AreEqual((string[])["0:0", "0:1", "1:0", "2:0", "2:1"], Rows(order));
        order.OfSteps([]);
        Assert.AreEqual(0, order.Count);
    }

    /// <summary>However sequences are dealt, their steps come in the order of the whole batch.</summary>
    [TestMethod]
    public void GroupsDoNotChangeTheOrder()
    {
        int[] lengths = [9, 7, 7, 6, 4, 4, 2, 1, 0];
        string[] whole = Steps([lengths]);
        for (int cut = 0; cut <= lengths.Length; cut++)
        {
            CollectionAssert.AreEqual(whole, Steps([lengths[..cut], lengths[cut..]]), $"cut at {cut}");
        }
        CollectionAssert.AreEqual(whole, Steps([lengths[..2], lengths[2..3], lengths[3..7], lengths[7..]]));
    }

    [TestMethod]
    public void RowsOfOneGroupAreCounted()
    {
        var order = new RowOrder();
        order.OfSteps([Layout(3, 1), Layout(2)]);
        int[] same = [.. Enumerable.Range(0, order.Count).Select(i => order.SameGroup(i, order.Count - i))];
        CollectionAssert.AreEqual((int[])[2, 1, 1, 1, 1, 1], same);
        Assert.AreEqual(1, order.SameGroup(0, 1));
        CollectionAssert.AreEqual((int[])[0, 1], order.Rows(0, 2).ToArray());
    }

    // The sequence and the step of each row.
    private static string[] Steps(int[][] groups)
    {
        PackedLayout[] layouts = [.. groups.Select(g => Layout(g))];
        var order = new RowOrder();
        order.OfSteps(layouts);
        var names = new Dictionary<(int, int), string>();
        int first = 0;
        for (int g = 0; g < groups.Length; g++)
        {
            for (int b = 0; b < groups[g].Length; b++)
            {
                for (int t = 0; t < groups[g][b]; t++)
                {
                    names[(g, layouts[g].Row(t, b))] = $"{first + b}, {t}";
                }
            }
            first += groups[g].Length;
        }
        return [.. Enumerable.Range(0, order.Count).Select(i => names[(order.Group(i), order.Row(i))])];
    }

    private static string[] Rows(RowOrder order) =>
        [.. Enumerable.Range(0, order.Count).Select(i => $"{order.Group(i)}:{order.Row(i)}")];

    private static PackedLayout Layout(params int[] lengths)
    {
        var layout = new PackedLayout();
        lengths.CopyTo(layout.Reset(lengths.Length));
        layout.Arrange();
        return layout;
    }
}
