using System.Reflection;
using Microsoft.ML.Runtime;

namespace MLNetSequence.Interop;

/// <summary>
/// What a third party needs of ML.NET and ML.NET keeps to itself. All of it is reflection at construction, save and load time;
/// nothing here runs for a row.
/// </summary>
internal static class MLNet
{
    private const string LoaderAssembly = "MLNetSequence.Loaders";
    private const string LoaderSignature = "MLNetSequence";

    // Eight characters, and the version of what follows ML.NET's own header: the envelope has a version of its own.
    private const string ModelSignature = "SEQMODEL";
    private const uint ModelVersion = 0x00010001;

    /// <summary>The environment that a catalog, such as <c>mlContext.Transforms</c>, was made in.</summary>
    public static IHostEnvironment Environment(object catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        Type type = MLNetMembers.Interface(catalog, "IInternalCatalog");
        return (IHostEnvironment)MLNetMembers.Value(catalog, type, "Environment");
    }

    /// <summary>
    /// Tells whether the context of a host was asked to cancel what it does (<c>MLContext.CancelExecution</c>, which is internal and
    /// which Microsoft.ML.Experimental makes public). Made once, asked as often as is wanted, from any thread: it costs a virtual call.
    /// A context that was cancelled stays so, and every host that it makes afterwards is born cancelled.
    /// </summary>
    /// <param name="host">
    /// A registered host, or the <see cref="Environment"/> of a catalog. An <see cref="MLContext"/> itself does not tell. What does not
    /// tell is never cancelled; nor is anything in an ML.NET that lacks the member, for it is only a courtesy.
    /// </param>
    public static Func<bool> Cancelled(IHostEnvironment host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return MLNetMembers.OptionalGetter<bool>(host, "ICancelable", "IsCanceled") ?? (static () => false);
    }

    /// <summary>A column of a schema's shape.</summary>
    public static SchemaShape.Column Column(
        string name, SchemaShape.Column.VectorKind kind, DataViewType itemType, bool isKey, SchemaShape? annotations = null)
    {
        ConstructorInfo constructor = MLNetMembers.Constructor(
            typeof(SchemaShape.Column), nameof(String), "VectorKind", nameof(DataViewType), nameof(Boolean), nameof(SchemaShape));
        return (SchemaShape.Column)constructor.Invoke([name, kind, itemType, isKey, annotations]);
    }

    /// <summary>Writes ML.NET's header, which names our loader; what follows is ours.</summary>
    public static BinaryWriter BeginSave(ModelSaveContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Type type = typeof(ModelSaveContext);
        object version = Version();
        Call(MLNetMembers.Method(type, "CheckAtModel"), context);
        Call(MLNetMembers.Method(type, "SetVersionInfo", version.GetType()), context, version);
        return (BinaryWriter)MLNetMembers.Value(context, type, "Writer");
    }

    /// <summary>Checks ML.NET's header; what follows is ours.</summary>
    /// <param name="context">ML.NET's <c>ModelLoadContext</c>, which is internal.</param>
    public static BinaryReader BeginLoad(object context)
    {
        object version = Version();
        Call(MLNetMembers.Method(context.GetType(), "CheckAtModel", version.GetType()), context, version);
        return (BinaryReader)MLNetMembers.Value(context, context.GetType(), "Reader");
    }

    // What ML.NET throws arrives as it is.
    private static void Call(MethodInfo method, object on, params object[] arguments) =>
        method.Invoke(on, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    private static object Version()
    {
        ConstructorInfo constructor = MLNetMembers.Constructor(
            MLNetMembers.Type("Microsoft.ML.VersionInfo"),
            nameof(String), nameof(UInt32), nameof(UInt32), nameof(UInt32), nameof(String), nameof(String), nameof(String));
        return constructor.Invoke(
            [ModelSignature, ModelVersion, ModelVersion, ModelVersion, LoaderAssembly, LoaderSignature, null]);
    }
}
