using System.Reflection;

namespace MLNetSequence.Interop;

/// <summary>Looks up members of ML.NET that are not public. A member that is missing is named, with the version that lacks it.</summary>
internal static class MLNetMembers
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
    private const string Supported = "5.0";

    public static readonly Assembly Core = typeof(ITransformer).Assembly;

    public static Type Type(string name) => Core.GetType(name) ?? throw Missing(name);

    public static Type Interface(object instance, string name) =>
        instance.GetType().GetInterfaces().FirstOrDefault(i => i.Name == name)
        ?? throw Missing($"{instance.GetType().Name} : {name}");

    public static MethodInfo Method(Type type, string name, params Type[] parameters) =>
        type.GetMethod(name, Any, parameters) ?? throw Missing($"{type.Name}.{name}");

    public static object Value(object instance, Type type, string name)
    {
        MemberInfo member = (MemberInfo?)type.GetField(name, Any) ?? type.GetProperty(name, Any) ?? throw Missing($"{type.Name}.{name}");
        object? value = member is FieldInfo field ? field.GetValue(instance) : ((PropertyInfo)member).GetValue(instance);
        return value ?? throw Missing($"a value of {type.Name}.{name}");
    }

    /// <summary>A delegate that reads a property of an interface, or null where the instance has no such interface or property.</summary>
    public static Func<T>? OptionalGetter<T>(object instance, string interfaceName, string property)
    {
        MethodInfo? getter = instance.GetType().GetInterfaces().FirstOrDefault(i => i.Name == interfaceName)?.GetProperty(property, Any)?.GetMethod;
        return getter?.ReturnType == typeof(T) ? getter.CreateDelegate<Func<T>>(instance) : null;
    }

    /// <summary>The constructor whose parameter types bear these names, in order.</summary>
    public static ConstructorInfo Constructor(Type type, params string[] parameterTypes) =>
        type.GetConstructors(Any).FirstOrDefault(c => c.GetParameters().Select(p => p.ParameterType.Name).SequenceEqual(parameterTypes))
        ?? throw Missing($"{type.Name}({string.Join(", ", parameterTypes)})");

    private static NotSupportedException Missing(string member)
    {
        string version = Core.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            ?? Core.GetName().Version?.ToString() ?? "unknown";
        return new NotSupportedException(
            $"MLNetSequence needs {member} of {Core.GetName().Name}, which version {version} does not have. " +
            $"Supported: Microsoft.ML {Supported}.");
    }
}
