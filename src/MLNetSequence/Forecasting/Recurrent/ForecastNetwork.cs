using MLNetSequence.Engine.Models;
using MLNetSequence.Forecasting.Series;

namespace MLNetSequence.Forecasting.Recurrent;

/// <summary>How a forecaster's network is put together.</summary>
internal sealed class ForecastNetwork
{
    private readonly RecurrentCell _cell;
    private readonly RecurrentLayers? _layers;
    private readonly Func<SequenceNetwork, SequenceNetwork>? _body;

    public ForecastNetwork(RecurrentCell cell, RecurrentLayers layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        layers.Check();
        (_cell, _layers) = (cell, layers);
    }

    public ForecastNetwork(Func<SequenceNetwork, SequenceNetwork> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        _body = body;
    }

    /// <summary>Checks what can be checked without data.</summary>
    /// <exception cref="ArgumentException">The layers and the strategy do not go together.</exception>
    public void Check(ForecastingStrategy strategy)
    {
        if (strategy == ForecastingStrategy.Recursive && _layers is { Bidirectional: true })
        {
            throw new ArgumentException(
                $"The strategy {strategy} goes on from step to step, so no layer can read backward: leave "
                + $"{nameof(RecurrentLayers.Bidirectional)} out.");
        }
        if (strategy == ForecastingStrategy.Recursive && _layers is { Pooling: not SequencePooling.LastStep })
        {
            throw new ArgumentException($"The strategy {strategy} answers at every step, so there is nothing to pool.");
        }
    }

    /// <summary>The network.</summary>
    /// <param name="inputs">The columns.</param>
    /// <param name="settings">What it is to do.</param>
    /// <param name="features">What it is shown.</param>
    /// <param name="embedding">Numbers that a key gets; null for a size by the number of keys.</param>
    /// <exception cref="ArgumentException">What the user put into it does not fit.</exception>
    public SequenceNetwork Describe(ForecastInputs inputs, NetworkSettings settings, WindowFeatures features, int? embedding)
    {
        SequenceNetwork network = inputs.Keys.Count == 0
            ? new SequenceNetwork(features.Step)
            : new SequenceNetwork().EmbedSteps([.. inputs.Keys.Select(k => Input(k, embedding))], features.Step);
        bool perStep = settings.Strategy != ForecastingStrategy.Direct;
        network = _body is null ? Layers(network, settings, features) : Body(network, settings, features);
        if (settings.Strategy == ForecastingStrategy.Direct && features.Joined > 0)
        {
            network = network.JoinStatics(features.Joined);
        }
        network = network.Dense(checked(settings.Parameters * inputs.TargetCount * (perStep ? 1 : settings.Horizon)));
        return settings.Strategy == ForecastingStrategy.Recursive && StateSlots.WhyNot(network) is { } reason
            ? throw new ArgumentException($"The strategy {settings.Strategy} goes on from step to step. {reason}")
            : network;
    }

    private SequenceNetwork Layers(SequenceNetwork network, NetworkSettings settings, WindowFeatures features)
    {
        if (settings.Strategy != ForecastingStrategy.EncoderDecoder)
        {
            return _layers!.AddTo(network, _cell, perStep: settings.Strategy == ForecastingStrategy.Recursive);
        }
        network = _layers!.AddTo(network, _cell, perStep: false).RepeatVector(settings.Horizon);
        if (features.Known > 0)
        {
            network = network.JoinFuture(features.Known);
        }
        return (_layers with { Pooling = SequencePooling.LastStep, SpatialDropout = null }).AddTo(network, _cell, perStep: true);
    }

    private SequenceNetwork Body(SequenceNetwork network, NetworkSettings settings, WindowFeatures features)
    {
        network = _body!(network) ?? throw new ArgumentException("The function that adds layers to the inputs returned null.");
        var output = network.Output;
        string? expected = settings.Strategy switch
        {
            ForecastingStrategy.Direct when output.Kind != Engine.Networks.ShapeKind.Vector =>
                "one row for the window: let the last recurrent layer return its last step only, or pool",
            ForecastingStrategy.Recursive
                when output.Kind != Engine.Networks.ShapeKind.Sequence || output.Steps != 0 || output.Stride != 1 =>
                "a row for every step: let its last recurrent layer return sequences",
            ForecastingStrategy.EncoderDecoder when output.Kind != Engine.Networks.ShapeKind.Sequence || output.Steps != settings.Horizon =>
                $"a row for each of the {settings.Horizon} steps to come: RepeatVector({settings.Horizon}), and recurrent layers that "
                + "return sequences",
            _ => null,
        };
        if (expected is not null)
        {
            throw new ArgumentException($"The strategy {settings.Strategy} needs {expected}. The layers give {output}.");
        }
        int joined = settings.Strategy == ForecastingStrategy.EncoderDecoder ? features.Joined : 0;
        if (network.Statics != joined)
        {
            throw new ArgumentException(joined == 0
                ? $"The layers join {network.Statics} numbers (JoinStatics or JoinFuture) that the forecaster does not give them."
                : $"The layers must join the {features.Known} numbers that are known of each step to come: "
                + $"JoinFuture({features.Known}) behind "
                + $"RepeatVector({settings.Horizon}).");
        }
        return network;
    }

    // A rule of thumb (fastai): enough to tell the keys apart, few enough to learn from few series.
    private static TokenInput Input(ForecastKey key, int? size) =>
        new(key.Count + 1, size ?? Math.Clamp((int)Math.Round(1.6 * Math.Pow(key.Count, 0.56)), 1, 64));
}
