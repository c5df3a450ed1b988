using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML.Runtime;

/// <summary>The kinds of exception ML.NET throws for each kind of fault; callers rely on the kind, not on the words.</summary>
internal static class Contracts
{
    private const string Mark = "ML_IsMarked";

    /// <summary>Faults found by ML.NET's own checks are marked; the component catalog wraps them in another kind than strays.</summary>
    public static Exception Marked(Exception exception)
    {
        exception.Data[Mark] = 1;
        return exception;
    }

    public static bool IsMarked(Exception? exception) => exception?.Data.Contains(Mark) ?? false;
    public static void Check([DoesNotReturnIf(false)] bool ok, string message)
    { if (!ok) throw Marked(new InvalidOperationException(message)); }
    public static void CheckParam([DoesNotReturnIf(false)] bool ok, string name, string? message = null)
    { if (!ok) throw Marked(new ArgumentOutOfRangeException(name, message)); }

    public static void CheckNonEmpty([NotNull] string? value, string name)
        => CheckParam(!string.IsNullOrEmpty(value), name, $"{name} cannot be null or empty");
    public static void CheckDecode([DoesNotReturnIf(false)] bool ok, string message)
    { if (!ok) throw Marked(new FormatException(message)); }

    public static Exception MissingColumn(string role, string column, string name = "inputSchema")
        => Marked(new ArgumentOutOfRangeException(name, $"Could not find {role} column '{column}'"));
    public static Exception SchemaMismatch(string role, string column, string expected, object actual, string name = "inputSchema")
        => Marked(new ArgumentOutOfRangeException(name, $"Schema mismatch for {role} column '{column}': expected {expected}, got {actual}"));
}

internal static class Generic
{
    /// <summary>Calls a generic method, given closed over any types, closed over other ones.</summary>
    public static T Call<T>(Type[] types, Delegate method, params object?[] arguments)
        => (T)method.Method.GetGenericMethodDefinition().MakeGenericMethod(types)
            .Invoke(method.Target, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;

    public static T Call<T>(Type type, Delegate method, params object?[] arguments) => Call<T>([type], method, arguments);
}
