namespace MLNetSequence.Engine.Layers;

/// <summary>What a recurrent layer was told.</summary>
/// <param name="Inputs">F.</param>
/// <param name="Hidden">H.</param>
/// <param name="Options">All the rest.</param>
internal sealed record RecurrentSettings(int Inputs, int Hidden, RecurrentOptions Options);
