using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Padding;

/// <summary>
/// Keras' pad_sequences(sequences, maxlen, dtype, padding, truncating, value), every argument: the examples of its documentation and
/// of its own tests, and others worked out by hand after its source. A row of the table is a sequence, '|' stands between rows.
/// </summary>
[TestClass]
public class KerasArgumentsTests
{
    private const SequenceEnd Pre = SequenceEnd.Pre;
    private const SequenceEnd Post = SequenceEnd.Post;

    [TestMethod]
    // The documentation's.
    [DataRow("1 | 2 3 | 4 5 6", null, Pre, Pre, 0.0, "0 0 1 | 0 2 3 | 4 5 6")]
    [DataRow("1 | 2 3 | 4 5 6", null, Pre, Pre, -1.0, "-1 -1 1 | -1 2 3 | 4 5 6")]
    [DataRow("1 | 2 3 | 4 5 6", null, Post, Pre, 0.0, "1 0 0 | 2 3 0 | 4 5 6")]
    [DataRow("1 | 2 3 | 4 5 6", 2, Pre, Pre, 0.0, "0 1 | 2 3 | 5 6")]
    // Its tests'.
    [DataRow("1 | 1 2 | 1 2 3", 3, Pre, Pre, 0.0, "0 0 1 | 0 1 2 | 1 2 3")]
    [DataRow("1 | 1 2 | 1 2 3", 3, Post, Pre, 0.0, "1 0 0 | 1 2 0 | 1 2 3")]
    [DataRow("1 | 1 2 | 1 2 3", 2, Pre, Pre, 0.0, "0 1 | 1 2 | 2 3")]
    [DataRow("1 | 1 2 | 1 2 3", 2, Pre, Post, 0.0, "0 1 | 1 2 | 1 2")]
    [DataRow("1 | 1 2 | 1 2 3", 3, Pre, Pre, 1.0, "1 1 1 | 1 1 2 | 1 2 3")]
    // Ours.
    [DataRow("1 | 1 2 | 1 2 3", 2, Post, Post, 7.0, "1 7 | 1 2 | 1 2")]
    [DataRow("1 | 1 2 | 1 2 3", 2, Post, Pre, 7.0, "1 7 | 1 2 | 2 3")]
    [DataRow("| 5 | | 6 7", null, Post, Post, 9.0, "9 9 | 5 9 | 9 9 | 6 7")]
    [DataRow("| 5 | | 6 7", null, Pre, Post, 0.0, "0 0 | 0 5 | 0 0 | 6 7")]
    [DataRow("| 5 | | 6 7", 4, Pre, Post, -3.0, "-3 -3 -3 -3 | -3 -3 -3 5 | -3 -3 -3 -3 | -3 -3 6 7")]
    [DataRow("| 5 | | 6 7", 1, Pre, Pre, 2.0, "2 | 5 | 2 | 7")]
    [DataRow("| 5 | | 6 7", 1, Post, Post, 2.0, "2 | 5 | 2 | 6")]
    [DataRow("0 1 | 0 0 0", 3, Pre, Pre, 4.0, "4 0 1 | 0 0 0")]
    [DataRow("1 2 3 4 5 6 7 8", 3, Pre, Pre, 0.0, "6 7 8")]
    public void SequencesOfNumbers(string rows, object? maxlen, SequenceEnd padding, SequenceEnd truncating, double value, string expected)
    {
        // Keras' dtype: the items keep the type they have.
        Check<sbyte>(NumberDataViewType.SByte);
        Check<short>(NumberDataViewType.Int16);
        Check<int>(NumberDataViewType.Int32);
        Check<long>(NumberDataViewType.Int64);
        Check<float>(NumberDataViewType.Single);
        Check<double>(NumberDataViewType.Double);
        if (value >= 0)
        {
            Check<byte>(NumberDataViewType.Byte);
            Check<ushort>(NumberDataViewType.UInt16);
            Check<uint>(NumberDataViewType.UInt32);
            Check<ulong>(NumberDataViewType.UInt64);
            Check<byte>(new KeyDataViewType(typeof(byte), 9));
            Check<ushort>(new KeyDataViewType(typeof(ushort), 9));
            Check<uint>(new KeyDataViewType(typeof(uint), 9));
            Check<ulong>(new KeyDataViewType(typeof(ulong), 9));
        }

        void Check<T>(PrimitiveDataViewType type)
        {
            var vector = new VectorDataViewType(type);
            T[][] items = Parse<T>(rows);
            foreach (Table data in (Table[])[Padded.Rows(vector, items), Padded.SparseRows(vector, items)])
            {
                IDataView padded = new MLContext().Transforms
                    .PadSequences("Out", "In", (int?)maxlen, padding, truncating, value).Fit(data).Transform(data);
                int length = expected.Split('|')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
                Assert.AreEqual(new VectorDataViewType(type, length), padded.Schema["Out"].Type);
                Assert.AreEqual(expected, string.Join(" | ", Padded.Read<T>(padded, "Out")), type.ToString());
            }
        }
    }

