using Microsoft.Extensions.Logging;

namespace MLNetSequence.Tests.Support;

/// <summary>A logger that keeps its lines, and a progress that keeps its reports.</summary>
internal sealed class ListLogger : ILogger
{
    public List<(LogLevel Level, string Line)> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Add((logLevel, formatter(state, exception)));
}

/// <summary>Calls back at once, on the thread that reports; <see cref="Progress{T}"/> would do so later, on another.</summary>
internal sealed class DirectProgress<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
