using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Padding;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Encodings;

/// <summary>One-hot steps: values, types, limits.</summary>
[TestClass]
public class OneHotTests
{
    private static readonly TransformsCatalog Catalog = new MLContext().Transforms;

    [TestMethod]
    [DataRow("2 3 0", "0 1 0 | 0 0 1 | 0 0 0")]
    [DataRow("1", "1 0 0")]
    [DataRow("", "")]
    [DataRow("0 0", "0 0 0 | 0 0 0")]
    [DataRow("3 3 1 2", "0 0 1 | 0 0 1 | 1 0 0 | 0 1 0")]
    [DataRow("4 255 1", "0 0 0 | 0 0 0 | 1 0 0")]
    public void EveryKeySetsItsFeature(string keys, string expected)
    {
        Check<byte>();
        Check<ushort>();
        Check<uint>();
        Check<ulong>();

        void Check<T>()
        {
            T[] row = [.. keys.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(k => (T)Convert.ChangeType(k, typeof(T)))];
            var key = new KeyDataViewType(typeof(T), 3);
            List<VectorDataViewType> types = [new(key)];
            if (row.Length > 0)
            {
                types.Add(new(key, row.Length));
            }
            foreach (VectorDataViewType type in types)
            {
                foreach (Table data in (Table[])[Padded.Rows<T>(type, [row]), Padded.SparseRows<T>(type, [row])])
                {
                    IDataView steps = OneHot(data);
                    Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, type.Size, 3), steps.Schema["Out"].Type);
                    string[] found = [.. Padded.Read<float>(steps, "Out").Single().Split(' ', StringSplitOptions.RemoveEmptyEntries)];
                    Assert.AreEqual(expected, string.Join(" | ", found.Chunk(3).Select(step => string.Join(' ', step))));
                }
            }
        }
    }

    /// <summary>Against one-hot vectors that are made one by one, and the vector's own arrays.</summary>
    [TestMethod]
    public void ItIsSparseAndAsADenseOneIsByHand()
    {
        var random = new Random(3);
        const int Keys = 50;
        uint[][] rows =
        [
            .. Enumerable.Range(0, 40).Select(_ =>
                Enumerable.Range(0, random.Next(12)).Select(_ => (uint)random.Next(Keys + 1)).ToArray()),
        ];
        IDataView steps = OneHot(Padded.Rows(new VectorDataViewType(new KeyDataViewType(typeof(uint), Keys)), rows));
        using DataViewRowCursor cursor = steps.GetRowCursor([steps.Schema["Out"]]);
        ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(steps.Schema["Out"]);
        VBuffer<float> found = default;
        for (int i = 0; cursor.MoveNext(); i++)
        {
            float[] expected = new float[rows[i].Length * Keys];
            for (int t = 0; t < rows[i].Length; t++)
            {
                for (int k = 1; k <= Keys; k++)
                {
                    expected[t * Keys + k - 1] = rows[i][t] == k ? 1 : 0;
                }
            }
            get(ref found);
            CollectionAssert.AreEqual(expected, found.DenseValues().ToArray());
            Assert.AreEqual(rows[i].Length == 0, found.IsDense);
            Assert.AreEqual(rows[i].Count(key => key > 0), found.GetValues().Length, "Only what is 1 is given.");
            int[] indices = found.GetIndices().ToArray();
            CollectionAssert.AreEqual(indices.Distinct().Order().ToArray(), indices, "In rising order.");
        }
    }

    /// <summary>With one key the vector may come out full, and then it is dense.</summary>
    [TestMethod]
    public void OneKeyIsEnough()
    {
        Table data = new Table().AddTokens("In", ["a"], [1, 1, 1], [0], [1, 0, 1], [1]);
        CollectionAssert.AreEqual(new[] { "1 1 1", "0", "1 0 1", "1" }, Padded.Read<float>(OneHot(data), "Out"));
    }

    [TestMethod]
    public void ThereAreNoAnnotations()
    {
        Table data = new Table().AddTokens("In", ["a", "b"], [1]);
        Assert.AreEqual(0, OneHot(data).Schema["Out"].Annotations.Schema.Count);
    }

    [TestMethod]
    public void OtherDimensionsAreRefused()
    {
        var type = new VectorDataViewType(new KeyDataViewType(typeof(uint), 3), 2, 2);
        Table data = Padded.Rows<uint>(type, [[1, 2, 3, 1]]);
        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => OneHot(data));
        StringAssert.Contains(error.Message, "sequence column 'In' must be a vector of keys with one dimension");
        StringAssert.Contains(error.Message, "2, 2");
    }

    [TestMethod]
    [DataRow(1ul << 20, 2048)]
    [DataRow((ulong)int.MaxValue + 1, 0)]
    [DataRow(ulong.MaxValue, 0)]
    [DataRow(ulong.MaxValue, int.MaxValue)]
    public void StepsAndKeysThatOverflowAreRefused(ulong keys, int steps)
    {
        Table data = Padded.Rows<ulong>(new VectorDataViewType(new KeyDataViewType(typeof(ulong), keys), steps));
        ITransformer ofOther = Catalog.SequenceToOneHot("Out", "In").Fit(new Table().AddTokens("In", ["a"]));
        foreach (Action call in (Action[])[() => Catalog.SequenceToOneHot("Out", "In").Fit(data), () => ofOther.Transform(data)])
        {
            ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(call);
            StringAssert.Contains(error.Message, "'In'");
            StringAssert.Contains(error.Message, $"{keys} keys");
            StringAssert.Contains(error.Message, "more than 2147483647 items");
        }
    }

    [TestMethod]
    public void ARowThatOverflowsIsNamed()
    {
        var type = new VectorDataViewType(new KeyDataViewType(typeof(uint), 1u << 30));
        Table data = Padded.Rows<uint>(type, [1 << 30], [1, 2]);
        IDataView steps = OneHot(data);
        using DataViewRowCursor cursor = steps.GetRowCursor([steps.Schema["Out"]]);
        ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(steps.Schema["Out"]);
        VBuffer<float> row = default;
        cursor.MoveNext();
        get(ref row);
        CollectionAssert.AreEqual(new[] { (1 << 30) - 1 }, row.GetIndices().ToArray());
        cursor.MoveNext();
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => get(ref row));
        StringAssert.StartsWith(error.Message, "Row 2 of column 'In' is too long for one-hot vectors: 2 steps of 1073741824 keys");
    }

    [TestMethod]
    public void NamesThatAreMissingAreRefused()
    {
        AssertRefused<ArgumentException>("outputColumnName", () => Catalog.SequenceToOneHot(""));
        AssertRefused<ArgumentNullException>("outputColumnName", () => Catalog.SequenceToOneHot(null!, "In"));
        AssertRefused<ArgumentNullException>("catalog", () => ((TransformsCatalog)null!).SequenceToOneHot("Out"));
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    public void WithoutAnInputNameTheOutputTakesTheInputsPlace(string? input)
    {
        Table data = new Table().AddTokens("In", ["a", "b"], [1, 2]);
        IDataView steps = Catalog.SequenceToOneHot("In", input).Fit(data).Transform(data);
        Assert.AreEqual("1 0 0 1", Padded.Read<float>(steps, "In").Single());
        Assert.IsTrue(steps.Schema[0].IsHidden);
    }

    private static IDataView OneHot(IDataView data) => Catalog.SequenceToOneHot("Out", "In").Fit(data).Transform(data);

    private static void AssertRefused<T>(string name, Action call)
        where T : ArgumentException => Assert.AreEqual(name, Assert.ThrowsExactly<T>(call).ParamName);
}
