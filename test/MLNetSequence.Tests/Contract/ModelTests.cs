using System.IO.Compression;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetSequence.Tests.Contract;

[TestClass]
[TestCategory("MLNetContract")]
public class ModelTests
{
    private readonly MLContext _ml = new(1);
    private readonly IDataView _data;

    public ModelTests() => _data = _ml.Data.LoadFromEnumerable(Row.Some);

    [TestMethod]
    public void AChainComesBackWithTheSameValues()
    {
        var model = Chain().Fit(_data);
        var loaded = _ml.Model.Load(new MemoryStream(Save(model)), out var schema);
        CollectionAssert.AreEqual(_data.Schema.Select(column => column.ToString()).ToArray(), schema.Select(column => column.ToString()).ToArray());
        var (before, after) = (model.Transform(_data), loaded.Transform(_data));
        CollectionAssert.AreEqual(Cursor.Column<uint>(before, "Key"), Cursor.Column<uint>(after, "Key"));
        CollectionAssert.AreEqual(Cursor.Column<string>(before, "Back"), Cursor.Column<string>(after, "Back"));
        CollectionAssert.AreEqual(Cursor.KeyValues(before.Schema["Key"]), Cursor.KeyValues(after.Schema["Key"]));
        for (int i = 0; i < 3; i++)
            CollectionAssert.AreEqual(Cursor.Column<float[]>(before, "Both")[i], Cursor.Column<float[]>(after, "Both")[i]);
        Assert.AreEqual(5, ((TransformerChain<ITransformer>)loaded).Count());
    }

    [TestMethod]
    public void ASingleTransformerIsSavedAsItIs()
    {
        var loaded = _ml.Model.Load(new MemoryStream(Save(_ml.Transforms.CopyColumns("C", "X").Fit(_data))), out _);
        Assert.AreEqual("ColumnCopyingTransformer", loaded.GetType().Name);
        CollectionAssert.AreEqual(new float[] { 1, 2, 4 }, Cursor.Column<float>(loaded.Transform(_data), "C"));
    }

    [TestMethod]
    public void ChainsNest()
    {
        var inner = _ml.Transforms.CopyColumns("A", "X").Append(_ml.Transforms.CopyColumns("B", "A")).Fit(_data);
        ITransformer outer = new TransformerChain<ITransformer>(inner, _ml.Transforms.CopyColumns("C", "X").Fit(_data));
        var loaded = _ml.Model.Load(new MemoryStream(Save(outer)), out _);
        CollectionAssert.AreEqual(new float[] { 1, 2, 4 }, Cursor.Column<float>(loaded.Transform(_data), "B"));
    }

    [TestMethod]
    public void TheSchemaComesBackWithAnnotations()
    {
        var keyed = _ml.Transforms.Conversion.MapValueToKey("Key", "Name").Append(_ml.Transforms.Concatenate("V", "X", "X")).Fit(_data).Transform(_data);
        using var stream = new MemoryStream();
        _ml.Model.Save(_ml.Transforms.CopyColumns("C", "Key").Fit(keyed), keyed.Schema, stream);
        stream.Position = 0;
        _ml.Model.Load(stream, out var schema);
        Assert.AreEqual(keyed.Schema["Key"].Type, schema["Key"].Type);
        CollectionAssert.AreEqual(new[] { "p", "q" }, Cursor.KeyValues(schema["Key"]));
        CollectionAssert.AreEqual(new[] { "X", "X" }, Cursor.SlotNames(schema["V"]));
        Assert.AreEqual(keyed.Schema["Grid"].Type, schema["Grid"].Type);
    }

    [TestMethod]
    public void AModelNeedsNoSchema()
    {
        using var stream = new MemoryStream();
        _ml.Model.Save(_ml.Transforms.CopyColumns("C", "X").Fit(_data), null, stream);
        stream.Position = 0;
        Assert.IsNotNull(_ml.Model.Load(stream, out var schema));
        Assert.IsNull(schema);
    }

    [TestMethod]
    public void AModelIsAZipWithADirectoryForEachTransformer()
    {
        using var archive = new ZipArchive(new MemoryStream(Save(Chain().Fit(_data))));
        string[] names = [.. archive.Entries.Select(entry => entry.FullName.Replace('\\', '/'))];
        CollectionAssert.Contains(names, "TransformerChain/Model.key");
        CollectionAssert.Contains(names, "TransformerChain/Transform_000/Model.key");
        CollectionAssert.Contains(names, "TransformerChain/Transform_004/Model.key");
        CollectionAssert.Contains(names, "Schema");
    }

