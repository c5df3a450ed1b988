using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Loading;

/// <summary>ML.NET's rules for views and cursors, and what all files have in common, for every loader.</summary>
[TestClass]
public class SourceCursorTests
{
    private static readonly Dictionary<string, string> Texts = new()
    {
        ["ts"] = "@timestamps true\n@dimensions 2\n@classLabel true a b\n@data\n(1,2),(2,3):(1,4),(2,5):a\n(1,6):(1,7):b\n(3,8):(3,9):a\n",
        ["arff"] = "@attribute x numeric\n@attribute y numeric\n@attribute c {a,b}\n@data\n1,2,a\n3,?,b\n4,5,a\n",
        ["conllu"] = string.Join(
            "\n\n", Enumerable.Range(1, 3).Select(i => $"# sent_id = {i}\n1\tw{i}\tl{i}\tX\t_\t_\t0\troot\t_\t_")) + "\n",
        ["table"] = "Id,X,L\na,1,p\na,2,p\nb,3,q\nc,4,p\n",
        ["mixed table"] = "Id,X,L\na,1,p\nb,3,q\na,2,p\nc,4,p\n",
    };

    private readonly DataFiles _files = new();

    public static IEnumerable<object[]> Formats => Texts.Keys.Select(format => new object[] { format });

    [TestCleanup]
    public void Delete() => _files.Dispose();

    [TestMethod]
    [DynamicData(nameof(Formats))]
    public void ColumnsAreTheSameAloneAndTogether(string format)
    {
        IDataView data = Load(format);
        using DataViewRowCursor all = data.GetRowCursor(data.Schema);
        Func<string>[] readers = [.. data.Schema.Select(column => Values.Reader(all, column))];
        var rows = new List<string[]>();
        while (all.MoveNext())
        {
            Assert.AreEqual(rows.Count, all.Position);
            rows.Add([.. readers.Select(read => read())]);
            CollectionAssert.AreEqual(rows[^1], readers.Select(read => read()).ToArray(), "A value may be read twice.");
        }
        Assert.AreEqual(3, rows.Count);
        foreach (DataViewSchema.Column column in data.Schema)
        {
            CollectionAssert.AreEqual(rows.Select(row => row[column.Index]).ToArray(), Values.Of(data, column), column.Name);
        }
        Assert.AreEqual(-1, all.Position);
        Assert.IsFalse(all.MoveNext(), "It stays at the end.");
        Assert.ThrowsExactly<InvalidOperationException>(() => readers[0]());
    }

