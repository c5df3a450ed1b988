using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Layers;

/// <summary>
/// One sequence's product with large weights, their columns shared out to threads. With a single row, reading the weights is all the
/// time it takes, and two cores read twice as fast. Who computes a column never changes its bits.
/// </summary>
/// <remarks>There is one for the process: whoever finds it taken computes alone, so that a busy server loses nothing.</remarks>
internal sealed unsafe class SharedProduct
{
    // Floats of weights below which waking a thread costs more than it saves: half a megabyte, about what a core has at hand.
    private const long LeastWeights = 1 << 17;

    private const int MostThreads = 4;

    private static SharedProduct? s_idle = new(Math.Min(MostThreads, Environment.ProcessorCount));

    private readonly Workers _workers;
    private readonly Action<int, int> _multiply;
    private Matrix _left;
    private Matrix _to;
    private PackedMatrix? _right;
    private int _columns;
    private bool _accumulate;

    private SharedProduct(int threads)
    {
        _workers = new Workers(threads);
        _multiply = (piece, _) =>
        {
            int first = piece * _columns;
            Matrix to = _to.ColumnRange(first, Math.Min(_columns, _to.Columns - first));
            Gemm.MultiplyColumns(_left, _right!, first, to, _accumulate);
        };
    }

    /// <summary>Takes the process's own; null where somebody else has it, or there is only one processor.</summary>
    public static SharedProduct? Rent() => Environment.ProcessorCount == 1 ? null : Interlocked.Exchange(ref s_idle, null);

    /// <summary>Gives back what was taken.</summary>
    public static void Return(SharedProduct? taken)
    {
        if (taken is not null)
        {
            Volatile.Write(ref s_idle, taken);
        }
    }

    /// <summary>to = left·right, or += where <paramref name="accumulate"/>; shared where somebody can help and it pays.</summary>
    public static void Multiply(SharedProduct? shared, Matrix left, PackedMatrix right, Matrix to, bool accumulate)
    {
        if (shared is not null && (long)right.Rows * right.Columns >= LeastWeights)
        {
            shared.Multiply(left, right, to, accumulate);
        }
        else
        {
            Gemm.Multiply(left, right, to, accumulate);
        }
    }

    private void Multiply(Matrix left, PackedMatrix right, Matrix to, bool accumulate)
    {
        int panels = (right.Columns + right.PanelWidth - 1) / right.PanelWidth;
        (_left, _right, _to, _accumulate) = (left, right, to, accumulate);
        _columns = (panels + _workers.Count - 1) / _workers.Count * right.PanelWidth;
        _workers.Run((right.Columns + _columns - 1) / _columns, _multiply);
        // The process's own must not keep a model alive that nobody else needs.
        _right = null;
    }
}
