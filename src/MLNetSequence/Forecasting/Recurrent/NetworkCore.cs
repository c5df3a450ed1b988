using MLNetSequence.Engine.Models;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Serialization;
using MLNetSequence.Forecasting.Distributions;
using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Series;
using MLNetSequence.Interop;

namespace MLNetSequence.Forecasting.Recurrent;

/// <summary>A network that forecasts.</summary>
internal abstract class NetworkCore : ForecastCore
{
    /// <summary>Where settings stand in the metadata of the network's file.</summary>
    private const string Key = "forecaster";

    public const string Name = "network";

    // One for each thread, and all forecasts: windows are many, and most are forecast alone.
    private readonly ThreadLocal<TargetScale> _scale;

    private protected NetworkCore(NetworkLearned learned, Network trained)
    {
        (Learned, Trained) = (learned, trained);
        _scale = new ThreadLocal<TargetScale>(learned.NewScale);
        WindowFeatures = new WindowFeatures(learned.Inputs, learned.Settings, learned.Scales);
        Family = DistributionFamily.Of(learned.Settings.Loss);
    }

    public override string Kind => Name;

    public override int Window => Settings.Window;

    public override bool HasDistribution => Settings.HasDistribution;

    public override bool ReadsTimes => Learned.Inputs.Time is not null && Settings.Times != TimeParts.None;

    public override SequenceNetwork? Network => Trained.Description;

    private protected NetworkLearned Learned { get; }

    private protected NetworkSettings Settings => Learned.Settings;

    private protected Network Trained { get; }

    private protected WindowFeatures WindowFeatures { get; }

    private protected DistributionFamily? Family { get; }

    private protected int Targets => Learned.Inputs.TargetCount;

    /// <summary>The core for a network.</summary>
    public static NetworkCore Of(NetworkLearned learned, Network trained) => learned.Settings.Strategy == ForecastingStrategy.Recursive
        ? new RecursiveCore(learned, trained)
        : new WindowCore(learned, trained);

    public override byte[] Save() => NetworkFile.Write(Trained, new Dictionary<string, string>
    {
        [Key] = ModelJson.WriteText(new Saved(Settings, Learned.Scales)),
    });

    /// <exception cref="InvalidDataException">The bytes are damaged.</exception>
    /// <exception cref="ArgumentException">What they say makes no sense.</exception>
    public static ForecastCore Load(byte[] bytes, ForecastInputs inputs, int horizon)
    {
        (Network network, IReadOnlyDictionary<string, string> metadata) = NetworkFile.Read(bytes);
        Saved saved = ModelJson.ReadText<Saved>(metadata.TryGetValue(Key, out string? json)
            ? json
            : throw new InvalidDataException("The network's metadata does not say what it forecasts."));
        saved.Settings.CheckSaved();
        saved.Settings.CheckPaths(inputs.TargetCount, saved.Settings.Horizon, saved.Settings.Paths);
        saved.Scales.CheckSaved(inputs);
        var core = Of(new NetworkLearned(inputs, saved.Settings, saved.Scales), network);
        core.CheckNetwork(horizon);
        return core;
    }

    /// <summary>The scale of a window.</summary>
    private protected TargetScale ScaleOf(in ForecastWindow window)
    {
        TargetScale scale = Learned.NewScale();
        scale.Set(window, WindowFeatures.RowWidth);
        return scale;
    }

    /// <summary>Makes the distributions' parameters of outputs, [P, numbers] or for quantiles [numbers, P], in place.</summary>
    private protected void ToParameters(float[] outputs, TargetScale scale)
    {
        Settings.Trained.Predict(outputs);
        if (Settings.Loss is not NegativeBinomialLoss)
        {
            return;
        }
        // Those of counts bring the scale of the window themselves.
        int numbers = outputs.Length / Settings.Parameters;
        for (int i = 0; i < numbers; i++)
        {
            double width = scale.Widths[i % Targets];
            outputs[i] = (float)(outputs[i] * width);
            outputs[numbers + i] = (float)(outputs[numbers + i] / Math.Sqrt(width));
        }
    }

    private protected WindowSequences Sequences(IReadOnlyList<ForecastWindow> windows, int more = 0) =>
        new(new WindowList(windows), WindowFeatures, _scale, Learned.Inputs.Keys.Count, more);

    private void CheckNetwork(int horizon)
    {
        bool perStep = Settings.Strategy != ForecastingStrategy.Direct;
        int outputs = checked(Settings.Parameters * Targets * (perStep ? 1 : Settings.Horizon));
        var reads = new InputShape(Learned.Inputs.Keys.Count, WindowFeatures.Step, WindowFeatures.Joined);
        int steps = Settings.Strategy == ForecastingStrategy.EncoderDecoder ? Settings.Horizon : 0;
        bool fits = Trained.Outputs == outputs && Trained.PerStep == perStep && Trained.Reads == reads && horizon == Settings.Horizon
            && Trained.Description.Output.Steps == steps && Trained.Description.Output.Stride == 1
            && (Settings.Strategy != ForecastingStrategy.Recursive || StateSlots.WhyNot(Trained.Description) is null)
            && Trained.Description.TokenVocabularies.SequenceEqual(Learned.Inputs.Keys.Select(k => k.Count + 1));
        if (!fits)
        {
            throw new ArgumentException(
                $"its network reads {Trained.Reads} and ends in {Trained.Description.Output}, which does not fit its settings.");
        }
    }

    private sealed record Saved(NetworkSettings Settings, SeriesScales Scales);

    private sealed class WindowList(IReadOnlyList<ForecastWindow> windows) : IWindowSource
    {
        public int Count => windows.Count;

        public ForecastWindow this[int number] => windows[number];
    }
}

/// <summary>What is known of a network beside its weights.</summary>
internal sealed record NetworkLearned(ForecastInputs Inputs, NetworkSettings Settings, SeriesScales Scales)
{
    public TargetScale NewScale() => new(Settings, Scales, Inputs.TargetCount);
}
