using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Mapping;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Mapping;

/// <summary>Values of a group column become numbers from 0, by value, whatever their type.</summary>
[TestClass]
public class GroupLookupTests
{
    private static readonly DateTime Day = new(2024, 2, 29, 13, 5, 7, 123, DateTimeKind.Utc);

    [TestMethod]
    public void EveryTypeIsNumberedAndSavedAndLoaded()
    {
        Check(TextDataViewType.Instance, "b".AsMemory(), "B".AsMemory(), " é\"\u0001𝄞".AsMemory());
        Check<byte>(NumberDataViewType.Byte, 3, 0, 255);
        Check<ushort>(NumberDataViewType.UInt16, 3, 0, ushort.MaxValue);
        Check<uint>(NumberDataViewType.UInt32, 3, 0, uint.MaxValue);
        Check<ulong>(NumberDataViewType.UInt64, 3, 0, ulong.MaxValue);
        Check<sbyte>(NumberDataViewType.SByte, 3, 0, sbyte.MinValue);
        Check<short>(NumberDataViewType.Int16, 3, 0, short.MinValue);
        Check<int>(NumberDataViewType.Int32, 3, 0, int.MinValue);
        Check<long>(NumberDataViewType.Int64, 3, long.MaxValue, long.MinValue);
        Check(BooleanDataViewType.Instance, true, false);
        Check(DateTimeDataViewType.Instance, Day, default, DateTime.MaxValue, Day.AddTicks(1));
        Check<byte>(new KeyDataViewType(typeof(byte), 4), 3, 1, 4);
        Check<ushort>(new KeyDataViewType(typeof(ushort), 4), 3, 1, 4);
        Check<uint>(new KeyDataViewType(typeof(uint), 4), 3, 1, 4);
        Check<ulong>(new KeyDataViewType(typeof(ulong), ulong.MaxValue), 3, 1, ulong.MaxValue);
    }

    /// <summary>A model that is loaded in another time zone, or a date that was read as local time, is still the same group.</summary>
    [TestMethod]
    public void TheKindOfADateDoesNotMatter()
    {
        Table utc = new Table().Add("G", DateTimeDataViewType.Instance, Day);
        GroupLookup lookup = Filled(utc);
        CollectionAssert.AreEqual(new[] { "2024-02-29T13:05:07.1230000" }, lookup.Save().Values);
        Table local = new Table().Add("G", DateTimeDataViewType.Instance, DateTime.SpecifyKind(Day, DateTimeKind.Local));
        CollectionAssert.AreEqual(new[] { 0 }, Read(lookup, local, r => r.Find()));
    }

    [TestMethod]
    public void AMissingKeyOrTextIsNamedByRowAndColumn()
    {
        (Table Data, string What)[] cases =
            [(new Table().AddKeys("G", ["x", "y"], 1, 0, 2), "the key"), (new Table().AddText("G", "x", "", "y"), "the text")];
        foreach ((Table data, string what) in cases)
        {
            Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => Filled(data));
            StringAssert.StartsWith(error.Message, $"Row 2 is of no series: {what} in the group column 'G' is missing.");
        }
    }

    [TestMethod]
    public void AColumnOfAnotherTypeIsRefusedAfterwards()
    {
        GroupLookup lookup = Filled(new Table().Add("G", NumberDataViewType.UInt32, 1u));
        Table[] others =
        [
            new Table().Add("G", NumberDataViewType.Int32, 1),
            new Table().AddKeys("G", ["x"], 1),
            new Table().AddText("G", "1"),
        ];
        foreach (Table other in others)
        {
            Exception error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Read(lookup, other, r => r.Find()));
            StringAssert.Contains(error.Message, "UInt32 (scalar)");
        }
    }

    [TestMethod]
    public void AKnownTextIsFoundWithoutAllocating()
    {
        Table data = new Table().AddText("G", "one", "two", "three");
        GroupLookup lookup = Filled(data);
        using DataViewRowCursor cursor = data.GetRowCursor(data.Schema);
        GroupReader reader = lookup.Open(cursor, "G");
        cursor.MoveNext();
        for (int i = 0; i < 100; i++)
        {
            reader.Find();
        }
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            reader.FindOrAdd();
        }
        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>The buffer that a text was read from is used again for the next one.</summary>
    [TestMethod]
    public void AGroupKeepsItsTextWhenTheBufferChanges()
    {
        char[] buffer = ['a', 'b'];
        Table data = new Table().Add<ReadOnlyMemory<char>>("G", TextDataViewType.Instance, buffer);
        GroupLookup lookup = Filled(data);
        buffer[0] = 'z';
        Assert.AreEqual("'ab'", lookup.Describe(0));
        CollectionAssert.AreEqual(new[] { GroupReader.Unknown }, Read(lookup, data, r => r.Find()));
    }

    [TestMethod]
    public void DamagedGroupsAreRefused()
    {
        GroupLookup.Saved[] damaged =
        [
            new("Single", false, ["1"]),
            new("", false, []),
            new("Int32", false, ["1", "2", "1"]),
            new("Int32", false, ["1", "01"]),
            new("Int32", false, ["x"]),
            new("Int32", false, ["2147483648"]),
            new("Int32", true, ["1"]),
            new("Text", true, ["x"]),
            new("Text", false, ["x", "x"]),
            new("Text", false, ["x", ""]),
            new("Text", false, ["x", null!]),
            new("Byte", true, ["0"]),
            new("Byte", false, ["-1"]),
            new("Boolean", false, ["true", "True"]),
            new("DateTime", false, ["yesterday"]),
        ];
        foreach (GroupLookup.Saved saved in damaged)
        {
            Assert.ThrowsExactly<InvalidDataException>(() => GroupLookup.Load(saved), $"{saved.Type}: {string.Join(' ', saved.Values)}");
        }
    }

    private static void Check<T>(PrimitiveDataViewType type, params T[] values)
    {
        Table data = new Table().Add("G", type, [.. values, values[0], values[^1]]);
        int[] expected = [.. Enumerable.Range(0, values.Length), 0, values.Length - 1];
        GroupLookup lookup = GroupLookup.For(data.Schema, "G")!;
        CollectionAssert.AreEqual(expected, Read(lookup, data, r => r.FindOrAdd()), $"{type}");
        Assert.AreEqual(values.Length, lookup.Count);
        GroupLookup loaded = GroupLookup.Load(lookup.Save());
        CollectionAssert.AreEqual(expected, Read(loaded, data, r => r.Find()), $"{type}");
        CollectionAssert.AreEqual(lookup.Save().Values, loaded.Save().Values);
        GroupLookup first = Filled(new Table().Add("G", type, values[1]));
        Assert.AreEqual(GroupReader.Unknown, Read(first, data, r => r.Find())[0]);
    }

    private static GroupLookup Filled(Table data)
    {
        GroupLookup lookup = GroupLookup.For(data.Schema, "G")!;
        Read(lookup, data, r => r.FindOrAdd());
        return lookup;
    }

    private static int[] Read(GroupLookup lookup, Table data, Func<GroupReader, int> read)
    {
        using DataViewRowCursor cursor = data.GetRowCursor(data.Schema);
        GroupReader reader = lookup.Open(cursor, "G");
        var found = new List<int>();
        while (cursor.MoveNext())
        {
            found.Add(read(reader));
        }
        return [.. found];
    }
}