    /// <summary>Keras' test_pad_sequences_vector: steps of two features.</summary>
    [TestMethod]
    [DataRow(3, Pre, Pre, 0.0, "0 0 0 0 1 1 | 0 0 2 1 2 2 | 3 1 3 2 3 3")]
    [DataRow(3, Post, Pre, 0.0, "1 1 0 0 0 0 | 2 1 2 2 0 0 | 3 1 3 2 3 3")]
    [DataRow(2, Pre, Pre, 0.0, "0 0 1 1 | 2 1 2 2 | 3 2 3 3")]
    [DataRow(2, Pre, Post, 0.0, "0 0 1 1 | 2 1 2 2 | 3 1 3 2")]
    [DataRow(3, Pre, Pre, 1.0, "1 1 1 1 1 1 | 1 1 2 1 2 2 | 3 1 3 2 3 3")]
    [DataRow(null, Post, Post, 5.0, "1 1 5 5 5 5 | 2 1 2 2 5 5 | 3 1 3 2 3 3")]
    [DataRow(1, Post, Post, 5.0, "1 1 | 2 1 | 3 1")]
    public void SequencesOfVectors(object? maxlen, SequenceEnd padding, SequenceEnd truncating, double value, string expected)
    {
        var type = new VectorDataViewType(NumberDataViewType.Single, 0, 2);
        float[][] items = Parse<float>("1 1 | 2 1 2 2 | 3 1 3 2 3 3");
        foreach (Table data in (Table[])[Padded.Rows(type, items), Padded.SparseRows(type, items)])
        {
            IDataView padded = new MLContext().Transforms
                .PadSequences("Out", "In", (int?)maxlen, padding, truncating, value).Fit(data).Transform(data);
            Assert.AreEqual(expected, string.Join(" | ", Padded.Read<float>(padded, "Out")));
            Assert.AreEqual(
                new VectorDataViewType(NumberDataViewType.Single, (int?)maxlen ?? 3, 2), padded.Schema["Out"].Type);
        }
    }

    /// <summary>Keras' test_pad_sequences_float.</summary>
    [TestMethod]
    [DataRow(3, Pre, Pre, 0.0, "0 0 1.2 | 0 1.2 2.3 | 1.2 2.3 3.4")]
    [DataRow(3, Post, Pre, 0.0, "1.2 0 0 | 1.2 2.3 0 | 1.2 2.3 3.4")]
    [DataRow(2, Pre, Pre, 0.0, "0 1.2 | 1.2 2.3 | 2.3 3.4")]
    [DataRow(2, Pre, Post, 0.0, "0 1.2 | 1.2 2.3 | 1.2 2.3")]
    [DataRow(3, Pre, Pre, 0.1, "0.1 0.1 1.2 | 0.1 1.2 2.3 | 1.2 2.3 3.4")]
    public void SequencesOfFractions(int maxlen, SequenceEnd padding, SequenceEnd truncating, double value, string expected)
    {
        Table data = Padded.Rows(new VectorDataViewType(NumberDataViewType.Single), Parse<float>("1.2 | 1.2 2.3 | 1.2 2.3 3.4"));
        IDataView padded = new MLContext().Transforms
            .PadSequences("Out", "In", maxlen, padding, truncating, value).Fit(data).Transform(data);
        Assert.AreEqual(expected, string.Join(" | ", Padded.Read<float>(padded, "Out")));
    }

    [TestMethod]
    public void TheDefaultsAreKeras()
    {
        Table data = Padded.Rows(new VectorDataViewType(NumberDataViewType.Int32), Parse<int>("1 | 2 3 | 4 5 6"));
        IDataView padded = new MLContext().Transforms.PadSequences("In").Fit(data).Transform(data);
        CollectionAssert.AreEqual(new[] { "0 0 1", "0 2 3", "4 5 6" }, Padded.Read<int>(padded, "In"));
    }

    private static T[][] Parse<T>(string rows) =>
    [
        .. rows.Split('|').Select(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(number => (T)Convert.ChangeType(double.Parse(number), typeof(T))).ToArray()),
    ];
}