    [TestMethod]
    [DynamicData(nameof(Formats))]
    public void OnlyAskedForIsActive(string format)
    {
        IDataView data = Load(format);
        foreach (DataViewSchema.Column asked in data.Schema)
        {
            using DataViewRowCursor cursor = data.GetRowCursor([asked], new Random(1));
            Assert.AreEqual(-1, cursor.Position);
            Assert.AreEqual(0, cursor.Batch);
            Assert.AreSame(data.Schema, cursor.Schema);
            Func<string> early = Values.Reader(cursor, asked);
            Assert.ThrowsExactly<InvalidOperationException>(() => early());
            foreach (DataViewSchema.Column other in data.Schema.Where(c => c.Index != asked.Index))
            {
                Assert.IsFalse(cursor.IsColumnActive(other));
                Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Values.Reader(cursor, other));
            }
            Assert.IsTrue(cursor.IsColumnActive(asked));
            Assert.ThrowsExactly<InvalidOperationException>(() => cursor.GetGetter<sbyte>(asked));
        }
        using DataViewRowCursor nothing = data.GetRowCursor([]);
        ValueGetter<DataViewRowId> getId = nothing.GetIdGetter();
        var ids = new HashSet<DataViewRowId>();
        while (nothing.MoveNext())
        {
            DataViewRowId id = default;
            getId(ref id);
            Assert.IsTrue(ids.Add(id));
        }
        Assert.AreEqual(3, ids.Count, "A cursor over no column moves over every row.");
    }

    [TestMethod]
    [DynamicData(nameof(Formats))]
    public void CursorsDoNotDisturbEachOther(string format)
    {
        IDataView data = Load(format);
        Assert.IsNull(data.GetRowCount());
        Assert.IsFalse(data.CanShuffle);
        DataViewSchema.Column column = data.Schema[data.Schema.Count - 1];
        string[] values = Values.Of(data, column);
        using DataViewRowCursor one = data.GetRowCursor([column]);
        using DataViewRowCursor other = data.GetRowCursorSet([column], 4).Single();
        (Func<string> first, Func<string> second) = (Values.Reader(one, column), Values.Reader(other, column));
        Assert.IsTrue(one.MoveNext() && one.MoveNext() && other.MoveNext());
        Assert.AreEqual($"{values[1]} {values[0]}", $"{first()} {second()}");
        one.Dispose();
        Assert.IsFalse(one.MoveNext());
        Assert.IsTrue(other.MoveNext() && other.MoveNext());
        Assert.AreEqual(values[2], second());
    }

    [TestMethod]
    [DynamicData(nameof(Formats))]
    public void AVectorBelongsToWhoReadsIt(string format)
    {
        IDataView data = Load(format);
        foreach (DataViewSchema.Column column in data.Schema.Where(c => c.Type is VectorDataViewType { ItemType: NumberDataViewType }))
        {
            if (column.Type.RawType != typeof(VBuffer<float>))
            {
                continue;
            }
            using DataViewRowCursor cursor = data.GetRowCursor([column]);
            ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(column);
            (VBuffer<float> one, VBuffer<float> two) = (default, default);
            Assert.IsTrue(cursor.MoveNext());
            get(ref one);
            float[] first = [.. one.DenseValues()];
            Assert.IsTrue(cursor.MoveNext());
            get(ref two);
            CollectionAssert.AreEqual(first, one.DenseValues().ToArray());
        }
    }

    [TestMethod]
    [DynamicData(nameof(Formats))]
    public void FilesMayBePackedAndHaveOtherLineEndsAndAMark(string format)
    {
        string[] expected = Values.OfAll(Load(format));
        string text = Texts[format];
        foreach (byte[] bytes in (byte[][])[
            DataFiles.Pack(text),
            [.. DataFiles.Pack(text[..20]), .. DataFiles.Pack(text[20..])],
            Encoding.UTF8.GetBytes(text.Replace("\n", "\r\n")),
            [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text.TrimEnd('\n'))],
            DataFiles.Pack($"\ufeff{text.Replace("\n", "\r\n")}")])
        {
            CollectionAssert.AreEqual(expected, Values.OfAll(Load(format, _files.WriteBytes(bytes))));
        }
    }

    [TestMethod]
    [DynamicData(nameof(Formats))]
    public void EachCursorOpensTheFileAnew(string format)
    {
        string path = _files.WriteText(Texts[format]);
        IDataView data = Load(format, path);
        string[] before = Values.OfAll(data);
        File.Delete(path);
        FileNotFoundException error = Assert.ThrowsExactly<FileNotFoundException>(() => data.GetRowCursor([]));
        StringAssert.Contains(error.Message, path);
        Assert.AreEqual(path, error.FileName);
        Assert.ThrowsExactly<FileNotFoundException>(() => Load(format, path));
        File.WriteAllText(path, Texts[format]);
        CollectionAssert.AreEqual(before, Values.OfAll(data));
    }

    [TestMethod]
    [DynamicData(nameof(Formats))]
    public void ACursorReadsNoFurtherThanItMustAndStopsAtWhatIsWrong(string format)
    {
        string[] rows = Texts[format].Split(format == "conllu" ? "\n\n" : "\n");
        string path = _files.WriteText(string.Join(format == "conllu" ? "\n\n" : "\n", rows[..^1]) + "\nnonsense\tand,more\n");
        IDataView data = Load(format, path);
        if (format == "mixed table")
        {
            Assert.ThrowsExactly<InvalidDataException>(() => Values.OfAll(data));
            return;
        }
        using DataViewRowCursor cursor = data.GetRowCursor(data.Schema);
        Func<string> read = Values.Reader(cursor, data.Schema[0]);
        Assert.IsTrue(cursor.MoveNext());
        read();
        Assert.ThrowsExactly<InvalidDataException>(() => cursor.MoveNext() && cursor.MoveNext() && cursor.MoveNext());
        Assert.AreEqual(-1, cursor.Position);
        Assert.ThrowsExactly<InvalidOperationException>(() => read());
        Assert.IsFalse(cursor.MoveNext());
    }

    [TestMethod]
    [DynamicData(nameof(Formats))]
    public void APackedFileThatIsCutOffIsToldWhereverItIs(string format)
    {
        byte[] whole = DataFiles.Pack(Texts[format]);
        for (int length = 2; length < whole.Length; length++)
        {
            string path = _files.WriteBytes(whole[..length]);
            InvalidDataException error = Assert.ThrowsExactly<InvalidDataException>(() => Values.OfAll(Load(format, path)));
            StringAssert.StartsWith(error.Message, $"{path}, line ", $"{length} of {whole.Length} bytes");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Formats))]
    public void TheSchemaCanBeSavedWithAModel(string format)
    {
        IDataView data = Load(format);
        string name = data.Schema[0].Name;
        ITransformer model = _files.Context.Transforms.CopyColumns("Copy", name).Fit(data);
        using var stream = new MemoryStream(ModelFile.Save(model, data.Schema));
        ITransformer loaded = _files.Context.Model.Load(stream, out DataViewSchema schema);
        CollectionAssert.AreEqual(data.Schema.Select(Describe).ToArray(), schema.Select(Describe).ToArray());
        CollectionAssert.AreEqual(Values.Of(data, name), Values.Of(loaded.Transform(data), "Copy"));
    }

    private static string Describe(DataViewSchema.Column column) => $"{column.Name} {column.Type}";

    private IDataView Load(string format, string? path = null)
    {
        DataOperationsCatalog load = _files.Context.Data;
        path ??= _files.WriteText(Texts[format]);
        return format switch
        {
            "ts" => load.LoadFromTsFile(path),
            "arff" => load.LoadFromArffFile(path),
            "conllu" => load.LoadFromConlluFile(path),
            _ => load.LoadSequencesFromTable(path, new SequenceTableOptions
            {
                FeatureFields = ["X"],
                LabelField = "L",
                Interleaved = format == "mixed table",
            }),
        };
    }
}
