namespace Microsoft.ML.Runtime;

public interface IExceptionContext
{
    string ContextDescription { get; }
    TException Process<TException>(TException ex) where TException : Exception;
}

public interface IChannelProvider : IExceptionContext { IChannel Start(string name); }

public interface IHostEnvironment : IChannelProvider
{
    ComponentCatalog ComponentCatalog { get; }
    IHost Register(string name, int? seed = null, bool? verbose = null);
}

public interface IHost : IHostEnvironment { Random Rand { get; } }

internal interface ICancelable
{
    bool IsCanceled { get; }
    void CancelExecution();
}

public interface IPipe<TMessage> : IExceptionContext, IDisposable { void Send(TMessage msg); }

public interface IChannel : IPipe<ChannelMessage>
{
    void Trace(MessageSensitivity sensitivity, string fmt);
    void Trace(MessageSensitivity sensitivity, string fmt, params object[] args);
    void Info(MessageSensitivity sensitivity, string fmt);
    void Info(MessageSensitivity sensitivity, string fmt, params object[] args);
    void Warning(MessageSensitivity sensitivity, string fmt);
    void Warning(MessageSensitivity sensitivity, string fmt, params object[] args);
    void Error(MessageSensitivity sensitivity, string fmt);
    void Error(MessageSensitivity sensitivity, string fmt, params object[] args);
}

public enum ChannelMessageKind { Trace = 0, Info = 1, Warning = 2, Error = 3 }

[Flags]
public enum MessageSensitivity { None = 0, UserData = 1, Schema = 2, Unknown = ~None, All = Unknown }

public readonly struct ChannelMessage
{
    public readonly ChannelMessageKind Kind;
    public readonly MessageSensitivity Sensitivity;
    private readonly string _format;
    private readonly object[]? _args;

    internal ChannelMessage(ChannelMessageKind kind, MessageSensitivity sensitivity, string format, object[]? args = null)
    {
        CheckNonEmpty(format, nameof(format));
        (Kind, Sensitivity, _format, _args) = (kind, sensitivity, format, args);
    }

    public string Message => _args is null ? _format : string.Format(_format, _args);
}
