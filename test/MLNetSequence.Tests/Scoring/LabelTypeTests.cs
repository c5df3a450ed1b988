using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Scoring;

/// <summary>Labels of every type that ML.NET makes keys of come back as what they were, saved or not.</summary>
[TestClass]
public class LabelTypeTests
{
    [TestMethod]
    public void Text() => ComeBack("good, very", "bad\t\"\ud83d\ude00\"", Identity);

    [TestMethod]
    public void Booleans() => ComeBack(true, false, Identity);

    [TestMethod]
    public void Integers()
    {
        ComeBack<sbyte>(-128, 7, Identity);
        ComeBack<byte>(255, 7, Identity);
        ComeBack<short>(-3, short.MaxValue, Identity);
        ComeBack<ushort>(3, ushort.MaxValue, Identity);
        ComeBack(int.MinValue, 4, Identity);
        ComeBack(4u, uint.MaxValue, Identity);
        ComeBack(long.MinValue, long.MaxValue, Identity);
        ComeBack(1ul, ulong.MaxValue, Identity);
    }

    [TestMethod]
    public void Numbers()
    {
        ComeBack(0.1f, -float.MaxValue, Identity);
        ComeBack(0.1, Math.PI, Identity);
        ComeBack(float.PositiveInfinity, float.NegativeInfinity, Identity);
        ComeBack(double.NegativeInfinity, double.Epsilon, Identity);
    }

    [TestMethod]
    public void Dates() =>
        ComeBack(
            new DateTime(2026, 11, 3, 4, 5, 6, 789), new DateTime(1999, 1, 1),
            d => new DateTime(d.Ticks, DateTimeKind.Unspecified));

    private static T Identity<T>(T value) => value;

    private static void ComeBack<T>(T good, T bad, Func<T, T> normal)
    {
        var context = new MLContext(1);
        T[] labels = [good, bad];
        IDataView data = context.Data.LoadFromEnumerable(
            Reviews.Make(120).Select((review, i) => new Typed<T> { Label = labels[i % 2], Text = review.Text }));
        ITransformer model = Quick.Pipeline(context, Quick.Learning()).Fit(data);
        foreach (ITransformer each in new[] { model, ModelFile.Reload(model, data.Schema) })
        {
            IDataView scored = each.Transform(data);
            T[] expected = [.. context.Data.CreateEnumerable<Typed<T>>(data, false).Select(row => normal(row.Label))];
            T[] found = [.. context.Data.CreateEnumerable<Predicted<T>>(scored, false).Select(row => normal(row.PredictedLabel))];
            CollectionAssert.AreEqual(expected, found);
            DataViewSchema.Column score = scored.Schema["Score"];
            Assert.IsTrue(score.HasSlotNames());
            string[] names = [.. labels.Select(label => Convert.ToString(label, CultureInfo.InvariantCulture)!)];
            CollectionAssert.AreEqual(names, Values.OfAnnotation<ReadOnlyMemory<char>>(score, "SlotNames"));
        }
    }

    private sealed class Typed<T>
    {
        public T Label { get; set; } = default!;

        public string Text { get; set; } = "";
    }

    private sealed class Predicted<T>
    {
        public T PredictedLabel { get; set; } = default!;
    }
}
