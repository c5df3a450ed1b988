using MLNetSequence.Forecasting.Baselines;
using MLNetSequence.Forecasting.Recurrent;
using MLNetSequence.Forecasting.Series;
using MLNetSequence.Interop;

namespace MLNetSequence.Forecasting.Models;

/// <summary>
/// The payload of a forecaster's file: a head as JSON, what was learned, the memory of the series. Version 1 (2026-11): the first.
/// </summary>
internal static class ForecastFile
{
    private const int Version = 1;
    private const string Damaged = "The forecaster, as it was saved, is damaged: ";

    private static readonly Dictionary<string, Func<byte[], ForecastInputs, int, ForecastCore>> Cores = new()
    {
        [SeasonalNaiveCore.Name] = SeasonalNaiveCore.Load,
        [DriftCore.Name] = DriftCore.Load,
        [LinearAutoregressionCore.Name] = LinearAutoregressionCore.Load,
        [NetworkCore.Name] = NetworkCore.Load,
    };

    public static byte[] Write(ForecastModel model, ForecastTraining? training)
    {
        var head = new Head(Version, model.Core.Kind, model.Settings, model.Inputs, model.Step, training?.Report);
        return Sections.Write(ModelJson.Write(head), model.Core.Save(), model.Memory.Save());
    }

    /// <exception cref="InvalidDataException">The payload is damaged, or of a later version.</exception>
    public static ForecastingTransformer Read(byte[] payload)
    {
        var from = new ByteSource(payload, Damaged);
        var head = ModelJson.Read<Head>(from.Section());
        if (head.FormatVersion != Version)
        {
            throw new InvalidDataException(
                $"The forecaster has format version {head.FormatVersion}; this library reads version {Version}.");
        }
        byte[] learned = from.Section();
        byte[] memory = from.Section();
        from.End();
        try
        {
            head.Settings.CheckSaved();
            head.Inputs.CheckSaved();
            head.Inputs.CheckHorizon(head.Settings.Horizon);
            head.Step?.CheckSaved();
            if (!Cores.TryGetValue(head.Core, out Func<byte[], ForecastInputs, int, ForecastCore>? load))
            {
                throw new InvalidDataException($"The model forecasts by '{head.Core}', which this version does not know.");
            }
            ForecastCore core = load(learned, head.Inputs, head.Settings.Horizon);
            var model = new ForecastModel(head.Settings, head.Inputs, head.Step, core, ForecastMemory.Load(memory, head.Inputs));
            return new ForecastingTransformer(
                model, head.Report is { } report && core.Network is { } network ? new(network, report) : null);
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            throw new InvalidDataException($"{Damaged}{e.Message}", e);
        }
    }

    private sealed record Head(
        int FormatVersion, string Core, ForecastSettings Settings, ForecastInputs Inputs, TimeStep? Step, TrainingReport? Report);
}
