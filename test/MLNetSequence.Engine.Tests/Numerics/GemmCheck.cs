using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Numerics;

/// <summary>One product by the kernels against the slow, obvious one: three loops in double precision.</summary>
internal sealed unsafe class GemmCheck(Tier tier)
{
    // Rounding error of a chain of k multiply-adds, in units of Σ|a·b|: each of the k steps rounds once or, unfused, twice.
    private const double RoundingError = 1.0 / (1 << 23);

    private readonly PackedMatrix _packed = new();
    private readonly SeededRandom _random = new(seed: 1);

    /// <summary>A is handed over as the transposed view of a [K, M] matrix.</summary>
    public bool TransposedA { get; init; }

    /// <summary>B is handed over as the transposed view of an [N, K] matrix.</summary>
    public bool TransposedB { get; init; }

    public bool Accumulate { get; init; }

    /// <summary>Floats between the rows of every matrix that are not part of it.</summary>
    public int Gap { get; init; }

    public void Run(int m, int k, int n)
    {
        string what = $"[{m}, {k}]·[{k}, {n}], {tier.Lanes} lanes";
        Matrix a = Filled(m, k, TransposedA, out Guarded aFloats);
        Matrix b = Filled(k, n, TransposedB, out Guarded bFloats);
        int stride = n + Gap;
        var cFloats = new Guarded(m * stride);
        var c = new Matrix(cFloats.Pointer, m, n, stride);
        float[] before = Sample.Floats(_random, m * n);
        for (int i = 0; i < m && Accumulate; i++)
        {
            before.AsSpan(i * n, n).CopyTo(new Span<float>(c.Row(i), n));
        }

        _packed.Pack(b, 2 * tier.Lanes);
        tier.Multiply(a, _packed, c, Accumulate);

        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                CheckElement(a, b, i, j, Accumulate ? before[i * n + j] : 0, c.Row(i)[j], what);
            }
            cFloats.CheckUntouched(i * stride + n, Gap, what);
        }
        cFloats.CheckWalls(what);
        GC.KeepAlive(aFloats);
        GC.KeepAlive(bFloats);
    }

    private static void CheckElement(Matrix a, Matrix b, int i, int j, double before, float actual, string what)
    {
        double sum = before;
        double magnitude = Math.Abs(before);
        for (int k = 0; k < a.Columns; k++)
        {
            double product = (double)At(a, i, k) * At(b, k, j);
            sum += product;
            magnitude += Math.Abs(product);
        }
        if (!Near.Holds(sum, actual, 0, magnitude * (a.Columns + 1) * RoundingError))
        {
            Assert.Fail($"{what}: element ({i}, {j}) is {actual:R}, expected {sum:R}.");
        }
    }

    private static float At(Matrix m, int i, int j) => m.Data[(nint)i * m.RowStride + (nint)j * m.ColumnStride];

    private Matrix Filled(int rows, int columns, bool transposed, out Guarded floats)
    {
        (int outer, int inner) = transposed ? (columns, rows) : (rows, columns);
        int stride = inner + Gap;
        floats = new Guarded(Sample.Floats(_random, outer * stride));
        var matrix = new Matrix(floats.Pointer, outer, inner, stride);
        return transposed ? matrix.Transposed : matrix;
    }
}
