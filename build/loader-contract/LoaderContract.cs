// Parameters of a declaration without a body are not used, by nature.
#pragma warning disable IDE0060, CS9113

namespace Microsoft.ML
{
    public interface ITransformer;

    public sealed class ModelLoadContext;

    public delegate void SignatureLoadModel(ModelLoadContext ctx);

    public abstract class LoadableClassAttributeBase : Attribute;

    [AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
    public sealed class LoadableClassAttribute(
        string? summary, Type instType, Type loaderType, Type? argType, Type sigType, string userName, params string[] loadNames)
        : LoadableClassAttributeBase;
}

namespace Microsoft.ML.Runtime
{
    public interface IHostEnvironment;
}
