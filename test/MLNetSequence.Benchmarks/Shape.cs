namespace MLNetSequence.Benchmarks;

/// <summary>The recurrent cells that are measured.</summary>
internal enum Cell
{
    Lstm,
    Gru,
    SimpleRnn,
}

/// <summary>A network and a batch to measure: layers of one cell over B sequences of T steps, then a dense layer of two.</summary>
/// <param name="Cell">The recurrent cell.</param>
/// <param name="Batch">B, sequences.</param>
/// <param name="Steps">T, steps of each.</param>
/// <param name="InputSize">I, features of a step.</param>
/// <param name="HiddenSize">H, units of one direction.</param>
/// <param name="Layers">Recurrent layers, one on the other.</param>
/// <param name="Bidirectional">Whether each layer reads the sequence backward too.</param>
internal sealed record Shape(
    Cell Cell, int Batch, int Steps, int InputSize, int HiddenSize, int Layers = 1, bool Bidirectional = false)
{
    public string Name =>
        $"{(Layers > 1 ? $"{Layers}x" : "")}{(Bidirectional ? "Bi" : "")}{CellName} B{Batch} T{Steps} I{InputSize} H{HiddenSize}";

    public string CellName => Cell switch
    {
        Cell.Lstm => "LSTM",
        Cell.Gru => "GRU",
        _ => "SimpleRNN",
    };

    public int Directions => Bidirectional ? 2 : 1;

    private int Gates => Cell switch
    {
        Cell.Lstm => 4,
        Cell.Gru => 3,
        _ => 1,
    };

    /// <summary>
    /// Floating-point operations of one training step: 6·G·H·(I + H)·B·T for each layer and direction, which counts the products
    /// of forward (2), of the input's and state's gradient (2) and of the weights' gradient (2), and nothing else.
    /// </summary>
    public double TrainingOperations
    {
        get
        {
            double all = 0;
            for (int layer = 0; layer < Layers; layer++)
            {
                int input = layer == 0 ? InputSize : Directions * HiddenSize;
                all += 6.0 * Gates * HiddenSize * (input + HiddenSize) * Batch * Steps * Directions;
            }
            return all;
        }
    }
}
