using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.ML;
using MLNetSequence.Interop;

namespace MLNetSequence.Tests.Streaming;

/// <summary>
/// Lets model files with a toy in them be loaded. Before any test runs, since many read the table that it is entered in at once.
/// </summary>
internal static class ToyKind
{
#pragma warning disable CA2255 // This is no library.
    [ModuleInitializer]
    public static void Enter()
#pragma warning restore CA2255
    {
        FieldInfo kinds = typeof(ModelLoader).GetField("Kinds", BindingFlags.Static | BindingFlags.NonPublic)!;
        ((Dictionary<string, Func<byte[], ITransformer>>)kinds.GetValue(null)!).Add(RunningMean.Kind, RunningMean.Load);
    }
}
