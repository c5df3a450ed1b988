using System.Text.Json;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Serialization;
using MLNetSequence.Inputs;
using MLNetSequence.Interop;
using MLNetSequence.Scoring.Heads;

namespace MLNetSequence.Scoring;

/// <summary>What stands beside the network in a model's file. Version 1 (2026-11): the first.</summary>
internal sealed record SavedModel(
    int FormatVersion, SequenceInputs Inputs, JsonElement Head, JsonElement Options, ChosenLayers? Layers, TrainingReport Report)
{
    /// <summary>Where it stands in the metadata.</summary>
    public const string Key = "model";

    private const int Version = 1;

    public static string Write(SequenceInputs inputs, object head, TrainingState state)
    {
        JsonElement options = ModelJson.ToElement(state.OptionsCopy());
        return ModelJson.WriteText(new SavedModel(Version, inputs, ModelJson.ToElement(head), options, state.Layers, state.Report));
    }

    /// <summary>Reads a model.</summary>
    /// <param name="payload">The payload of its envelope.</param>
    /// <param name="head">Makes the head of what was saved of it, for a network of so many outputs.</param>
    /// <exception cref="InvalidDataException">The payload is damaged, or of a later version.</exception>
    public static (TrainedModel Model, TrainingState State) Read<TOptions, THead>(byte[] payload, Func<THead, int, PredictionHead> head)
        where TOptions : SequenceTrainerOptions
    {
        (Network network, IReadOnlyDictionary<string, string> metadata) = NetworkFile.Read(payload);
        if (!metadata.TryGetValue(Key, out string? json))
        {
            throw new InvalidDataException("The model's metadata does not say what it is a model of.");
        }
        SavedModel saved = ModelJson.ReadText<SavedModel>(json);
        if (saved.FormatVersion != Version)
        {
            throw new InvalidDataException($"The model has format version {saved.FormatVersion}; this library reads version {Version}.");
        }
        try
        {
            saved.Inputs.CheckSaved();
            PredictionHead made = head(ModelJson.FromElement<THead>(saved.Head), network.Outputs);
            Trainers.NetworkPlan.CheckInputs(network.Description, saved.Inputs);
            if (made.PerStep != network.PerStep || made.Outputs != network.Outputs)
            {
                throw new ArgumentException($"it needs {made.Outputs} outputs, and the network ends in {network.Description.Output}.");
            }
            var options = ModelJson.FromElement<TOptions>(saved.Options);
            options.CheckSaved();
            saved.Layers?.Layers.Check();
            if (!options.FeatureColumnNames.Order(StringComparer.Ordinal).SequenceEqual(
                saved.Inputs.Columns.Select(c => c.Name).Order(StringComparer.Ordinal)))
            {
                throw new ArgumentException("its options name other columns than it reads.");
            }
            return (new TrainedModel(saved.Inputs, network, made), new TrainingState(options, saved.Layers, saved.Report));
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"The model, as it was saved, is damaged: {e.Message}", e);
        }
    }
}

/// <summary>The recurrent layers that a trainer was told.</summary>
internal sealed record ChosenLayers(RecurrentCell Cell, RecurrentLayers Layers);
