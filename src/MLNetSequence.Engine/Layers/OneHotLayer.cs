using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>A one in the token's place and zeros elsewhere: [N] tokens to [N, V]; nothing but zeros where one is missing.</summary>
/// <param name="column">Which tokens.</param>
internal sealed unsafe class OneHotLayer(TokenColumn column) : Layer([])
{
    public override LayerRun NewRun() => new Run(column);

    private sealed class Run(TokenColumn column) : TokenRun(column, column.Vocabulary)
    {
        protected override void Write(ReadOnlySpan<int> tokens, Matrix to)
        {
            for (int n = 0; n < tokens.Length; n++)
            {
                to.RowSpan(n).Clear();
                if (tokens[n] > 0)
                {
                    to.Row(n)[tokens[n]] = 1;
                }
            }
        }
    }
}
