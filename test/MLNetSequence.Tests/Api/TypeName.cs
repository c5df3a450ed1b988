using System.Globalization;
using System.Reflection;

namespace MLNetSequence.Tests.Api;

/// <summary>Types and constants as C# writes them, without namespaces, with question marks.</summary>
internal static class TypeName
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
    };

    public static string Of(Type type)
    {
        if (Keywords.TryGetValue(type, out string? keyword))
        {
            return keyword;
        }
        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        }
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return $"{Of(underlying)}?";
        }
        string outer = type.IsNested && !type.IsGenericParameter ? $"{Of(type.DeclaringType!)}." : "";
        string name = type.Name.Split('`')[0];
        return type.IsGenericType && type.Name.Contains('`')
            ? $"{outer}{name}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>"
            : outer + name;
    }

    public static string Of(ParameterInfo parameter)
    {
        bool byRef = parameter.ParameterType.IsByRef;
        Type type = byRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
        string passing = !byRef ? "" : parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ";
        return passing + Of(type) + Mark(type, new NullabilityInfoContext().Create(parameter));
    }

    public static string Of(PropertyInfo property) =>
        Of(property.PropertyType) + Mark(property.PropertyType, new NullabilityInfoContext().Create(property));

    public static string Of(FieldInfo field) =>
        Of(field.FieldType) + Mark(field.FieldType, new NullabilityInfoContext().Create(field));

    public static string Constant(object? value, Type type) => value switch
    {
        null => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
        string text => $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\t", "\\t").Replace("\n", "\\n")}\"",
        bool flag => flag ? "true" : "false",
        _ when type.IsEnum => $"{Of(type)}.{Enum.ToObject(type, value)}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Mark(Type type, NullabilityInfo info)
    {
        NullabilityState state = info.ReadState != NullabilityState.Unknown ? info.ReadState : info.WriteState;
        return !type.IsValueType && state == NullabilityState.Nullable ? "?" : "";
    }
}
