using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>A right-hand side of products: which of the layer's operands, and its columns.</summary>
internal readonly record struct RightOperand(int Operand, int Columns);

/// <summary>Some columns of the left-hand side: M of them, and where their products with each right-hand side go.</summary>
internal unsafe struct LeftPiece
{
    /// <summary>The first column.</summary>
    public int First;

    /// <summary>M.</summary>
    public int Count;

    /// <summary>The sum over the columns themselves is added here, [M], unless it is null: the gradient of a bias.</summary>
    public float* Sums;

    /// <summary>[M, columns] for the first, second and third right-hand side; empty where there is no such product.</summary>
    public Matrix To0, To1, To2;

    public readonly Matrix To(int right) => right == 0 ? To0 : right == 1 ? To1 : To2;
}

/// <summary>
/// One thread's share of one layer's weight gradient: sums over the rows of all groups, in the order that does not depend on the
/// groups. Shares cut the result, never the sum, so they do not change a bit either.
/// </summary>
internal sealed unsafe class GradientShare
{
    private readonly OuterProduct _product = new();
    private LayerRun[] _groups = [];
    private RowOrder _order = new();
    private RowOrder _sequences = new();
    private float* _gradients;
    private int _part;
    private int _parts;

    /// <summary>Sets what the next layer's share is about.</summary>
    /// <param name="groups">The layer's runs, one a group.</param>
    /// <param name="order">Their rows.</param>
    /// <param name="sequences">One row a sequence.</param>
    /// <param name="gradients">The gradient of all parameters.</param>
    /// <param name="part">Which share, from 0.</param>
    /// <param name="parts">How many there are.</param>
    public void Begin(LayerRun[] groups, RowOrder order, RowOrder sequences, float* gradients, int part, int parts)
    {
        (_groups, _order, _sequences) = (groups, order, sequences);
        _gradients = gradients;
        (_part, _parts) = (part, parts);
    }

    /// <summary>The first group's run, for what all groups have in common.</summary>
    public LayerRun Any => _groups[0];

    /// <summary>The gradient of a parameter.</summary>
    public float* Gradient(Parameter parameter) => _gradients + parameter.Offset;

    /// <summary>The gradient of a parameter as rows × the rest.</summary>
    public Matrix Matrix(Parameter parameter) =>
        new(Gradient(parameter), parameter.Rows, parameter.Count / Math.Max(1, parameter.Rows));

    /// <summary>This share of <paramref name="units"/> output units: cut at multiples of 8, so that tiles stay whole.</summary>
    public (int First, int Count) Units(int units)
    {
        int tiles = (units + 7) / 8;
        int first = Math.Min(units, tiles * _part / _parts * 8);
        int end = Math.Min(units, tiles * (_part + 1) / _parts * 8);
        return (first, end - first);
    }

    /// <summary>To += Σ_n leftᵀ·right for each piece of the left and each right-hand side.</summary>
    public void AddProducts(int left, ReadOnlySpan<LeftPiece> pieces, ReadOnlySpan<RightOperand> rights)
    {
        int columns = 0;
        foreach (RightOperand right in rights)
        {
            columns += OuterProduct.PackedColumns(right.Columns);
        }
        _product.Reserve(columns);
        for (int start = 0; start < _order.Count; start += OuterProduct.Depth)
        {
            int depth = Math.Min(OuterProduct.Depth, _order.Count - start);
            Gather(left, start, depth, _product.LeftRows);
            int at = 0;
            foreach (RightOperand right in rights)
            {
                Gather(right.Operand, start, depth, _product.RightRows);
                _product.PackRight(depth, right.Columns, at);
                at += OuterProduct.PackedColumns(right.Columns) * depth;
            }
            foreach (ref readonly LeftPiece piece in pieces)
            {
                AddBlock(depth, piece, rights);
            }
        }
    }

    /// <summary>to[j] += Σ_n left[n, first + j].</summary>
    public void AddColumnSums(int left, int first, int count, float* to)
    {
        for (int n = 0; n < _order.Count; n++)
        {
            Elementwise.Add(Row(left, n) + first, to, count);
        }
    }

    /// <summary>to[j] += Σ_b left[b, first + j], one row a sequence.</summary>
    public void AddSequenceSums(int left, int first, int count, float* to)
    {
        for (int b = 0; b < _sequences.Count; b++)
        {
            Elementwise.Add(_groups[_sequences.Group(b)].Operand(left, _sequences.Row(b)) + first, to, count);
        }
    }

    /// <summary>to[j] += Σ_n left[n, first + j]·right[n, rightFirst + j].</summary>
    public void AddColumnProducts(int left, int first, int right, int rightFirst, int count, float* to)
    {
        for (int n = 0; n < _order.Count; n++)
        {
            Elementwise.AddProduct(Row(left, n) + first, Row(right, n) + rightFirst, to, count);
        }
    }

    private void AddBlock(int depth, in LeftPiece piece, ReadOnlySpan<RightOperand> rights)
    {
        if (piece.Sums != null)
        {
            _product.AddSums(depth, piece.First, piece.Count, piece.Sums);
        }
        for (int m = 0; m < piece.Count; m += OuterProduct.MostRows)
        {
            int rows = Math.Min(OuterProduct.MostRows, piece.Count - m);
            bool packed = false;
            int at = 0;
            for (int i = 0; i < rights.Length; i++)
            {
                if (piece.To(i).Data != null)
                {
                    _product.Add(depth, piece.First + m, at, piece.To(i).RowRange(m, rows), packLeft: !packed);
                    packed = true;
                }
                at += OuterProduct.PackedColumns(rights[i].Columns) * depth;
            }
        }
    }

    private float* Row(int operand, int place) => _groups[_order.Group(place)].Operand(operand, _order.Row(place));

    private void Gather(int operand, int start, int depth, Span<nint> to)
    {
        for (int k = 0; k < depth;)
        {
            int same = _order.SameGroup(start + k, depth - k);
            _groups[_order.Group(start + k)].Gather(operand, _order.Rows(start + k, same), to.Slice(k, same));
            k += same;
        }
    }
}
