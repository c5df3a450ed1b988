using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Padding;

/// <summary>The mask on request: Keras' meaning, true for what is real.</summary>
[TestClass]
public class PaddingMaskTests
{
    private const SequenceEnd Pre = SequenceEnd.Pre;
    private const SequenceEnd Post = SequenceEnd.Post;

    [TestMethod]
    [DataRow(Pre, Pre, "FFFF FFFT FTTT TTTT TTTT")]
    [DataRow(Post, Pre, "FFFF TFFF TTTF TTTT TTTT")]
    [DataRow(Pre, Post, "FFFF FFFT FTTT TTTT TTTT")]
    [DataRow(Post, Post, "FFFF TFFF TTTF TTTT TTTT")]
    public void ItIsTrueWhereAStepIsReal(SequenceEnd padding, SequenceEnd truncating, string expected)
    {
        foreach (int features in (int[])[1, 3])
        {
            var type = new VectorDataViewType(NumberDataViewType.Single, 0, features);
            float[][] rows = [.. ((int[])[0, 1, 3, 4, 6]).Select(steps => new float[steps * features])];
            foreach (Table data in (Table[])[Padded.Rows(type, rows), Padded.SparseRows(type, rows)])
            {
                IDataView padded = Padded.Of(data, o =>
                {
                    (o.Length, o.Padding, o.Truncating, o.MaskColumnName) = (4, padding, truncating, "Mask");
                });
                string[] masks = Padded.Read<bool>(padded, "Mask");
                string all = string.Join(' ', masks.Select(mask => string.Concat(mask.Split(' ').Select(step => step[0]))));
                Assert.AreEqual(expected, all, "Zeros in the data are real.");
            }
        }
    }

    [TestMethod]
    public void WithoutANameThereIsNone()
    {
        Table data = Padded.Rows<float>(new VectorDataViewType(NumberDataViewType.Single), [1]);
        CollectionAssert.AreEqual(
            new[] { "In", "Out" }, Padded.Of(data, o => o.Length = 2).Schema.Select(c => c.Name).ToArray());
    }

    /// <summary>Either getter alone, both in turn, one of them several times, or only on some rows.</summary>
    [TestMethod]
    public void NeitherColumnNeedsTheOther()
    {
        var type = new VectorDataViewType(NumberDataViewType.Single, 0, 2);
        Table data = Padded.Rows<float>(type, [1, 2], [], [1, 2, 3, 4, 5, 6, 7, 8], [3, 4, 5, 6], [9, 9]);
        IDataView padded = Padded.Of(data, o => (o.Length, o.MaskColumnName) = (3, "Mask"));
        string[] values = Values.Of(padded, "Out");
        string[] masks = Values.Of(padded, "Mask");
        using DataViewRowCursor cursor = padded.GetRowCursor([padded.Schema["Out"], padded.Schema["Mask"]]);
        Func<string> value = Values.Reader(cursor, padded.Schema["Out"]);
        Func<string> mask = Values.Reader(cursor, padded.Schema["Mask"]);
        Func<string>[] again = [Values.Reader(cursor, padded.Schema["Mask"]), Values.Reader(cursor, padded.Schema["Out"])];
        for (int i = 0; cursor.MoveNext(); i++)
        {
            if (i % 2 == 0)
            {
                Assert.AreEqual(masks[i], mask());
                Assert.AreEqual(masks[i], again[0]());
            }
            if (i % 3 != 1)
            {
                Assert.AreEqual(values[i], value());
                Assert.AreEqual(values[i], again[1]());
                Assert.AreEqual(masks[i], mask());
            }
        }
    }

    [TestMethod]
    public void APredictionEngineHasBoth()
    {
        var context = new MLContext(1);
        IDataView data = context.Data.LoadFromEnumerable([new Row { In = [1, 2] }]);
        ITransformer padding = ModelFile.Reload(
            Padded.Estimator(o => (o.Length, o.MaskColumnName, o.Value) = (3, "Mask", -1)).Fit(data), data.Schema);
        using PredictionEngine<Row, Result> engine = context.Model.CreatePredictionEngine<Row, Result>(padding);
        Result result = engine.Predict(new Row { In = [1, 2] });
        CollectionAssert.AreEqual(new float[] { -1, 1, 2 }, result.Out);
        CollectionAssert.AreEqual(new[] { false, true, true }, result.Mask);
        result = engine.Predict(new Row { In = [1, 2, 3, 4, 5] });
        CollectionAssert.AreEqual(new float[] { 3, 4, 5 }, result.Out);
        CollectionAssert.AreEqual(new[] { true, true, true }, result.Mask);
        result = engine.Predict(new Row());
        CollectionAssert.AreEqual(new float[] { -1, -1, -1 }, result.Out);
        CollectionAssert.AreEqual(new bool[3], result.Mask);
    }

    [TestMethod]
    public void ForBothOfThemARowIsReadOnce()
    {
        Assert.AreEqual(Reads("Out"), Reads("Out", "Mask"));
        Assert.AreEqual(Reads("Out"), Reads("Mask"));

        static int Reads(params string[] columns)
        {
            var rows = new Watched[] { new(), new(), new() };
            IDataView data = new MLContext(1).Data.LoadFromEnumerable(rows);
            IDataView padded = Padded.Of(data, o => (o.Length, o.MaskColumnName) = (3, "Mask"));
            using DataViewRowCursor cursor = padded.GetRowCursor([.. columns.Select(name => padded.Schema[name])]);
            Func<string>[] readers = [.. columns.Select(name => Values.Reader(cursor, padded.Schema[name]))];
            while (cursor.MoveNext())
            {
                Array.ForEach(readers, read => read());
            }
            return rows.Sum(row => row.Reads);
        }
    }

    private sealed class Watched
    {
        private float[] _in = [1, 2];

        [NoColumn]
        public int Reads { get; private set; }

        public float[] In
        {
            get
            {
                Reads++;
                return _in;
            }
            set => _in = value;
        }
    }

    private sealed class Row
    {
        public float[] In { get; set; } = [];
    }

    private sealed class Result
    {
        public float[] Out { get; set; } = [];

        public bool[] Mask { get; set; } = [];
    }
}
