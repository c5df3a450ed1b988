using MLNetSequence;
using Spectre.Console;

namespace Samples.Common;

/// <summary>
/// Shows on the console how training stands: a bar that moves, and a line for each epoch that has ended. Where the output goes to a file
/// there are only the lines. Ctrl+C ends the training instead of the program: see <see cref="Stop"/>.
/// </summary>
/// <example><code>
/// using var bar = new ConsoleBar();
/// var options = new SequenceMulticlassTrainer.Options { Progress = bar, CancellationToken = bar.Stop };
/// ITransformer model = pipeline.Fit(data);
/// bar.Dispose();      // before anything else is written
/// </code></example>
public sealed class ConsoleBar : IProgress<TrainingProgress>, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _display;
    private volatile ProgressTask? _bar; // null until the display has begun
    private bool _isDisposed;

    /// <summary>A bar that appears with the first report.</summary>
    public ConsoleBar() => Console.CancelKeyPress += StopTraining;

    /// <summary>
    /// What Ctrl+C cancels: a trainer that is given it ends, and keeps what it has learned. A second Ctrl+C ends the program.
    /// </summary>
    public CancellationToken Stop => _stop.Token;

    private static bool IsLive => !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities is { Ansi: true, Interactive: true };

    /// <summary>Shows how training stands. (System.Progress would do so on another thread, some time later.)</summary>
    /// <param name="value">How it stands.</param>
    public void Report(TrainingProgress value)
    {
        bool isLive = IsLive && !_isDisposed;
        if (isLive)
        {
            _display ??= Task.Run(ShowAsync);
            if (_bar is { } bar)
            {
                (bar.MaxValue, bar.Value, bar.Description) = (value.Epochs, Done(value), Markup.Escape(value.ToString()));
            }
        }
        if (value.IsEpochEnd && isLive)
        {
            AnsiConsole.WriteLine(value.ToString()); // above the bar
        }
        else if (value.IsEpochEnd)
        {
            Console.WriteLine(value); // Spectre would break the line at 80 characters
        }
    }

    /// <summary>Takes the bar away; the lines stay.</summary>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }
        _isDisposed = true;
        Console.CancelKeyPress -= StopTraining;
        _ended.SetResult();
        _display?.GetAwaiter().GetResult();
    }

    /// <summary>Epochs done, and the part of the one that runs, where anybody knows how long it is.</summary>
    private static double Done(TrainingProgress at) =>
        at.IsEpochEnd ? at.Epoch : at.Epoch - 1 + (at.Batches > 0 ? (double)at.Batch / at.Batches : 0);

    // A display of Spectre's lives as long as the function that it is given runs: here, until training has ended.
    private Task ShowAsync() => AnsiConsole.Progress()
        .AutoClear(true)
        .Columns(new ProgressBarColumn { Width = 20 }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
        .StartAsync(display =>
        {
            _bar = display.AddTask("training");
            return _ended.Task;
        });

    private void StopTraining(object? sender, ConsoleCancelEventArgs pressed)
    {
        if (!_stop.IsCancellationRequested)
        {
            pressed.Cancel = true;
            _stop.Cancel();
        }
    }
}
