using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>How well each row agrees with a learned vector, u·c: [N, S] to [N, 1]. A part of <see cref="AttentionPoolingLayer"/>.</summary>
/// <param name="shape">c, [S].</param>
internal sealed unsafe class ContextLayer(ParameterShape shape) : Layer([shape])
{
    private readonly int _size = shape.Shape[0];
    private Parameter? _context;
    private float* _values;

    public override void Bind(ParameterStore store)
    {
        _context = store.Find(Shapes[0].Name);
        _values = store[_context];
    }

    public override LayerRun NewRun() => new Run(this);

    public override void AddGradients(GradientShare share)
    {
        (int first, int count) = share.Units(_size);
        var piece = new LeftPiece { First = first, Count = count, To0 = new Matrix(share.Gradient(_context!) + first, count, 1) };
        share.AddProducts(Run.Input, [piece], [new(Run.OutputGradient, 1)]);
    }

    private sealed class Run(ContextLayer layer) : LayerRun
    {
        public const int Input = 0;
        public const int OutputGradient = 1;

        private readonly AlignedBuffer _output = new();
        private readonly AlignedBuffer _inputGradient = new();
        private PackedLayout _layout = new();
        private Matrix _input;
        private Matrix _gradient;

        public override PackedLayout? GradientRows => _layout;

        public override Matrix Forward(Pass pass, Matrix input)
        {
            (_input, _layout) = (input, pass.Layout);
            var output = new Matrix(_output.Ensure(input.Rows), input.Rows, 1);
            for (int i = 0; i < input.Rows; i++)
            {
                output.Data[i] = (float)RowMath.Dot(input.Row(i), layer._values, layer._size);
            }
            return output;
        }

        public override Matrix Backward(Pass pass, Matrix outputGradient)
        {
            _gradient = outputGradient;
            var inputGradient = new Matrix(_inputGradient.Ensure((long)_input.Rows * layer._size), _input.Rows, layer._size);
            for (int i = 0; i < _input.Rows; i++)
            {
                RowMath.Linear(layer._values, outputGradient.Data[i], 0, inputGradient.Row(i), layer._size);
            }
            return inputGradient;
        }

        public override float* Operand(int operand, int row) => operand == Input ? _input.Row(row) : _gradient.Row(row);
    }
}
