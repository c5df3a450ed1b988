using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>The same row at each of n steps: [B, F] to [n·B, F], a layout in which every sequence has n steps.</summary>
internal sealed unsafe class RepeatVectorLayer(int steps) : Layer([])
{
    public override LayerRun NewRun() => new Run(steps);

    private sealed class Run(int steps) : LayerRun
    {
        private readonly AlignedBuffer _output = new();
        private readonly AlignedBuffer _inputGradient = new();
        private readonly PackedLayout _layout = new();

        public override Matrix Forward(Pass pass, Matrix input)
        {
            _layout.Reset(input.Rows).Fill(steps);
            _layout.Arrange();
            pass.Layout = _layout;
            var output = new Matrix(_output.Ensure((long)_layout.Rows * input.Columns), _layout.Rows, input.Columns);
            for (int t = 0; t < _layout.Steps; t++)
            {
                Elementwise.Copy(input, output.RowRange(_layout.Offset(t), input.Rows));
            }
            return output;
        }

        public override Matrix Backward(Pass pass, Matrix outputGradient)
        {
            (int rows, int columns) = (_layout.Count, outputGradient.Columns);
            var inputGradient = new Matrix(_inputGradient.EnsureZero((long)rows * columns), rows, columns);
            for (int t = 0; t < _layout.Steps; t++)
            {
                Elementwise.Add(outputGradient.RowRange(_layout.Offset(t), rows), inputGradient);
            }
            return inputGradient;
        }
    }
}
