using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLNetSequence.Interop;

namespace MLNetSequence.Tests.Interop;

/// <summary>Another ML.NET may lack an internal member that we use: it is named, with the versions found and supported.</summary>
[TestClass]
public class MLNetMembersTests
{
    [TestMethod]
    public void AMissingMemberIsNamedWithVersions()
    {
        AssertMissing("Microsoft.ML.Nothing", () => MLNetMembers.Type("Microsoft.ML.Nothing"));
        AssertMissing("MLContext : INothing", () => MLNetMembers.Interface(new MLContext(), "INothing"));
        AssertMissing("ModelSaveContext.Nothing", () => MLNetMembers.Method(typeof(ModelSaveContext), "Nothing"));
        AssertMissing(
            "ModelSaveContext.CheckAtModel",
            () => MLNetMembers.Method(typeof(ModelSaveContext), "CheckAtModel", typeof(Version)));
        AssertMissing("String.Nothing", () => MLNetMembers.Value("", typeof(string), "Nothing"));
        AssertMissing("Half.Field", () => MLNetMembers.Value(new Half(null), typeof(Half), "Field"));
        AssertMissing(
            "Column(String, Version)",
            () => MLNetMembers.Constructor(typeof(SchemaShape.Column), nameof(String), nameof(Version)));
        AssertMissing("Object : IInternalCatalog", () => MLNet.Environment(new object()));
    }

    /// <summary>What the members are for is tested all over; this says at once which one an ML.NET has lost.</summary>
    [TestMethod]
    public void EveryMemberThatWeUseIsThere()
    {
        var context = new MLContext();
        object[] catalogs = [context.Transforms, context.Transforms.Text, context.MulticlassClassification.Trainers];
        foreach (object catalog in catalogs)
        {
            Assert.IsInstanceOfType<IHostEnvironment>(MLNet.Environment(catalog));
        }
        Type version = MLNetMembers.Type("Microsoft.ML.VersionInfo");
        MLNetMembers.Method(typeof(ModelSaveContext), "CheckAtModel");
        MLNetMembers.Method(typeof(ModelSaveContext), "SetVersionInfo", version);
        MLNetMembers.Method(MLNetMembers.Type("Microsoft.ML.ModelLoadContext"), "CheckAtModel", version);
        Assert.ThrowsExactly<ArgumentNullException>(() => MLNet.Environment(null!));
        Assert.IsNotNull(MLNetMembers.OptionalGetter<bool>(MLNet.Environment(context.Transforms), "ICancelable", "IsCanceled"));
    }

    [TestMethod]
    public void AMissingOptionalMemberIsNull()
    {
        IHostEnvironment host = MLNet.Environment(new MLContext().Transforms);
        Assert.IsNull(MLNetMembers.OptionalGetter<bool>(host, "INothing", "IsCanceled"));
        Assert.IsNull(MLNetMembers.OptionalGetter<bool>(host, "ICancelable", "Nothing"));
        Assert.IsNull(MLNetMembers.OptionalGetter<int>(host, "ICancelable", "IsCanceled"));
    }

    private static void AssertMissing(string member, Action lookUp)
    {
        string found = typeof(ITransformer).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        string message = Assert.ThrowsExactly<NotSupportedException>(lookUp).Message;
        foreach (string part in (string[])[member, "Microsoft.ML.Core", found, "Supported: Microsoft.ML 5.0"])
        {
            StringAssert.Contains(message, part);
        }
    }

    private readonly struct Half(object? field)
    {
        public readonly object? Field = field;
    }
}
