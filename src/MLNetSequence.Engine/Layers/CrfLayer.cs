using System.Collections.Concurrent;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>
/// A linear-chain conditional random field (Lafferty et al. 2001): passes emissions on, [N, C], and knows what a path of classes
/// gets beside them. <see cref="CrfChain"/> has the formulas; the loss asks for them, and so does whoever reads the outputs.
/// </summary>
/// <param name="shapes">w [C, C], start [C] and end [C].</param>
internal sealed unsafe class CrfLayer(ParameterShape[] shapes) : Layer(shapes)
{
    private readonly CrfWeights _weights = new(shapes[0].Shape[0]);
    private readonly ConcurrentBag<CrfChain> _chains = [];
    private Parameter? _transitions;
    private Parameter? _start;
    private Parameter? _end;

    private int Classes => _weights.Classes;

    public override int PackTasks => 1;

    public override void Bind(ParameterStore store)
    {
        _transitions = store.Find(Shapes[0].Name);
        _start = store.Find(Shapes[1].Name);
        _end = store.Find(Shapes[2].Name);
    }

    public override void Pack(ParameterStore store, int task) =>
        _weights.Set(store.Span(_transitions!), store.Span(_start!), store.Span(_end!));

    public override LayerRun NewRun() => new CrfRun(this);

    public override void AddGradients(GradientShare share)
    {
        AddGradients(share, _transitions!, 0);
        AddGradients(share, _start!, _transitions!.Count);
        AddGradients(share, _end!, _transitions.Count + Classes);
    }

    /// <summary>The best path of one sequence, [T], from its emissions, [T·C]. Any number of threads may call it.</summary>
    public void Decode(ReadOnlySpan<float> emissions, Span<int> path)
    {
        CrfChain chain = Rent(emissions);
        chain.Decode(path);
        Return(chain);
    }

    /// <summary>
    /// The probability of each class at each step of one sequence, [T·C], from its emissions, [T·C]; both may be the same. Any number
    /// of threads may call it.
    /// </summary>
    public void Marginals(ReadOnlySpan<float> emissions, Span<float> marginals)
    {
        CrfChain chain = Rent(emissions);
        chain.Marginals(marginals);
        Return(chain);
    }

    private static void AddGradients(GradientShare share, Parameter parameter, int column)
    {
        (int first, int count) = share.Units(parameter.Count);
        share.AddSequenceSums(CrfRun.WeightGradients, column + first, count, share.Gradient(parameter) + first);
    }

    private CrfChain Rent(ReadOnlySpan<float> emissions)
    {
        CrfChain chain = _chains.TryTake(out CrfChain? pooled) ? pooled : new CrfChain(_weights);
        chain.Load(emissions);
        return chain;
    }

    // One that a very long sequence has blown up is left to the garbage collector.
    private void Return(CrfChain chain)
    {
        if (chain.Steps <= Network.MostPooledRows)
        {
            _chains.Add(chain);
        }
    }

    /// <summary>Emissions on their way to a loss, and the gradient that comes back from it, for the weights one row a sequence.</summary>
    internal sealed class CrfRun(CrfLayer layer) : LayerRun
    {
        /// <summary>∂ of w, start and end, sequence by sequence, [B, C·C + 2·C].</summary>
        public const int WeightGradients = 0;

        private readonly AlignedBuffer _gradients = new();
        private readonly CrfChain _chain = new(layer._weights);
        private readonly int _width = checked(layer.Classes * (layer.Classes + 2));
        private PackedLayout _layout = new();
        private int[] _labels = [];
        private int[] _path = [];

        public override Matrix Forward(Pass pass, Matrix input)
        {
            _layout = pass.Layout;
            if (pass.Training)
            {
                // A sequence without a label has no loss, and leaves its row as it is.
                _gradients.EnsureZero((long)_layout.Count * _width);
            }
            return input;
        }

        public override Matrix Backward(Pass pass, Matrix outputGradient) => outputGradient;

        public override float* Operand(int operand, int row) => _gradients.Pointer + (nint)row * _width;

        /// <summary>Room for the labels of a sequence, [T]: -1 where there is none.</summary>
        public Span<int> Labels(int sequence) =>
            PackedLayout.Grow(ref _labels, _layout.Lengths[sequence]).AsSpan(0, _layout.Lengths[sequence]);

        /// <summary>The negative log-likelihood of a sequence's labels.</summary>
        /// <param name="outputs">The batch's emissions, [N, C].</param>
        /// <param name="sequence">Which of the batch.</param>
        /// <param name="labels">[T].</param>
        /// <param name="scale">
        /// What the gradient is multiplied by: it takes the place of the sequence's emissions, and is kept for the weights. Without
        /// one, 0, all stays as it is.
        /// </param>
        /// <param name="hits">Labels that the best path has.</param>
        public double Loss(Matrix outputs, int sequence, ReadOnlySpan<int> labels, double scale, out int hits)
        {
            _chain.Load(outputs, _layout, sequence);
            double loss = _chain.Loss(labels, scale);
            hits = Hits(labels);
            if (scale != 0 && labels.Length > 0)
            {
                Keep(outputs, sequence);
            }
            return loss;
        }

        /// <summary>The best path of a sequence, [T], from the batch's emissions.</summary>
        public void Decode(Matrix outputs, int sequence, Span<int> path)
        {
            _chain.Load(outputs, _layout, sequence);
            _chain.Decode(path);
        }

        /// <summary>The probability of each class at each step of a sequence, [T·C], from the batch's emissions.</summary>
        public void Marginals(Matrix outputs, int sequence, Span<float> marginals)
        {
            _chain.Load(outputs, _layout, sequence);
            _chain.Marginals(marginals);
        }

        private int Hits(ReadOnlySpan<int> labels)
        {
            Span<int> path = PackedLayout.Grow(ref _path, labels.Length).AsSpan(0, labels.Length);
            _chain.Decode(path);
            int hits = 0;
            for (int t = 0; t < path.Length; t++)
            {
                hits += path[t] == labels[t] ? 1 : 0;
            }
            return hits;
        }

        private void Keep(Matrix outputs, int sequence)
        {
            int classes = layer.Classes;
            for (int t = 0; t < _chain.Steps; t++)
            {
                _chain.CopyExpected(t, outputs.RowSpan(_layout.Row(t, sequence)));
            }
            var gradients = new Span<float>(Operand(WeightGradients, sequence), _width);
            int transitions = classes * classes;
            _chain.CopyTransitions(gradients[..transitions]);
            _chain.CopyExpected(0, gradients.Slice(transitions, classes));
            _chain.CopyExpected(_chain.Steps - 1, gradients.Slice(transitions + classes, classes));
        }
    }
}
