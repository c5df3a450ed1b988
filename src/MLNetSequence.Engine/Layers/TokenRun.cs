using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>What makes numbers of a column of tokens: [N] to [N, F].</summary>
internal abstract unsafe class TokenRun(TokenColumn column, int width) : LayerRun
{
    private readonly AlignedBuffer _output = new();

    /// <summary>F.</summary>
    public int Width => width;

    /// <summary>The gradient of each token's numbers, [N, F].</summary>
    public Matrix TokenGradients { get; set; }

    public override Matrix Forward(Pass pass, Matrix input)
    {
        int rows = pass.Batch.Rows;
        var output = new Matrix(_output.Ensure((long)rows * width), rows, width);
        Write(pass, output);
        return output;
    }

    /// <summary>Sets [N, F], which may be some columns of a wider matrix.</summary>
    public void Write(Pass pass, Matrix to)
    {
        TokenGradients = default;
        ReadOnlySpan<int> tokens = pass.Batch.Tokens(column.Number);
        for (int n = 0; n < tokens.Length; n++)
        {
            column.Check(tokens[n]);
        }
        Write(tokens, to);
    }

    public override Matrix Backward(Pass pass, Matrix outputGradient)
    {
        TokenGradients = outputGradient;
        return default;
    }

    /// <summary>Sets the rows of tokens that have been checked; zeros where one is missing.</summary>
    protected abstract void Write(ReadOnlySpan<int> tokens, Matrix to);
}
