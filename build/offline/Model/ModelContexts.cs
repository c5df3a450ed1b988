namespace Microsoft.ML;

internal delegate void SignatureLoadModel(ModelLoadContext ctx);

/// <summary>What stands in a saved component's header: which format, in which versions, and who can load it.</summary>
internal readonly record struct VersionInfo(string ModelSignature, uint VerWrittenCur, uint VerReadableCur, uint VerWeCanReadBack,
    string? LoaderAssemblyName, string? LoaderSignature = null, string? LoaderSignatureAlt = null)
{
    /// <summary>For the stand-in's own components, all in their first version.</summary>
    public static VersionInfo Own(string modelSignature, string loaderSignature)
        => new(modelSignature, 0x00010001, 0x00010001, 0x00010001, typeof(VersionInfo).Assembly.FullName, loaderSignature);
}

/// <summary>
/// Where one component saves itself: a Model.key entry in a directory of the model's zip file. It holds a mark, the version info,
/// the length of the component's own block, the block, and the mark again.
/// </summary>
public sealed class ModelSaveContext
{
    internal const string EntryName = "Model.key";
    internal const ulong Mark = 0x4C45444F4D004C4D; // "ML\0MODEL"
    private readonly ZipArchive _archive;
    private readonly string _directory;
    private VersionInfo _version;
    internal readonly BinaryWriter Writer = new(new MemoryStream());

    private ModelSaveContext(ZipArchive archive, string directory) => (_archive, _directory) = (archive, directory);
    internal void CheckAtModel() => Check(Writer.BaseStream.Position == 0, "Not at the start of the model.");
    internal void SetVersionInfo(VersionInfo ver) => _version = ver;
    internal void SaveModel(ICanSaveModel value, string name) => Save(_archive, value, $"{_directory}/{name}");

    // Nothing reaches the zip before the component is done: a zip entry can be written only one at a time, and components nest.
    internal static void Save(ZipArchive archive, ICanSaveModel value, string directory)
    {
        var context = new ModelSaveContext(archive, directory);
        value.Save(context);
        var (version, block) = (context._version, (MemoryStream)context.Writer.BaseStream);
        Check(version.ModelSignature?.Length == 8, "Model signature must be eight characters");
        using var writer = new BinaryWriter(archive.CreateEntry($"{directory}/{EntryName}").Open());
        writer.Write(Mark);
        writer.Write($"{version.ModelSignature}|{version.VerWrittenCur}|{version.VerReadableCur}|"
            + $"{version.LoaderAssemblyName}|{version.LoaderSignature}|{version.LoaderSignatureAlt}");
        writer.Write((int)block.Length);
        writer.Write(block.ToArray());
        writer.Write(Mark);
    }
}

/// <summary>What one component is loaded from. Its reader holds the component's own block.</summary>
internal sealed class ModelLoadContext
{
    private readonly ZipArchive _archive;
    private readonly string _directory;
    private readonly VersionInfo _header;
    public readonly BinaryReader Reader;

    private ModelLoadContext(ZipArchive archive, ZipArchiveEntry entry, string directory)
    {
        (_archive, _directory) = (archive, directory);
        using var reader = Open(entry);
        try
        {
            CheckDecode(reader.ReadUInt64() == ModelSaveContext.Mark, "Wrong file type");
            string[] header = reader.ReadString().Split('|');
            CheckDecode(header.Length == 6, "Corrupt file header");
            _header = new(header[0], uint.Parse(header[1]), uint.Parse(header[2]), 0, header[3], header[4], header[5]);
            int length = reader.ReadInt32();
            long left = reader.BaseStream.Length - reader.BaseStream.Position - sizeof(ulong);
            CheckDecode(length >= 0 && length == left, "Corrupt file header");
            Reader = new BinaryReader(new MemoryStream(reader.ReadBytes(length)));
            CheckDecode(reader.ReadUInt64() == ModelSaveContext.Mark, "Corrupt model file tail");
        }
        catch (IOException fault) { throw Marked(new FormatException("Corrupt file header", fault)); }
    }

    public void CheckAtModel(VersionInfo ver)
    {
        Check(Reader.BaseStream.Position == 0, "Not at the start of the model.");
        CheckDecode(_header.ModelSignature == ver.ModelSignature, "Unknown file type");
        CheckDecode(_header.VerReadableCur <= _header.VerWrittenCur, "Corrupt file header");
        CheckDecode(_header.VerReadableCur <= ver.VerWrittenCur, $"'{ver.LoaderSignature}': the model is too new.");
        CheckDecode(_header.VerWrittenCur >= ver.VerWeCanReadBack, $"'{ver.LoaderSignature}': the model is too old.");
    }

    public static ITransformer? LoadOrNull(IHostEnvironment env, ZipArchive archive, string directory)
    {
        var entry = archive.GetEntry($"{directory}/{ModelSaveContext.EntryName}");
        return entry is null ? null : new ModelLoadContext(archive, entry, directory).Load(env);
    }

    public ITransformer LoadSubModel(IHostEnvironment env, string name)
        => LoadOrNull(env, _archive, $"{_directory}/{name}") ?? throw Marked(new FormatException("Corrupt model file"));

    /// <summary>A copy of an entry, not of the size that the zip's directory claims: a forged one must not allocate.</summary>
    public static BinaryReader Open(ZipArchiveEntry entry)
    {
        var copy = new MemoryStream();
        using (var stream = entry.Open())
            stream.CopyTo(copy);
        copy.Position = 0;
        return new BinaryReader(copy);
    }

    private ITransformer Load(IHostEnvironment env)
    {
        if (_header.LoaderAssemblyName!.Length > 0)
            env.ComponentCatalog.RegisterAssembly(Assembly.Load(_header.LoaderAssemblyName));
        object? model = env.ComponentCatalog.Load(env, this, _header.LoaderSignature!)
            ?? env.ComponentCatalog.Load(env, this, _header.LoaderSignatureAlt!);
        CheckDecode(model is ITransformer, $"Couldn't load model: '{_directory}'");
        CheckDecode(Reader.BaseStream.Position == Reader.BaseStream.Length, $"Part of the model '{_directory}' was left unread.");
        return (ITransformer)model;
    }
}
