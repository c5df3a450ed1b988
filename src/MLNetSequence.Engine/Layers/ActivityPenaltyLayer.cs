using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Layers;

/// <summary>
/// Passes its input on, and in training adds its penalty, divided by the sequences of the batch, to the loss: Keras'
/// activity_regularizer.
/// </summary>
/// <param name="regularizer">The penalty.</param>
/// <param name="perStep">Whether the input has a row for every step.</param>
internal sealed class ActivityPenaltyLayer(Regularizer regularizer, bool perStep) : Layer([])
{
    public override bool NeedsBackward => true;

    public override LayerRun NewRun() => new Run(regularizer, perStep);

    private sealed unsafe class Run(Regularizer regularizer, bool perStep) : LayerRun
    {
        private Matrix _input;
        private PackedLayout _layout = new();

        public override Matrix Forward(Pass pass, Matrix input)
        {
            (_input, _layout) = (input, pass.Layout);
            return input;
        }

        public override Matrix Backward(Pass pass, Matrix outputGradient)
        {
            if (!pass.Training)
            {
                return outputGradient;
            }
            double scale = 1.0 / pass.BatchSequences;
            for (int b = 0; b < pass.Batch.Count; b++)
            {
                int rows = perStep ? _layout.Lengths[b] : 1;
                for (int t = 0; t < rows; t++)
                {
                    int row = perStep ? _layout.Row(t, b) : b;
                    pass.Penalties[b] += Penalties.Add(
                        regularizer, _input.Row(row), outputGradient.Row(row), _input.Columns, scale);
                }
            }
            return outputGradient;
        }
    }
}
