using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>A row of a table for every token: [N] tokens to [N, F].</summary>
/// <remarks>Row 0 stands for padding; no token ever takes it, and it stays zero.</remarks>
internal sealed unsafe class EmbeddingLayer(string prefix, int vocabulary, int size) : Layer
{
    // Keras' "uniform" initialiser for embeddings.
    private const double Limit = 0.05;

    private readonly ParameterShape _shape = new(prefix + "weight", [vocabulary, size], IsTable: true);
    private float* _table;

    public override IEnumerable<ParameterShape> Parameters => [_shape];

    public override void Initialize(ParameterStore store, SeededRandom random)
    {
        Span<float> table = store.Span(store.Find(_shape.Name));
        Initializers.Uniform(table, Limit, random);
        table[..size].Clear();
    }

    public override void Pack(ParameterStore store) => _table = store[store.Find(_shape.Name)];

    public override LayerRun NewRun() => new Run(this, vocabulary, size);

    private sealed class Run(EmbeddingLayer layer, int vocabulary, int size) : LayerRun
    {
        private readonly AlignedBuffer _output = new();

        public override Matrix Forward(Pass pass, Matrix input)
        {
            ReadOnlySpan<int> tokens = pass.Batch.Tokens;
            float* to = _output.Ensure((long)tokens.Length * size);
            foreach (int token in tokens)
            {
                if (token < 1 || token >= vocabulary)
                {
                    throw new InvalidOperationException(
                        $"Token {token} is outside the network's vocabulary: tokens run from 1 to {vocabulary - 1}, 0 is padding.");
                }
                new ReadOnlySpan<float>(layer._table + (nint)token * size, size).CopyTo(new Span<float>(to, size));
                to += size;
            }
            return new Matrix(_output.Pointer, tokens.Length, size);
        }

        public override Matrix Backward(Pass pass, Matrix outputGradient)
        {
            pass.TokenGradients = outputGradient;
            return default;
        }
    }
}
