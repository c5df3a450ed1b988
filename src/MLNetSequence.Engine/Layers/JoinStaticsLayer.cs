using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>
/// Puts S numbers that the sequence has beside its steps at the end of each of its rows: [B, F] to [B, F + S], or [N, F] to [N, F + S].
/// </summary>
/// <param name="count">S.</param>
/// <param name="perStep">Whether a sequence has a row for every step.</param>
/// <param name="future">n, where each of n steps has S of the sequence's last n·S numbers; 0 where every row has its first S.</param>
internal sealed unsafe class JoinStaticsLayer(int count, bool perStep, int future = 0) : Layer([])
{
    public override LayerRun NewRun() => new Run(count, perStep, future);

    private sealed class Run(int count, bool perStep, int future) : LayerRun
    {
        private readonly AlignedBuffer _output = new();
        private readonly AlignedBuffer _inputGradient = new();

        public override bool KeepsOutput => false;

        public override Matrix Forward(Pass pass, Matrix input)
        {
            (int rows, int columns) = (input.Rows, input.Columns);
            var output = new Matrix(_output.Ensure((long)rows * (columns + count)), rows, columns + count);
            Elementwise.Copy(input, output.ColumnRange(0, columns));
            PackedLayout layout = pass.Layout;
            Matrix statics = pass.Batch.Statics;
            int firstFuture = statics.Columns - future * count;
            int steps = perStep ? layout.Steps : 1;
            for (int t = 0; t < steps; t++)
            {
                int live = perStep ? layout.Live(t) : rows;
                int first = perStep ? layout.Offset(t) : 0;
                int from = future > 0 ? firstFuture + t * count : 0;
                Matrix joined = output.RowRange(first, live).ColumnRange(columns, count);
                Elementwise.Copy(statics.RowRange(0, live).ColumnRange(from, count), joined);
            }
            return output;
        }

        public override Matrix Backward(Pass pass, Matrix outputGradient)
        {
            (int rows, int columns) = (outputGradient.Rows, outputGradient.Columns - count);
            var inputGradient = new Matrix(_inputGradient.Ensure((long)rows * columns), rows, columns);
            Elementwise.Copy(outputGradient.ColumnRange(0, columns), inputGradient);
            return inputGradient;
        }
    }
}
