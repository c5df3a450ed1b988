using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>
/// The greatest value of each feature over a sequence's own steps: [N, F] to [B, F]; zeros for an empty one. The gradient goes to
/// the first of the steps that have it. NaN counts as the greatest, so that it is not hidden.
/// </summary>
internal sealed unsafe class MaxPoolingLayer() : Layer([])
{
    public override LayerRun NewRun() => new Run();

    private sealed class Run : LayerRun
    {
        private readonly AlignedBuffer _output = new();
        private readonly AlignedBuffer _inputGradient = new();
        private int[] _rows = []; // [B, F]: where each value is from
        private PackedLayout _layout = new();

        public override Matrix Forward(Pass pass, Matrix input)
        {
            _layout = pass.Layout;
            int columns = input.Columns;
            var output = new Matrix(_output.EnsureZero((long)_layout.Count * columns), _layout.Count, columns);
            PackedLayout.Grow(ref _rows, checked(_layout.Count * columns));
            Elementwise.Copy(input.RowRange(0, _layout.Live(0)), output);
            for (int b = 0; b < _layout.Live(0); b++)
            {
                _rows.AsSpan(b * columns, columns).Fill(b);
            }
            for (int t = 1; t < _layout.Steps; t++)
            {
                for (int b = 0; b < _layout.Live(t); b++)
                {
                    int row = _layout.Row(t, b);
                    TakeGreater(input.RowSpan(row), row, output.RowSpan(b), _rows.AsSpan(b * columns, columns));
                }
            }
            return output;
        }

        public override Matrix Backward(Pass pass, Matrix outputGradient)
        {
            int columns = outputGradient.Columns;
            var inputGradient = new Matrix(_inputGradient.EnsureZero((long)_layout.Rows * columns), _layout.Rows, columns);
            for (int b = 0; b < _layout.Live(0); b++)
            {
                Span<float> gradient = outputGradient.RowSpan(b);
                for (int j = 0; j < columns; j++)
                {
                    inputGradient.Row(_rows[b * columns + j])[j] = gradient[j];
                }
            }
            return inputGradient;
        }

        private static void TakeGreater(Span<float> values, int row, Span<float> greatest, Span<int> rows)
        {
            for (int j = 0; j < values.Length; j++)
            {
                if (values[j] > greatest[j] || float.IsNaN(values[j]))
                {
                    greatest[j] = values[j];
                    rows[j] = row;
                }
            }
        }
    }
}
