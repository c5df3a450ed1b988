using System.Globalization;
using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;
using MLNetSequence.Tests.ToText;

namespace MLNetSequence.Tests.ToMatrix;

/// <summary>
/// Keras' Tokenizer(oov_token="[UNK]") after fit_on_sequences, its sequences_to_matrix(…, mode=…) without column 0, worked out by hand.
/// </summary>
[TestClass]
public class KerasMatrixTests
{
    private static readonly string[] Words = ["[UNK]", "the", "cat", "sat", "mat", "dog"];

    /// <summary>
    /// Four documents, one of them without a token. [UNK], sat and mat are in one of them: ln(1 + 4/2) = 1.0986123. The and cat are in
    /// two: ln(1 + 4/3) = 0.8472979. Dog is in none: ln(1 + 4/1) = 1.6094379.
    /// </summary>
    private static readonly uint[][] Documents = [[2, 3, 4], [2, 2, 5], [], [0, 0, 3, 1, 0]];

    [TestMethod]
    [DataRow(SequenceMatrixMode.Binary, "2 3 4", "0 1 1 1 0 0")]
    [DataRow(SequenceMatrixMode.Binary, "2 3 2 3 2 1", "1 1 1 0 0 0")]
    [DataRow(SequenceMatrixMode.Binary, "0 0 5 6 6", "0 0 0 0 1 1")]
    [DataRow(SequenceMatrixMode.Binary, "", "0 0 0 0 0 0")]
    [DataRow(SequenceMatrixMode.Binary, "0 0", "0 0 0 0 0 0")]
    [DataRow(SequenceMatrixMode.Binary, "6 5 4 3 2 1", "1 1 1 1 1 1")]
    [DataRow(SequenceMatrixMode.Count, "2 3 4", "0 1 1 1 0 0")]
    [DataRow(SequenceMatrixMode.Count, "2 3 2 3 2 1", "1 3 2 0 0 0")]
    [DataRow(SequenceMatrixMode.Count, "0 0 5 6 6", "0 0 0 0 1 2")]
    [DataRow(SequenceMatrixMode.Count, "", "0 0 0 0 0 0")]
    [DataRow(SequenceMatrixMode.Count, "6 5 4 3 2 1 1", "2 1 1 1 1 1")]
    [DataRow(SequenceMatrixMode.Frequency, "2 3 4 2", "0 0.5 0.25 0.25 0 0")]
    [DataRow(SequenceMatrixMode.Frequency, "2 3 2 3 2 1", "0.16666667 0.5 0.33333334 0 0 0")]
    [DataRow(SequenceMatrixMode.Frequency, "0 0 0 5 6 6 6", "0 0 0 0 0.25 0.75")]
    [DataRow(SequenceMatrixMode.Frequency, "", "0 0 0 0 0 0")]
    [DataRow(SequenceMatrixMode.Frequency, "0", "0 0 0 0 0 0")]
    [DataRow(SequenceMatrixMode.TfIdf, "2 3 4", "0 0.8472979 0.8472979 1.0986123 0 0")]
    [DataRow(SequenceMatrixMode.TfIdf, "2 3 2 3 2 1", "1.0986123 1.7781497 1.4346 0 0 0")]
    [DataRow(SequenceMatrixMode.TfIdf, "0 0 5 6 6", "0 0 0 0 1.0986123 2.7250153")]
    [DataRow(SequenceMatrixMode.TfIdf, "", "0 0 0 0 0 0")]
    [DataRow(SequenceMatrixMode.TfIdf, "6 5 4 3 2 1", "1.0986123 0.8472979 0.8472979 1.0986123 1.0986123 1.6094379")]
    public void ItIsAsInKeras(SequenceMatrixMode mode, string sequence, string expected)
    {
        uint[] keys = [.. sequence.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(uint.Parse)];
        float[] numbers = [.. expected.Split(' ').Select(n => float.Parse(n, CultureInfo.InvariantCulture))];
        ITransformer fitted = new MLContext().Transforms.SequenceToMatrix("Bag", "Tokens", mode).Fit(Sequences.Of(Words, Documents));
        // The rows around it leave something behind in whatever is used again.
        VBuffer<float>[] bags = Bags(fitted.Transform(Sequences.Of(Words, [1, 2, 3, 4, 5, 6, 6], keys, [6], keys)));
        foreach (VBuffer<float> bag in (VBuffer<float>[])[bags[1], bags[3]])
        {
            float[] values = [.. bag.DenseValues()];
            Assert.AreEqual(Words.Length, values.Length);
            for (int i = 0; i < values.Length; i++)
            {
                Assert.AreEqual(numbers[i], values[i], mode == SequenceMatrixMode.TfIdf ? 5e-7f : 0, $"slot {i}");
            }
        }
    }

    [TestMethod]
    public void WhatIsSmallerIsGiven()
    {
        VBuffer<float>[] bags = Bags(Bag(
            SequenceMatrixMode.Count, Sequences.Of(Words, [6, 2, 6], [1, 2, 3], [], [0, 0, 5], [6, 5, 4, 3, 2, 1], [3])));
        CollectionAssert.AreEqual(new[] { false, true, false, false, true, false }, bags.Select(b => b.IsDense).ToArray());
        CollectionAssert.AreEqual(new[] { 1, 5 }, bags[0].GetIndices().ToArray());
        CollectionAssert.AreEqual(new[] { 1f, 2f }, bags[0].GetValues().ToArray());
        Assert.AreEqual(0, bags[2].GetValues().Length);
        Assert.IsTrue(bags.All(b => b.Length == 6));
        Assert.IsTrue(Bags(Bag(SequenceMatrixMode.Count, Sequences.Of(["a"], [1, 1])))[0].IsDense);
    }

