namespace MLNetSequence.Engine.Training;

/// <summary>Where training reads from: blocks of examples, one of them in memory at a time, read anew in each epoch.</summary>
internal interface IExampleSource
{
    /// <summary>The blocks, in the same order each time.</summary>
    IEnumerable<ExampleBlock> Read();

    /// <summary>Rows of each block, where that is known without reading them.</summary>
    IReadOnlyList<int>? Rows { get; }
}

/// <summary>Examples, and which of them to train on.</summary>
internal readonly record struct ExampleBlock(Examples Examples, int[] Rows);

/// <summary>All examples in memory, or some of them.</summary>
internal sealed class InMemorySource(Examples examples, int[] rows) : IExampleSource
{
    public IReadOnlyList<int>? Rows { get; } = [rows.Length];

    public IEnumerable<ExampleBlock> Read() => [new(examples, rows)];
}

/// <summary>Examples that are made or read block by block: data larger than memory.</summary>
internal sealed class StreamedSource(Func<IEnumerable<Examples>> read) : IExampleSource
{
    public IReadOnlyList<int>? Rows => null;

    public IEnumerable<ExampleBlock> Read() =>
        read().Select(block => new ExampleBlock(block, [.. Enumerable.Range(0, block.Count)]));
}
