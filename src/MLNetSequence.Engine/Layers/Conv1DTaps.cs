using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>The size of a convolution over time: k weights, d steps apart, moved on by s steps.</summary>
internal readonly record struct Conv1DSize(int Kernel, ConvPadding Padding, int Stride, int Dilation)
{
    /// <summary>⌈T / s⌉.</summary>
    public int Outputs(int length) => (int)(((long)length + Stride - 1) / Stride);

    /// <summary>
    /// Zeros before the first step of a sequence. Causal: all that the kernel reaches back. Same: half of what is lacking in all,
    /// rounded down, as TensorFlow; with a stride that depends on the sequence's length.
    /// </summary>
    public int Before(int length)
    {
        int span = (Kernel - 1) * Dilation;
        if (Padding == ConvPadding.Causal)
        {
            return span;
        }
        long total = ((long)Outputs(length) - 1) * Stride + span + 1 - length;
        return (int)(Math.Max(total, 0) / 2);
    }
}

/// <summary>Which rows of the input each row of a convolution's output reads, one for each weight of the kernel.</summary>
internal sealed unsafe class Conv1DTaps(Conv1DSize size)
{
    private const int None = -1;

    private readonly PackedLayout _strided = new();
    private int[] _rows = []; // [N, k]

    /// <summary>Where the output's rows lie.</summary>
    public PackedLayout Layout { get; private set; } = new();

    /// <summary>Finds the rows; only those of the same sequence are ever read.</summary>
    public void Arrange(PackedLayout input)
    {
        Layout = size.Stride == 1 ? input : Strided(input);
        PackedLayout.Grow(ref _rows, checked(Layout.Rows * size.Kernel));
        for (int b = 0; b < Layout.Live(0); b++)
        {
            int length = input.Lengths[b];
            int before = size.Before(length);
            for (int t = 0; t < Layout.Lengths[b]; t++)
            {
                Span<int> rows = _rows.AsSpan(Layout.Row(t, b) * size.Kernel, size.Kernel);
                int step = t * size.Stride - before;
                for (int i = 0; i < rows.Length; i++, step += size.Dilation)
                {
                    rows[i] = (uint)step < (uint)length ? input.Row(step, b) : None;
                }
            }
        }
    }

    /// <summary>The rows of the input side by side, zeros for steps that are not there: [N, F] to [N, k·F].</summary>
    public void Gather(Matrix input, Matrix to)
    {
        int width = input.Columns;
        for (int n = 0; n < to.Rows; n++)
        {
            var target = to.RowSpan(n);
            for (int i = 0; i < size.Kernel; i++)
            {
                int row = _rows[n * size.Kernel + i];
                Span<float> part = target.Slice(i * width, width);
                if (row == None)
                {
                    part.Clear();
                }
                else
                {
                    input.RowSpan(row).CopyTo(part);
                }
            }
        }
    }

    /// <summary>The other way: adds what lies side by side, from output row <paramref name="first"/> on, to the input's rows.</summary>
    public void Scatter(int first, Matrix from, Matrix to)
    {
        int width = to.Columns;
        for (int n = 0; n < from.Rows; n++)
        {
            for (int i = 0; i < size.Kernel; i++)
            {
                int row = _rows[(first + n) * size.Kernel + i];
                if (row != None)
                {
                    Elementwise.Add(from.Row(n) + i * width, to.Row(row), width);
                }
            }
        }
    }

    private PackedLayout Strided(PackedLayout input)
    {
        Span<int> lengths = _strided.Reset(input.Count);
        for (int b = 0; b < lengths.Length; b++)
        {
            lengths[b] = size.Outputs(input.Lengths[b]);
        }
        _strided.Arrange();
        return _strided;
    }
}
