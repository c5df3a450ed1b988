using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>The last step of each sequence: [N, F] to [B, F]; zeros for an empty one.</summary>
internal sealed unsafe class LastStepLayer() : Layer([])
{
    public override LayerRun NewRun() => new Run();

    private sealed class Run : LayerRun
    {
        private readonly AlignedBuffer _output = new();
        private readonly AlignedBuffer _inputGradient = new();
        private PackedLayout _layout = new();

        public override Matrix Forward(Pass pass, Matrix input)
        {
            _layout = pass.Layout;
            var output = new Matrix(_output.EnsureZero((long)_layout.Count * input.Columns), _layout.Count, input.Columns);
            for (int b = 0; b < _layout.Live(0); b++)
            {
                input.RowSpan(_layout.LastRow(b)).CopyTo(output.RowSpan(b));
            }
            return output;
        }

        public override Matrix Backward(Pass pass, Matrix outputGradient)
        {
            int columns = outputGradient.Columns;
            var inputGradient = new Matrix(_inputGradient.EnsureZero((long)_layout.Rows * columns), _layout.Rows, columns);
            for (int b = 0; b < _layout.Live(0); b++)
            {
                outputGradient.RowSpan(b).CopyTo(inputGradient.RowSpan(_layout.LastRow(b)));
            }
            return inputGradient;
        }
    }
}
