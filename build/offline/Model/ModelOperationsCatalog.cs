namespace Microsoft.ML;

/// <summary>Saves and loads models: a zip file with the transformer's directory and an entry for the input schema.</summary>
public sealed class ModelOperationsCatalog : InternalCatalog
{
    private const string SchemaEntry = "Schema";

    internal ModelOperationsCatalog(IHostEnvironment env) : base(env) { }

    public void Save(ITransformer? model, DataViewSchema? inputSchema, Stream stream)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        if (model is not null)
            ModelSaveContext.Save(archive, model, TransformerChain.LoaderSignature);
        if (inputSchema is null) return;
        using var writer = new BinaryWriter(archive.CreateEntry(SchemaEntry).Open());
        SchemaCodec.Write(writer, inputSchema);
    }

    public void Save(ITransformer? model, DataViewSchema? inputSchema, string filePath)
    {
        CheckNonEmpty(filePath, nameof(filePath));
        using var stream = File.Create(filePath);
        Save(model, inputSchema, stream);
    }

    public ITransformer Load(Stream stream, out DataViewSchema inputSchema)
    {
        using var archive = Open(stream);
        var schema = archive.GetEntry(SchemaEntry);
        using (var reader = schema is null ? null : ModelLoadContext.Open(schema))
            inputSchema = reader is null ? null! : SchemaCodec.Read(reader);
        var model = ModelLoadContext.LoadOrNull(Environment, archive, TransformerChain.LoaderSignature);
        CheckDecode(model is not null || schema is null, "Corrupt model file");
        Check(model is not null, "Could not load legacy format model");
        return model;
    }

    public ITransformer Load(string filePath, out DataViewSchema inputSchema)
    {
        CheckNonEmpty(filePath, nameof(filePath));
        using var stream = File.OpenRead(filePath);
        return Load(stream, out inputSchema);
    }

    public PredictionEngine<TSrc, TDst> CreatePredictionEngine<TSrc, TDst>(ITransformer transformer, bool ignoreMissingColumns = true,
        SchemaDefinition? inputSchemaDefinition = null, SchemaDefinition? outputSchemaDefinition = null) where TSrc : class
        where TDst : class, new() => new(transformer, ignoreMissingColumns, inputSchemaDefinition, outputSchemaDefinition);

    public PredictionEngine<TSrc, TDst> CreatePredictionEngine<TSrc, TDst>(ITransformer transformer, DataViewSchema inputSchema)
        where TSrc : class where TDst : class, new()
        => new(transformer, ignoreMissingColumns: false, SchemaDefinition.For(typeof(TSrc), inputSchema), null);

    private static ZipArchive Open(Stream stream)
    {
        try { return new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true); }
        catch (Exception fault) { throw Marked(new FormatException("Failed to open a zip archive", fault)); }
    }
}
