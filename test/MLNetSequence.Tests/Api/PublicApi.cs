using System.Reflection;

namespace MLNetSequence.Tests.Api;

/// <summary>What an assembly shows to others, as text: a line a type, and below it a line a member, each sorted.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string[] Lines(params Assembly[] assemblies) => [.. assemblies.SelectMany(Lines)];

    private static IEnumerable<string> Lines(Assembly assembly) =>
        assembly.GetExportedTypes()
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .SelectMany(type => (string[])[Header(type), .. Members(type)])
            .Prepend($"assembly {assembly.GetName().Name}");

    private static string Header(Type type)
    {
        string reference = IsRecord(type) ? "record" : "class";
        string kind = type.IsEnum ? "enum"
            : type.IsInterface ? "interface"
            : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
            : type.IsValueType ? "struct"
            : type.IsAbstract && type.IsSealed ? "static class"
            : type.IsAbstract ? $"abstract {reference}"
            : type.IsSealed ? $"sealed {reference}"
            : reference;
        List<string> bases = [];
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum))
        {
            bases.Add(TypeName.Of(parent));
        }
        if (!type.IsEnum)
        {
            bases.AddRange(type.GetInterfaces().Where(i => i.IsVisible).Select(TypeName.Of).Order(StringComparer.Ordinal));
        }
        string inherits = bases.Count == 0 ? "" : $" : {string.Join(", ", bases)}";
        return $"{kind} {type.Namespace}.{TypeName.Of(type)}{inherits}";
    }

    private static IEnumerable<string> Members(Type type) => type.GetMembers(Declared)
        .Select(member => member switch
        {
            FieldInfo field when IsVisible(field.Attributes) && !field.IsSpecialName => Line(field),
            ConstructorInfo constructor when IsVisible(constructor) => $"{Modifiers(constructor)}new({Parameters(constructor)})",
            PropertyInfo property when property.Name != "EqualityContract" && property.GetAccessors(nonPublic: true).Any(IsVisible) =>
                Line(property),
            EventInfo e when IsVisible(e.AddMethod!) =>
                $"{Modifiers(e.AddMethod!)}event {TypeName.Of(e.EventHandlerType!)} {e.Name}",
            MethodInfo method when IsVisible(method) && IsWritten(method) => Line(method),
            _ => null,
        })
        .OfType<string>()
        .Select(line => $"    {line}")
        .Order(StringComparer.Ordinal);

    private static string Line(FieldInfo field) => field.DeclaringType!.IsEnum
        ? $"{field.Name} = {field.GetRawConstantValue()}"
        : (field.IsLiteral ? "const " : field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "")
            + $"{TypeName.Of(field)} {field.Name}"
            + (field.IsLiteral ? $" = {TypeName.Constant(field.GetRawConstantValue(), field.FieldType)}" : "");

    private static string Line(PropertyInfo property)
    {
        MethodInfo[] accessors = [.. property.GetAccessors(nonPublic: true).Where(IsVisible)];
        string list = string.Join(" ", accessors.Select(a => a == property.GetMethod ? "get;" : IsInit(a) ? "init;" : "set;"));
        return $"{Modifiers(accessors[0])}{TypeName.Of(property)} {property.Name} {{ {list} }}";
    }

    private static string Line(MethodInfo method)
    {
        string generic = method.IsGenericMethod
            ? $"<{string.Join(", ", method.GetGenericArguments().Select(TypeName.Of))}>"
            : "";
        return $"{Modifiers(method)}{TypeName.Of(method.ReturnParameter)} {method.Name}{generic}({Parameters(method)})";
    }

    private static string Parameters(MethodBase method)
    {
        bool extends = method.IsDefined(typeof(System.Runtime.CompilerServices.ExtensionAttribute));
        return string.Join(", ", method.GetParameters().Select((p, i) =>
            (extends && i == 0 ? "this " : "") + TypeName.Of(p) + " " + p.Name
            + (p.HasDefaultValue ? $" = {TypeName.Constant(p.RawDefaultValue, p.ParameterType)}" : "")));
    }

    private static string Modifiers(MethodBase method) =>
        (method.IsFamily || method.IsFamilyOrAssembly ? "protected " : "")
        + (method.IsStatic ? "static " : "")
        + (method.IsAbstract ? "abstract "
            : method is MethodInfo m && m.GetBaseDefinition() != m ? "override "
            : method.IsVirtual && !method.IsFinal ? "virtual "
            : "");

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsVisible(FieldAttributes attributes) =>
        (attributes & FieldAttributes.FieldAccessMask)
            is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem;

    // Accessors stand with their property; what the compiler adds to every record is said by the word "record".
    private static bool IsWritten(MethodInfo method) =>
        !method.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute)) &&
        (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal));

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    private static bool IsInit(MethodInfo setter) => setter.ReturnParameter.GetRequiredCustomModifiers()
        .Contains(typeof(System.Runtime.CompilerServices.IsExternalInit));
}
