namespace MLNetSequence.Benchmarks.Text;

/// <summary>Something that turns texts into keys.</summary>
internal interface ITextContender
{
    string Name { get; }

    /// <summary>Learns a vocabulary from all rows.</summary>
    /// <returns>Reads every key of every row once more, and says how many there are.</returns>
    Func<long> Fit(TextTable texts);
}