    [TestMethod]
    public void AFileIsWrittenAndRead()
    {
        string path = Path.GetTempFileName();
        try
        {
            _ml.Model.Save(_ml.Transforms.CopyColumns("C", "X").Fit(_data), _data.Schema, path);
            Assert.IsNotNull(_ml.Model.Load(path, out var schema));
            Assert.AreEqual(_data.Schema.Count, schema.Count);
        }
        finally
        {
            File.Delete(path);
        }
        Assert.ThrowsExactly<FileNotFoundException>(() => _ml.Model.Load(path, out _));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Model.Load("", out _));
    }

    [TestMethod]
    public void WhatIsNoZipIsAFormatError()
    {
        Assert.ThrowsExactly<FormatException>(() => _ml.Model.Load(new MemoryStream(), out _));
        Assert.ThrowsExactly<FormatException>(() => _ml.Model.Load(new MemoryStream(new byte[500]), out _));
        byte[] model = Save(Chain().Fit(_data));
        foreach (int length in new[] { 1, 30, model.Length / 2, model.Length - 1 })
            Assert.ThrowsExactly<FormatException>(() => _ml.Model.Load(new MemoryStream(model, 0, length), out _));
    }

    [TestMethod]
    public void AZipOfSomethingElseIsRefused()
        => Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Model.Load(new MemoryStream(Zip(("readme.txt", [1, 2, 3]))), out _));

    [TestMethod]
    public void ATruncatedEntryIsRefused()
    {
        const string Entry = "TransformerChain/Model.key";
        byte[] model = Save(Chain().Fit(_data));
        foreach (double part in new[] { 0, 0.1, 0.5 })
        {
            byte[] altered = Alter(model, Entry, bytes => bytes[..(int)(part * bytes.Length)]);
            Assert.ThrowsExactly<FormatException>(() => _ml.Model.Load(new MemoryStream(altered), out _));
        }
        Assert.Throws<Exception>(() => _ml.Model.Load(new MemoryStream(Alter(model, Entry, bytes => bytes[..^1])), out _));
        Assert.Throws<Exception>(() => _ml.Model.Load(new MemoryStream(Alter(model, "TransformerChain/Transform_001/Model.key", _ => null)), out _));
    }

    [TestMethod]
    public void AnEntryWithoutItsMarkIsRefused()
    {
        byte[] model = Save(Chain().Fit(_data));
        var altered = Alter(model, "TransformerChain/Model.key", bytes => [(byte)'?', .. bytes[1..]]);
        Assert.ThrowsExactly<FormatException>(() => _ml.Model.Load(new MemoryStream(altered), out _));
    }

    [TestMethod]
    public void AModelThatNobodyLoadsIsRefused()
    {
        string here = typeof(ModelTests).Assembly.GetName().Name!;
        Assert.ThrowsExactly<FormatException>(() => _ml.Model.Load(new MemoryStream(Save(new Foreign(_data.Schema, here))), out _));
        Assert.ThrowsExactly<FileNotFoundException>(() => _ml.Model.Load(new MemoryStream(Save(new Foreign(_data.Schema, "No.Such.Assembly"))), out _));
    }

    [TestMethod]
    public void RegisteringAnAssemblyWithoutLoadersIsHarmless() => _ml.ComponentCatalog.RegisterAssembly(typeof(ModelTests).Assembly);

    private EstimatorChain<ColumnConcatenatingTransformer> Chain()
        => _ml.Transforms.Conversion.MapValueToKey("Key", "Name")
            .Append(_ml.Transforms.Conversion.MapKeyToValue("Back", "Key"))
            .Append(_ml.Transforms.NormalizeMinMax("Scaled", "X", fixZero: false))
            .Append(_ml.Transforms.CopyColumns("Copy", "Scaled"))
            .Append(_ml.Transforms.Concatenate("Both", "Copy", "X"));

    private byte[] Save(ITransformer model)
    {
        using var stream = new MemoryStream();
        _ml.Model.Save(model, _data.Schema, stream);
        return stream.ToArray();
    }

    private static byte[] Alter(byte[] model, string entry, Func<byte[], byte[]?> change)
    {
        using var archive = new ZipArchive(new MemoryStream(model));
        var entries = new List<(string, byte[])>();
        foreach (var old in archive.Entries)
        {
            using var content = new MemoryStream();
            using (var stream = old.Open())
                stream.CopyTo(content);
            byte[]? bytes = old.FullName.Replace('\\', '/') == entry ? change(content.ToArray()) : content.ToArray();
            if (bytes is not null)
                entries.Add((old.FullName, bytes));
        }
        return Zip([.. entries]);
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        }
        return stream.ToArray();
    }

    public sealed class Row
    {
        public string Name { get; set; } = "";
        public float X { get; set; }
        [VectorType(2, 3)]
        public float[] Grid { get; set; } = [0, 0, 0, 0, 0, 0];

        public static Row[] Some => [new() { Name = "p", X = 1 }, new() { Name = "q", X = 2 }, new() { Name = "p", X = 4 }];
    }

    /// <summary>A transformer as a third party writes one, saved through ML.NET's internals by their names.</summary>
    private sealed class Foreign(DataViewSchema schema, string loaderAssembly) : ITransformer, IRowToRowMapper
    {
        private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

        public bool IsRowToRowMapper => true;
        public DataViewSchema InputSchema => schema;
        public DataViewSchema OutputSchema => schema;

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inputSchema;

        public IDataView Transform(IDataView input) => input;

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => this;

        public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) => dependingColumns;

        public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) => input;

        public void Save(ModelSaveContext ctx)
        {
            var version = typeof(ITransformer).Assembly.GetType("Microsoft.ML.VersionInfo")!.GetConstructors(Hidden).Single()
                .Invoke(["FOREIGN ", 1u, 1u, 1u, loaderAssembly, "ForeignLoader", null]);
            typeof(ModelSaveContext).GetMethod("CheckAtModel", Hidden)!.Invoke(ctx, null);
            typeof(ModelSaveContext).GetMethod("SetVersionInfo", Hidden)!.Invoke(ctx, [version]);
            ((BinaryWriter)typeof(ModelSaveContext).GetField("Writer", Hidden)!.GetValue(ctx)!).Write(42);
        }
    }
}
