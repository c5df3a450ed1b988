namespace MLNetSequence.Forecasting.Models;

/// <summary>How a network came about.</summary>
internal sealed record ForecastTraining(SequenceNetwork Network, TrainingReport Report);
