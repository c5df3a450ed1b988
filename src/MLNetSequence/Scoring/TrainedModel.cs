using MLNetSequence.Engine.Networks;
using MLNetSequence.Inputs;
using MLNetSequence.Scoring.Heads;

namespace MLNetSequence.Scoring;

/// <summary>What scores: the columns that are read, a trained network, and what its outputs mean.</summary>
internal sealed record TrainedModel(SequenceInputs Inputs, Network Network, PredictionHead Head);
