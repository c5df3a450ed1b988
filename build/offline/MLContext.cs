namespace Microsoft.ML;

/// <summary>The door to everything: catalogs, the log, the seed.</summary>
public sealed class MLContext : IHostEnvironment
{
    private readonly LocalEnvironment _env;

    public MLContext(int? seed = null)
    {
        _env = new(seed, (source, message) => Log?.Invoke(this, new(message.Message, message.Kind, source)));
        (BinaryClassification, MulticlassClassification, Regression) = (new(_env), new(_env), new(_env));
        (AnomalyDetection, Forecasting, Transforms, Model, Data) = (new(_env), new(_env), new(_env), new(_env), new(_env));
    }

    public event EventHandler<LoggingEventArgs>? Log;
    public BinaryClassificationCatalog BinaryClassification { get; }
    public MulticlassClassificationCatalog MulticlassClassification { get; }
    public RegressionCatalog Regression { get; }
    public AnomalyDetectionCatalog AnomalyDetection { get; }
    public ForecastingCatalog Forecasting { get; }
    public TransformsCatalog Transforms { get; }
    public ModelOperationsCatalog Model { get; }
    public DataOperationsCatalog Data { get; }
    public ComponentCatalog ComponentCatalog => _env.ComponentCatalog;
    string IExceptionContext.ContextDescription => _env.ContextDescription;
    internal void CancelExecution() => _env.CancelExecution();
    TException IExceptionContext.Process<TException>(TException ex) => _env.Process(ex);
    IHost IHostEnvironment.Register(string name, int? seed, bool? verbose) => _env.Register(name, seed, verbose);
    IChannel IChannelProvider.Start(string name) => _env.Start(name);
}

public class LoggingEventArgs(string message, ChannelMessageKind kind, string source) : EventArgs
{
    public string Source { get; } = source;
    public ChannelMessageKind Kind { get; } = kind;
    public string RawMessage { get; } = message;
    public string Message { get; } = $"[Source={source}, Kind={kind}] {message}";
}
