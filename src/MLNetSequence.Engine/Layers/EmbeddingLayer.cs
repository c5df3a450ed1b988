using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>A row of a table for every token: [N] tokens to [N, F].</summary>
/// <remarks>
/// Row 0 stands for padding; no token ever takes it, and it stays zero. A batch touches few rows of the table, so its gradient is
/// added up row by row: <see cref="Training.TableGradient"/>.
/// </remarks>
/// <param name="shape">The table, [V, F].</param>
/// <param name="column">Which tokens.</param>
/// <param name="mayMiss">Whether 0 stands for a token that is missing; its numbers are zeros.</param>
internal sealed unsafe class EmbeddingLayer(ParameterShape shape, int column = 0, bool mayMiss = false) : Layer([shape])
{
    private readonly int _size = shape.Shape[1];
    private float* _table;

    /// <summary>Which tokens of a step it reads.</summary>
    public int Column => column;

    /// <summary>Whether 0 stands for a token that is missing.</summary>
    public bool MayMiss => mayMiss;

    /// <summary>The table, once it is bound.</summary>
    public Parameter? Table { get; private set; }

    public override void Bind(ParameterStore store)
    {
        Table = store.Find(Shapes[0].Name);
        _table = store[Table];
    }

    public override void Initialize(ParameterStore store, SeededRandom random)
    {
        base.Initialize(store, random);
        store.Span(Table!)[.._size].Clear();
    }

    public override LayerRun NewRun() => new Run(this, new TokenColumn(shape.Shape[0], column, mayMiss));

    private sealed class Run(EmbeddingLayer layer, TokenColumn column) : TokenRun(column, layer._size)
    {
        protected override void Write(ReadOnlySpan<int> tokens, Matrix to)
        {
            int size = layer._size;
            for (int n = 0; n < tokens.Length; n++)
            {
                // Row 0 is not read: a file may have put something there.
                if (tokens[n] == 0)
                {
                    to.RowSpan(n).Clear();
                    continue;
                }
                new ReadOnlySpan<float>(layer._table + (nint)tokens[n] * size, size).CopyTo(to.RowSpan(n));
            }
        }
    }
}
