using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>A row of a table for every token: [N] tokens to [N, F].</summary>
/// <remarks>
/// Row 0 stands for padding; no token ever takes it, and it stays zero. A batch touches few rows of the table, so its gradient is
/// added up row by row: <see cref="Training.TableGradient"/>.
/// </remarks>
internal sealed unsafe class EmbeddingLayer(ParameterShape shape) : Layer([shape])
{
    private readonly int _vocabulary = shape.Shape[0];
    private readonly int _size = shape.Shape[1];
    private float* _table;

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

    public override LayerRun NewRun() => new EmbeddingRun(this);

    /// <summary>That a step's token is one of the vocabulary; padding is no step.</summary>
    public static void CheckToken(int token, int vocabulary)
    {
        if (token < 1 || token >= vocabulary)
        {
            throw new InvalidOperationException(
                $"Token {token} is outside the network's vocabulary: tokens run from 1 to {vocabulary - 1}, 0 is padding.");
        }
    }

    internal sealed class EmbeddingRun(EmbeddingLayer layer) : LayerRun
    {
        private readonly AlignedBuffer _output = new();

        /// <summary>The gradient of each token's row, [N, F].</summary>
        public Matrix TokenGradients { get; private set; }

        public override Matrix Forward(Pass pass, Matrix input)
        {
            TokenGradients = default;
            ReadOnlySpan<int> tokens = pass.Batch.Tokens;
            int size = layer._size;
            float* to = _output.Ensure((long)tokens.Length * size);
            foreach (int token in tokens)
            {
                CheckToken(token, layer._vocabulary);
                new ReadOnlySpan<float>(layer._table + (nint)token * size, size).CopyTo(new Span<float>(to, size));
                to += size;
            }
            return new Matrix(_output.Pointer, tokens.Length, size);
        }

        public override Matrix Backward(Pass pass, Matrix outputGradient)
        {
            TokenGradients = outputGradient;
            return default;
        }
    }
}
