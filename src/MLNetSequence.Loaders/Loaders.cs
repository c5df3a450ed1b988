using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Runtime;

[assembly: IgnoresAccessChecksTo("Microsoft.ML.Core")]
[assembly: LoadableClass(
    "A transformer of MLNetSequence", typeof(ITransformer), typeof(MLNetSequence.Loaders.SequenceModelLoader), null,
    typeof(SignatureLoadModel), "MLNetSequence model", "MLNetSequence")]

namespace MLNetSequence.Loaders
{
    /// <summary>
    /// ML.NET reads the attribute above off this assembly, whose name stands in every saved model, and calls <see cref="Create"/>.
    /// The assembly is compiled before MLNetSequence, which references it so that it is always beside it; hence the reflection.
    /// </summary>
    internal static class SequenceModelLoader
    {
        private static readonly MethodInfo Load =
            Type.GetType("MLNetSequence.Interop.ModelLoader, MLNetSequence", throwOnError: true)!
                .GetMethod("Load", BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
            ?? throw new MissingMethodException("MLNetSequence.Interop.ModelLoader", "Load");

        [SuppressMessage("CodeQuality", "IDE0052", Justification = "ML.NET calls it by reflection.")]
        private static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
        {
            return (ITransformer)Load.CreateDelegate<Func<object, object>>()(ctx);
        }
    }
}

namespace System.Runtime.CompilerServices
{
    /// <summary>The runtime knows this attribute by its name: it opens another assembly's internal types to this one.</summary>
    [AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
    internal sealed class IgnoresAccessChecksToAttribute(string assemblyName) : Attribute
    {
        public string AssemblyName => assemblyName;
    }
}
