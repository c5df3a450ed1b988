using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Padding;

/// <summary>Keras' pad_sequences(…, maxlen=5, padding=…, truncating=…), worked out by hand.</summary>
[TestClass]
public class KerasPaddingTests
{
    private const int Length = 5;

    [TestMethod]
    [DataRow("", SequenceEnd.Pre, SequenceEnd.Pre, "0 0 0 0 0")]
    [DataRow("", SequenceEnd.Pre, SequenceEnd.Post, "0 0 0 0 0")]
    [DataRow("", SequenceEnd.Post, SequenceEnd.Pre, "0 0 0 0 0")]
    [DataRow("", SequenceEnd.Post, SequenceEnd.Post, "0 0 0 0 0")]
    [DataRow("1 2 3", SequenceEnd.Pre, SequenceEnd.Pre, "0 0 1 2 3")]
    [DataRow("1 2 3", SequenceEnd.Pre, SequenceEnd.Post, "0 0 1 2 3")]
    [DataRow("1 2 3", SequenceEnd.Post, SequenceEnd.Pre, "1 2 3 0 0")]
    [DataRow("1 2 3", SequenceEnd.Post, SequenceEnd.Post, "1 2 3 0 0")]
    [DataRow("1 2 3 4 5", SequenceEnd.Pre, SequenceEnd.Pre, "1 2 3 4 5")]
    [DataRow("1 2 3 4 5", SequenceEnd.Pre, SequenceEnd.Post, "1 2 3 4 5")]
    [DataRow("1 2 3 4 5", SequenceEnd.Post, SequenceEnd.Pre, "1 2 3 4 5")]
    [DataRow("1 2 3 4 5", SequenceEnd.Post, SequenceEnd.Post, "1 2 3 4 5")]
    [DataRow("1 2 3 4 5 6 7", SequenceEnd.Pre, SequenceEnd.Pre, "3 4 5 6 7")]
    [DataRow("1 2 3 4 5 6 7", SequenceEnd.Pre, SequenceEnd.Post, "1 2 3 4 5")]
    [DataRow("1 2 3 4 5 6 7", SequenceEnd.Post, SequenceEnd.Pre, "3 4 5 6 7")]
    [DataRow("1 2 3 4 5 6 7", SequenceEnd.Post, SequenceEnd.Post, "1 2 3 4 5")]
    [DataRow("1 0 3", SequenceEnd.Pre, SequenceEnd.Pre, "0 0 1 0 3")]
    [DataRow("0 2 0 4 0 6 0", SequenceEnd.Post, SequenceEnd.Pre, "0 4 0 6 0")]
    public void ItIsAsInKeras(string sequence, SequenceEnd padding, SequenceEnd truncating, string expected)
    {
        float[] numbers = [.. sequence.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(float.Parse)];
        uint[] keys = [.. numbers.Select(n => (uint)n)];
        string asKeys = $"[{expected}]";
        string asNumbers = $"[{string.Join(' ', expected.Split(' ').Select(n => Values.Write(float.Parse(n))))}]";
        var key = new KeyDataViewType(typeof(uint), 7);
        foreach (bool sparse in (bool[])[false, true])
        {
            Check(key, sparse ? Padded.Sparse(keys) : new(keys.Length, keys), asKeys);
            Check(NumberDataViewType.Single, sparse ? Padded.Sparse(numbers) : new(numbers.Length, numbers), asNumbers);
        }

        void Check<T>(PrimitiveDataViewType type, VBuffer<T> value, string output)
        {
            List<VectorDataViewType> types = [new(type)];
            if (value.Length > 0)
            {
                types.Add(new VectorDataViewType(type, value.Length));
            }
            foreach (VectorDataViewType vector in types)
            {
                // The row before it leaves something behind in whatever buffer is used again.
                VBuffer<T> full = new(vector.IsKnownSize ? value.Length : 9, [.. Enumerable.Repeat(One<T>(), 9)]);
                Table data = new Table().AddVectors("In", vector, null, full, value, full, value);
                IDataView padded = new MLContext().Transforms
                    .PadSequences("Out", "In", Length, padding, truncating).Fit(data).Transform(data);
                Assert.AreEqual(new VectorDataViewType(type, Length), padded.Schema["Out"].Type);
                string[] values = Values.Of(padded, "Out");
                Assert.AreEqual(output, values[1]);
                Assert.AreEqual(output, values[3]);
            }
        }
    }

    [TestMethod]
    public void OneStepIsEnough()
    {
        Table data = new Table().AddTokens("Tokens", ["a", "b", "c"], [1, 2, 3], [], [2]);
        IDataView padded = new MLContext().Transforms.PadSequences("Out", "Tokens", length: 1).Fit(data).Transform(data);
        CollectionAssert.AreEqual(new[] { "[3]", "[0]", "[2]" }, Values.Of(padded, "Out"));
    }

    [TestMethod]
    public void TheInputIsLeftAsItWas()
    {
        Table data = new Table().AddTokens("Tokens", ["a", "b", "c"], [1, 2, 3]);
        IDataView padded = new MLContext().Transforms.PadSequences("Out", "Tokens", length: 2).Fit(data).Transform(data);
        CollectionAssert.AreEqual(new[] { "Tokens: [1 2 3]", "Out: [2 3]" }, Values.OfAll(padded));
    }

    [TestMethod]
    public void NumbersKeepTheirBits()
    {
        float[] odd = [float.NaN, -0f, float.PositiveInfinity, float.Epsilon];
        var type = new VectorDataViewType(NumberDataViewType.Single);
        Table data = new Table().AddVectors("In", type, null, new VBuffer<float>(4, odd));
        IDataView padded = new MLContext().Transforms.PadSequences("Out", "In", length: 4).Fit(data).Transform(data);
        Assert.AreEqual($"[{string.Join(' ', odd.Select(Values.Write))}]", Values.Of(padded, "Out").Single());
    }

    private static T One<T>() => (T)Convert.ChangeType(1, typeof(T));
}
