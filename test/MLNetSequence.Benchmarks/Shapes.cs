namespace MLNetSequence.Benchmarks;

/// <summary>What is measured, always in this order.</summary>
internal static class Shapes
{
    public static IReadOnlyList<Shape> All { get; } =
    [
        new(Cell.Lstm, 32, 64, 64, 128),
        new(Cell.Lstm, 64, 50, 128, 256),
        new(Cell.Lstm, 32, 100, 32, 64),
        new(Cell.Lstm, 128, 200, 128, 64, Layers: 2, Bidirectional: true),
        new(Cell.Lstm, 64, 50, 256, 512),
        new(Cell.Gru, 32, 64, 64, 128),
        new(Cell.Gru, 64, 50, 128, 256),
        new(Cell.SimpleRnn, 32, 64, 64, 128),
    ];
}