    [TestMethod]
    public void KeysOfEveryTypeWorkDenseOrSparse()
    {
        Check<byte>();
        Check<ushort>();
        Check<uint>();
        Check<ulong>();

        static void Check<T>()
            where T : unmanaged, IBinaryInteger<T>
        {
            T Key(ulong key) => T.CreateTruncating(key);
            // The last row's keys lie past the vocabulary, against the rules: missing.
            Table data = Sequences.Of(
                ["a", "b", "c"],
                new VBuffer<T>(3, [Key(3), Key(0), Key(3)]),
                new VBuffer<T>(100, 3, [Key(2), Key(3), Key(2)], [7, 80, 90]),
                new VBuffer<T>(3, [Key(4), Key(2), Key(ulong.MaxValue)]));
            string[] frequencies = [.. Bags(Bag(SequenceMatrixMode.Frequency, data)).Select(b => string.Join(' ', b.DenseValues().Select(
                v => v.ToString("F4", CultureInfo.InvariantCulture))))];
            CollectionAssert.AreEqual(
                new[] { "0.0000 0.0000 1.0000", "0.0000 0.6667 0.3333", "0.0000 1.0000 0.0000" }, frequencies, typeof(T).Name);
        }
    }

    [TestMethod]
    public void SlotsBearTheWordsWhereKeysHaveThem()
    {
        DataViewSchema.Column named = Bag(SequenceMatrixMode.Binary, Sequences.Of(Words, [1])).Schema["Bag"];
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 6), named.Type);
        Assert.IsTrue(named.HasSlotNames());
        CollectionAssert.AreEqual(Words, Values.OfAnnotation<ReadOnlyMemory<char>>(named, "SlotNames"));
        var type = new VectorDataViewType(new KeyDataViewType(typeof(uint), 2));
        foreach (DataViewSchema.Annotations? annotations in (DataViewSchema.Annotations?[])[null, Sequences.Numbers(1, 2)])
        {
            Table data = new Table().AddVectors("Tokens", type, annotations, new VBuffer<uint>(1, [2]));
            DataViewSchema.Column column = Bag(SequenceMatrixMode.Binary, data).Schema["Bag"];
            Assert.IsFalse(column.HasSlotNames());
            Assert.AreEqual(0, column.Annotations.Schema.Count);
        }
    }

    /// <summary>Hashed tokens have many keys; nothing that depends on their number is made for a row.</summary>
    [TestMethod]
    public void ALargeVocabularyCostsNothing()
    {
        var type = new VectorDataViewType(new KeyDataViewType(typeof(uint), 2_000_000_000));
        Table data = new Table().AddVectors("Tokens", type, null, new VBuffer<uint>(3, [1_999_999_999, 7, 1_999_999_999]));
        VBuffer<float> bag = Bags(Bag(SequenceMatrixMode.Count, data)).Single();
        Assert.AreEqual(2_000_000_000, bag.Length);
        CollectionAssert.AreEqual(new[] { 6, 1_999_999_998 }, bag.GetIndices().ToArray());
        CollectionAssert.AreEqual(new[] { 1f, 2f }, bag.GetValues().ToArray());
    }

    [TestMethod]
    public void AWarmRowAllocatesNothing()
    {
        uint[] keys = [.. Enumerable.Range(0, 200).Select(i => (uint)(i * 7 % 50) + 1)];
        Table data = Sequences.Of([.. Enumerable.Range(0, 500).Select(i => $"w{i}")], keys);
        IRowToRowMapper mapper = new MLContext().Transforms.SequenceToMatrix("Bag", "Tokens", SequenceMatrixMode.TfIdf).Fit(data)
            .GetRowToRowMapper(data.Schema);
        using DataViewRowCursor cursor = data.GetRowCursor(data.Schema);
        DataViewRow row = mapper.GetRow(cursor, [mapper.OutputSchema["Bag"]]);
        ValueGetter<VBuffer<float>> get = row.GetGetter<VBuffer<float>>(mapper.OutputSchema["Bag"]);
        Assert.IsTrue(cursor.MoveNext());
        VBuffer<float> bag = default;
        get(ref bag);
        get(ref bag);
        long before = GC.GetAllocatedBytesForCurrentThread();
        get(ref bag);
        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static IDataView Bag(SequenceMatrixMode mode, Table data) =>
        new MLContext().Transforms.SequenceToMatrix("Bag", "Tokens", mode).Fit(data).Transform(data);

    private static VBuffer<float>[] Bags(IDataView data)
    {
        using DataViewRowCursor cursor = data.GetRowCursor([data.Schema["Bag"]]);
        ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(data.Schema["Bag"]);
        var bags = new List<VBuffer<float>>();
        VBuffer<float> bag = default;
        while (cursor.MoveNext())
        {
            get(ref bag);
            VBuffer<float> copy = default;
            bag.CopyTo(ref copy);
            bags.Add(copy);
        }
        return [.. bags];
    }
}
