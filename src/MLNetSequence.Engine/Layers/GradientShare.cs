using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>A product to add up: the right-hand operand, its columns, and where the sum goes, [M, columns].</summary>
internal readonly struct ProductTerm(int right, int columns, Matrix to)
{
    public readonly int Right = right;
    public readonly int Columns = columns;
    public readonly Matrix To = to;
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
    private float* _gradients;
    private int _part;
    private int _parts;

    /// <summary>Sets what the next layer's share is about.</summary>
    /// <param name="groups">The layer's runs, one a group.</param>
    /// <param name="order">Their rows.</param>
    /// <param name="gradients">The gradient of all parameters.</param>
    /// <param name="part">Which share, from 0.</param>
    /// <param name="parts">How many there are.</param>
    public void Begin(LayerRun[] groups, RowOrder order, float* gradients, int part, int parts) =>
        (_groups, _order, _gradients, _part, _parts) = (groups, order, gradients, part, parts);

    /// <summary>The gradient of a parameter.</summary>
    public float* Gradient(Parameter parameter) => _gradients + parameter.Offset;

    /// <summary>The gradient of a parameter as rows × the rest.</summary>
    public Matrix Matrix(Parameter parameter) =>
        new(Gradient(parameter), parameter.Shape[0], parameter.Count / Math.Max(1, parameter.Shape[0]));

    /// <summary>This share of <paramref name="units"/> output units: cut at multiples of 8, so that tiles stay whole.</summary>
    public (int First, int Count) Units(int units)
    {
        int tiles = (units + 7) / 8;
        int first = Math.Min(units, tiles * _part / _parts * 8);
        int end = Math.Min(units, tiles * (_part + 1) / _parts * 8);
        return (first, end - first);
    }

    /// <summary>To += Σ_n leftᵀ·right for each term, over <paramref name="count"/> columns of the left from <paramref name="first"/> on.</summary>
    public void AddProducts(int left, int first, int count, ReadOnlySpan<ProductTerm> terms)
    {
        Reserve(terms);
        for (int start = 0; start < _order.Count && count > 0; start += OuterProduct.Depth)
        {
            int depth = Math.Min(OuterProduct.Depth, _order.Count - start);
            Gather(left, start, depth, _product.LeftRows);
            int at = 0;
            foreach (ProductTerm term in terms)
            {
                Gather(term.Right, start, depth, _product.RightRows);
                at += _product.PackRight(depth, term.Columns, at);
            }
            AddBlock(depth, first, count, terms);
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

    /// <summary>to[j] += Σ_n left[n, first + j]·right[n, rightFirst + j].</summary>
    public void AddColumnProducts(int left, int first, int right, int rightFirst, int count, float* to)
    {
        for (int n = 0; n < _order.Count; n++)
        {
            Elementwise.AddProduct(Row(left, n) + first, Row(right, n) + rightFirst, to, count);
        }
    }

    private void Reserve(ReadOnlySpan<ProductTerm> terms)
    {
        int columns = 0;
        foreach (ProductTerm term in terms)
        {
            columns += (term.Columns + Gemm.PanelWidth - 1) / Gemm.PanelWidth * Gemm.PanelWidth;
        }
        _product.Reserve(columns);
    }

    private void AddBlock(int depth, int first, int count, ReadOnlySpan<ProductTerm> terms)
    {
        for (int m = 0; m < count; m += OuterProduct.MostRows)
        {
            int rows = Math.Min(OuterProduct.MostRows, count - m);
            int at = 0;
            for (int i = 0; i < terms.Length; i++)
            {
                _product.Add(depth, first + m, at, terms[i].To.RowRange(m, rows), packLeft: i == 0);
                at += (terms[i].Columns + Gemm.PanelWidth - 1) / Gemm.PanelWidth * Gemm.PanelWidth * depth;
            }
        }
    }

    private float* Row(int operand, int place) => _groups[_order.Group(place)].Operand(operand, _order.Row(place));

    private void Gather(int operand, int start, int depth, Span<nint> to)
    {
        for (int k = 0; k < depth; k++)
        {
            to[k] = (nint)Row(operand, start + k);
        }
    }
}
