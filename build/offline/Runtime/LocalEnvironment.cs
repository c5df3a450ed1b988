using System.Diagnostics;
using Kind = Microsoft.ML.Runtime.ChannelMessageKind;

namespace Microsoft.ML.Runtime;

/// <summary>
/// The environment behind an MLContext and, registered from it, the hosts of its components. All their messages go to one
/// listener. Cancelling reaches every host below, whether it was registered before or after.
/// </summary>
internal sealed class LocalEnvironment : IHost, ICancelable
{
    private readonly LocalEnvironment? _parent;
    private readonly string _name = "";
    private readonly Action<string, ChannelMessage> _listener;
    private bool _canceled;

    public LocalEnvironment(int? seed, Action<string, ChannelMessage> listener)
        => (Seed, _listener, ComponentCatalog, Rand) = (seed, listener, new(), TauswortheRandom.From(seed, new Random()));

    private LocalEnvironment(LocalEnvironment parent, string name, Random rand)
    {
        (_name, _parent, _listener, ComponentCatalog) = (name, parent, parent._listener, parent.ComponentCatalog);
        (Rand, Seed) = (rand, parent.Seed);
    }

    public int? Seed { get; }
    public Random Rand { get; }
    public ComponentCatalog ComponentCatalog { get; }
    public bool IsCanceled => _canceled || (_parent?.IsCanceled ?? false);

    // ML.NET names a host after its grandparent, and the listener shows these names.
    public string ContextDescription
        => _parent?._parent is { ContextDescription.Length: > 0 } elder ? $"{elder.ContextDescription}; {_name}" : _name;

    public IHost Register(string name, int? seed = null, bool? verbose = null)
    {
        CheckNonEmpty(name, nameof(name));
        lock (Rand)
            return new LocalEnvironment(this, name, TauswortheRandom.From(seed, Rand));
    }

    public void CancelExecution() => _canceled = true;
    public IChannel Start(string name) => new Channel(this, $"{ContextDescription}; {name}".TrimStart(' ', ';'));
    public TException Process<TException>(TException ex) where TException : Exception => (TException)Marked(ex);

    private sealed class Channel : IChannel
    {
        private readonly LocalEnvironment _owner;
        private readonly Stopwatch _watch = Stopwatch.StartNew();
        private bool _disposed;

        public Channel(LocalEnvironment owner, string source)
        {
            (_owner, ContextDescription) = (owner, source);
            Send(Kind.Trace, "Channel started");
        }

        public string ContextDescription { get; }
        public TException Process<TException>(TException ex) where TException : Exception => _owner.Process(ex);
        public void Send(ChannelMessage msg) => _owner._listener(ContextDescription, msg);
        public void Trace(MessageSensitivity sensitivity, string fmt) => Send(Kind.Trace, fmt, null, sensitivity);
        public void Trace(MessageSensitivity sensitivity, string fmt, params object[] args) => Send(Kind.Trace, fmt, args, sensitivity);
        public void Info(MessageSensitivity sensitivity, string fmt) => Send(Kind.Info, fmt, null, sensitivity);
        public void Info(MessageSensitivity sensitivity, string fmt, params object[] args) => Send(Kind.Info, fmt, args, sensitivity);
        public void Warning(MessageSensitivity sensitivity, string fmt) => Send(Kind.Warning, fmt, null, sensitivity);
        public void Warning(MessageSensitivity sensitivity, string fmt, params object[] args) => Send(Kind.Warning, fmt, args, sensitivity);
        public void Error(MessageSensitivity sensitivity, string fmt) => Send(Kind.Error, fmt, null, sensitivity);
        public void Error(MessageSensitivity sensitivity, string fmt, params object[] args) => Send(Kind.Error, fmt, args, sensitivity);

        public void Dispose()
        {
            if (_disposed) return;
            _disposed = true;
            Send(Kind.Trace, "Channel finished. Elapsed {0:c}.", [_watch.Elapsed]);
            Send(Kind.Trace, "Channel disposed");
        }

        private void Send(Kind kind, string format, object[]? args = null, MessageSensitivity sensitivity = default)
            => Send(new(kind, sensitivity, format, args));
    }
}
