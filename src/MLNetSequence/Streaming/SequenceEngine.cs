using MLNetSequence.Engine.Serialization;
using MLNetSequence.Forecasting;
using MLNetSequence.Streaming;

namespace MLNetSequence;

/// <summary>
/// Predicts one observation after the other with a model that remembers the rows of its series, and takes every observation in: what
/// ML.NET's TimeSeriesPredictionEngine is for the models of Microsoft.ML.TimeSeries.
/// </summary>
/// <typeparam name="TSource">An observation: a class with a member for every column that the model reads.</typeparam>
/// <typeparam name="TPrediction">The prediction: a class with a member for every column that is wanted.</typeparam>
/// <remarks>
/// It begins where the model ended: with what it remembers of the training data, or of what an earlier engine had seen at its
/// <see cref="CheckPoint(MLContext, string)"/>. The model itself does not change, and any number of engines may be made of it; each goes
/// its own way. One engine serves one thread. Observations of a series come in order of time; where there is a group
/// column, those of several may be mixed.
/// <para>
/// An observation that cannot be worked on, be it in the first part of a pipeline or the last, is an exception and changes nothing: the
/// engine goes on as if it had not come.
/// </para>
/// </remarks>
/// <example><code>
/// using var engine = model.CreateSequenceEngine&lt;Month, MonthForecast&gt;(mlContext);
/// MonthForecast next = engine.Predict(new Month { Passengers = 112 });
/// engine.CheckPoint(mlContext, "model.zip");
/// // Later, or elsewhere:
/// using var again = mlContext.Model.Load("model.zip", out _).CreateSequenceEngine&lt;Month, MonthForecast&gt;(mlContext);
/// </code></example>
public sealed class SequenceEngine<TSource, TPrediction> : IDisposable
    where TSource : class
    where TPrediction : class, new()
{
    private readonly MLContext _context;
    private readonly SchemaDefinition? _inputDefinition;
    private readonly DataViewSchema _inputSchema;
    private readonly StreamChain _chain;
    private readonly PredictionEngine<TSource, TPrediction> _engine;
    private readonly StreamingRow[] _rows;
    private (PredictionEngine<TSource, Nothing> Engine, StreamingRow[] Rows)? _observing;
    private Nothing _nothing = new();
    private bool _disposed;

    internal SequenceEngine(
        MLContext context, ITransformer model, bool ignoreMissingColumns, SchemaDefinition? input, SchemaDefinition? output)
    {
        (_context, _inputDefinition) = (context, input);
        _inputSchema = context.Data.LoadFromEnumerable(Array.Empty<TSource>(), input).Schema;
        _chain = new StreamChain(model);
        _engine = context.Model.CreatePredictionEngine<TSource, TPrediction>(_chain, ignoreMissingColumns, input, output);
        _rows = _chain.Rows;
    }

    /// <summary>The columns of an observation and what the model appends to them.</summary>
    public DataViewSchema OutputSchema => _engine.OutputSchema;

    /// <summary>
    /// Takes an observation in and predicts: of a forecaster, what comes after it. Of one that reads what is known ahead that is NaN, since
    /// nothing says it here: ask <see cref="Forecast"/>.
    /// </summary>
    /// <param name="observation">The next row of its series.</param>
    /// <returns>The prediction, a new object.</returns>
    /// <exception cref="ArgumentNullException">There is no observation.</exception>
    /// <exception cref="ObjectDisposedException">The engine was disposed of.</exception>
    /// <exception cref="InvalidOperationException">A value of the observation cannot be worked on; nothing was taken in.</exception>
    public TPrediction Predict(TSource observation)
    {
        var prediction = new TPrediction();
        Predict(observation, ref prediction);
        return prediction;
    }

    /// <summary>The same into an object that is there, so that none has to be made.</summary>
    /// <param name="observation">The next row of its series.</param>
    /// <param name="prediction">The object to fill; where it is null a new one is made.</param>
    /// <exception cref="ArgumentNullException">There is no observation.</exception>
    /// <exception cref="ObjectDisposedException">The engine was disposed of.</exception>
    /// <exception cref="InvalidOperationException">
    /// The observation has a value that the model cannot work on. Nothing was taken in, and what the object holds has no meaning.
    /// </exception>
    public void Predict(TSource observation, ref TPrediction prediction)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentNullException.ThrowIfNull(observation);
        _engine.Predict(observation, ref prediction);
        TakeIn(_rows);
    }

    /// <summary>Takes an observation in, and predicts nothing: the way to catch up, since it costs next to nothing.</summary>
    /// <param name="observation">The next row of its series.</param>
    /// <exception cref="ArgumentNullException">There is no observation.</exception>
    /// <exception cref="ObjectDisposedException">The engine was disposed of.</exception>
    /// <exception cref="InvalidOperationException">A value of the observation cannot be worked on; nothing was taken in.</exception>
    public void Observe(TSource observation)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentNullException.ThrowIfNull(observation);
        (PredictionEngine<TSource, Nothing> engine, StreamingRow[] rows) = _observing ??= OpenObserving();
        engine.Predict(observation, ref _nothing);
        TakeIn(rows);
    }

    /// <summary>
    /// Forecasts what follows the last observation of every series that the engine has seen, or that the model remembers: any horizon that
    /// the model allows, any bounds, and with a model that reads known covariates the rows to come.
    /// </summary>
    /// <param name="horizon">Steps, at least 1; null for the model's own.</param>
    /// <param name="future">
    /// The rows to come of every series, for a model that reads known covariates; null where it reads none. What is not known of them may
    /// be anything.
    /// </param>
    /// <param name="paths">Paths to draw and keep, at least 1, by a model that draws paths; null for none.</param>
    /// <returns>One forecast for each series.</returns>
    /// <exception cref="InvalidOperationException">The model is no forecaster, or a row to come is missing.</exception>
    /// <exception cref="ObjectDisposedException">The engine was disposed of.</exception>
    public IReadOnlyList<SeriesForecast> Forecast(int? horizon = null, IEnumerable<TSource>? future = null, int? paths = null)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        IDataView? rows = future is null ? null : _context.Data.LoadFromEnumerable(future, _inputDefinition);
        foreach (ITransformer part in _chain.Parts)
        {
            if (part is ForecastStream forecaster)
            {
                return forecaster.Forecaster.Forecast(horizon, rows, paths);
            }
            rows = rows is null ? null : part.Transform(rows);
        }
        throw new InvalidOperationException("No part of the model is a forecaster.");
    }

    /// <summary>
    /// Saves the model with what the engine has seen. Of the file <c>mlContext.Model.Load</c> makes a model whose engines go on from here.
    /// </summary>
    /// <param name="context">The context; any will do.</param>
    /// <param name="path">The file. If it is there, it is replaced when the new one is whole: an interruption leaves the old one.</param>
    /// <exception cref="ArgumentException">There is no path.</exception>
    /// <exception cref="ObjectDisposedException">The engine was disposed of.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void CheckPoint(MLContext context, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = new MemoryStream();
        CheckPoint(context, stream);
        AtomicFile.Write(path, stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    /// <summary>The same into a stream.</summary>
    /// <param name="context">The context; any will do.</param>
    /// <param name="stream">A stream that can be written to; it stays open.</param>
    /// <exception cref="ArgumentNullException">There is no context or stream.</exception>
    /// <exception cref="ObjectDisposedException">The engine was disposed of.</exception>
    public void CheckPoint(MLContext context, Stream stream)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(stream);
        context.Model.Save(_chain.Model, _inputSchema, stream);
    }

    /// <summary>Frees what the engine holds; the model it was made of stays as it is.</summary>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _engine.Dispose();
            _observing?.Engine.Dispose();
        }
    }

    // Only when all of them have read theirs does any of them take it in.
    private static void TakeIn(StreamingRow[] rows)
    {
        foreach (StreamingRow row in rows)
        {
            row.Read();
        }
        foreach (StreamingRow row in rows)
        {
            row.TakeIn();
        }
    }

    private (PredictionEngine<TSource, Nothing> Engine, StreamingRow[] Rows) OpenObserving()
    {
        PredictionEngine<TSource, Nothing> engine = _context.Model.CreatePredictionEngine<TSource, Nothing>(
            _chain, ignoreMissingColumns: true, _inputDefinition);
        return (engine, _chain.Rows);
    }
}
