using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>A one in the token's place and zeros elsewhere: [N] tokens to [N, V].</summary>
internal sealed unsafe class OneHotLayer(int vocabulary) : Layer([])
{
    public override LayerRun NewRun() => new Run(vocabulary);

    private sealed class Run(int vocabulary) : LayerRun
    {
        private readonly AlignedBuffer _output = new();

        public override Matrix Forward(Pass pass, Matrix input)
        {
            ReadOnlySpan<int> tokens = pass.Batch.Tokens;
            var output = new Matrix(_output.EnsureZero((long)tokens.Length * vocabulary), tokens.Length, vocabulary);
            for (int n = 0; n < tokens.Length; n++)
            {
                EmbeddingLayer.CheckToken(tokens[n], vocabulary);
                output.Row(n)[tokens[n]] = 1;
            }
            return output;
        }

        public override Matrix Backward(Pass pass, Matrix outputGradient) => default;
    }
}
