namespace Microsoft.ML
{
    internal abstract class LoadableClassAttributeBase(string? summary, Type instType, Type loaderType, Type? argType, Type[] sigTypes,
        string userName, params string[] loadNames) : Attribute
    {
        public Type InstanceType { get; } = instType;
        public Type LoaderType { get; } = loaderType;
        public Type? ArgType { get; } = argType;
        public Type[] SigTypes { get; } = sigTypes;
        public string? Summary { get; } = summary;
        public string UserName { get; } = userName;
        public string[] LoadNames { get; } = loadNames.Length == 0 ? [userName] : loadNames;
    }

    /// <summary>Says, on an assembly, that <c>loaderType.Create</c> loads what was saved under one of the names.</summary>
    [AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
    internal sealed class LoadableClassAttribute(string? summary, Type instType, Type loaderType, Type? argType, Type sigType,
        string userName, params string[] loadNames)
        : LoadableClassAttributeBase(summary, instType, loaderType, argType, [sigType], userName, loadNames);

    [AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
    internal sealed class OwnLoaderAttribute(Type instType, Type loaderType, string name)
        : LoadableClassAttributeBase(null, instType, loaderType, null, [typeof(SignatureLoadModel)], name);
}

namespace Microsoft.ML.Runtime
{
    /// <summary>The loaders found in the assemblies looked at so far, by the name a saved header asks for.</summary>
    public sealed class ComponentCatalog
    {
        private readonly HashSet<string?> _assemblies = [];
        private readonly Dictionary<(string Name, Type Signature), MethodInfo> _loaders = [];

        internal ComponentCatalog() { }

        public void RegisterAssembly(Assembly assembly, bool throwOnError = true)
        {
            lock (_loaders)
            {
                if (!_assemblies.Add(assembly.FullName)) return;
                foreach (var attribute in assembly.GetCustomAttributes<LoadableClassAttributeBase>())
                    Register(attribute, throwOnError);
            }
        }

        internal object? Load(IHostEnvironment env, ModelLoadContext context, string name)
        {
            MethodInfo? create;
            lock (_loaders)
                create = _loaders.GetValueOrDefault((name.Trim().ToLowerInvariant(), typeof(SignatureLoadModel)));
            try { return create?.Invoke(null, create.GetParameters().Length == 2 ? [env, context] : [context]); }
            catch (TargetInvocationException stray) when (IsMarked(stray.InnerException))
            {
                throw Marked(new InvalidOperationException("Error during class instantiation", stray));
            }
        }

        private void Register(LoadableClassAttributeBase attribute, bool throwOnError)
        {
            MethodInfo? Find(params Type[] parameters)
                => attribute.LoaderType.GetMethod("Create", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic, parameters);
            var create = Find(typeof(ModelLoadContext)) ?? Find(typeof(IHostEnvironment), typeof(ModelLoadContext));
            bool fits = create?.ReturnType == attribute.InstanceType;
            Check(fits || !throwOnError, $"Can't instantiate loadable class '{attribute.InstanceType.Name}'");
            foreach (string name in fits ? attribute.LoadNames : [])
            {
                bool added = _loaders.TryAdd((name.ToLowerInvariant(), attribute.SigTypes[0]), create!);
                Check(added || !throwOnError, $"ComponentCatalog cannot map name '{name}', it is already mapped.");
            }
        }
    }
}
