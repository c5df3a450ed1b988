using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>What a step has, side by side: the numbers of each of its tokens, then its features, to [N, Σ sizes + F].</summary>
/// <param name="columns">One layer for each column of tokens, embedding or one-hot.</param>
/// <param name="features">F, which may be 0.</param>
internal sealed unsafe class StepInputLayer(Layer[] columns, int features) : Layer([])
{
    public override IReadOnlyList<Layer> Children => columns;

    public override LayerRun NewRun() => new Run([.. columns.Select(c => (TokenRun)c.NewRun())], features);

    private sealed class Run(TokenRun[] columns, int features) : LayerRun
    {
        private readonly AlignedBuffer _output = new();
        private readonly int _width = columns.Sum(c => c.Width) + features;

        public override IReadOnlyList<LayerRun> Children => columns;

        public override bool KeepsOutput => false;

        public override Matrix Forward(Pass pass, Matrix input)
        {
            int rows = pass.Batch.Rows;
            var output = new Matrix(_output.Ensure((long)rows * _width), rows, _width);
            int first = 0;
            foreach (TokenRun column in columns)
            {
                column.Write(pass, output.ColumnRange(first, column.Width));
                first += column.Width;
            }
            if (features > 0)
            {
                Elementwise.Copy(input, output.ColumnRange(first, features));
            }
            return output;
        }

        // A view of the gradient for all columns, which stays as it is until the tables have been summed.
        public override Matrix Backward(Pass pass, Matrix outputGradient)
        {
            int first = 0;
            foreach (TokenRun column in columns)
            {
                column.TokenGradients = outputGradient.ColumnRange(first, column.Width);
                first += column.Width;
            }
            return pass.InputGradient && features > 0 ? outputGradient.ColumnRange(first, features) : default;
        }
    }
}
