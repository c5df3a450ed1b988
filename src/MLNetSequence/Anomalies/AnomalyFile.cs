using MLNetSequence.Forecasting.Models;
using MLNetSequence.Interop;

namespace MLNetSequence.Anomalies;

/// <summary>
/// The payload of an anomaly transformer's file: a head as JSON, and the model that says what is expected, with its memory. Version 1
/// (2026-11): the first.
/// </summary>
internal static class AnomalyFile
{
    private const int Version = 1;
    private const string Damaged = "The anomaly detector, as it was saved, is damaged: ";

    public static byte[] Write(AnomalyModel model, ForecastingTransformer expected) =>
        Sections.Write(ModelJson.Write(new Head(Version, model)), expected.Payload());

    /// <exception cref="InvalidDataException">The payload is damaged, or of a later version.</exception>
    public static SequenceAnomalyTransformer Read(byte[] payload)
    {
        var from = new ByteSource(payload, Damaged);
        var head = ModelJson.Read<Head>(from.Section());
        if (head.FormatVersion != Version)
        {
            throw new InvalidDataException(
                $"The anomaly detector has format version {head.FormatVersion}; this library reads version {Version}.");
        }
        ForecastingTransformer expected = ForecastFile.Read(from.Section());
        from.End();
        try
        {
            head.Model.CheckSaved(expected.Model);
            return new SequenceAnomalyTransformer(head.Model, expected);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"{Damaged}{e.Message}", e);
        }
    }

    private sealed record Head(int FormatVersion, AnomalyModel Model);
}
