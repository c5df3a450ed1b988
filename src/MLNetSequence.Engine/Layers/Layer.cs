using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>
/// One layer: its parameters, how they start, the packed form of its weights, and how their gradient is summed. It is shared by all
/// threads and only read while a batch runs; whatever a group of sequences needs lies in a <see cref="LayerRun"/>.
/// </summary>
internal abstract class Layer(ParameterShape[] parameters)
{
    /// <summary>The layer's parameters, in the order in which they are initialised and saved.</summary>
    public IReadOnlyList<ParameterShape> Shapes => parameters;

    /// <summary>The number of the layer in its network, nested layers counted: what its random numbers depend on.</summary>
    public int Index { get; set; }

    /// <summary>
    /// Whether backward goes on to the layers before this one, because something there is trained. Where it does not, the gradient for
    /// the input need not be computed.
    /// </summary>
    public bool PassesGradientOn { get; set; } = true;

    /// <summary>Whether backward has something to do here: weights that are trained, or a penalty.</summary>
    public virtual bool NeedsBackward => parameters.Any(p => p.Trainable);

    /// <summary>Layers inside this one, such as those that a residual connection bridges.</summary>
    public virtual IReadOnlyList<Layer> Children => [];

    /// <summary>What the layer's input is multiplied with at every step, whatever came before, one of each direction; none for most layers.</summary>
    public virtual IReadOnlyList<PackedMatrix> InputWeights => [];

    /// <summary>Finds the parameters in the store, once.</summary>
    public virtual void Bind(ParameterStore store) { }

    /// <summary>First values of the parameters: as each one's initializer draws them.</summary>
    public virtual void Initialize(ParameterStore store, SeededRandom random)
    {
        foreach (ParameterShape shape in parameters)
        {
            shape.Initialize(store.Span(store.Find(shape.Name)), random);
        }
    }

    /// <summary>Independent pieces that <see cref="Pack"/> falls into.</summary>
    public virtual int PackTasks => 0;

    /// <summary>Rearranges one piece of the weights for the kernels; every piece is called after every change of the parameters.</summary>
    public virtual void Pack(ParameterStore store, int task) { }

    /// <summary>Whether the gradient for the input is wanted, which not every layer asks.</summary>
    public bool WantsInputGradient(Pass pass) => PassesGradientOn || pass.InputGradient;

    /// <summary>Buffers for one group of sequences at a time.</summary>
    public abstract LayerRun NewRun();

    /// <summary>
    /// Adds a share of the weights' gradient, summed over the rows of all groups, once all of them have run backward. It is called
    /// for every share, by different threads at once; each writes a range of its own.
    /// </summary>
    public virtual void AddGradients(GradientShare share) { }
}

/// <summary>
/// A layer at work on a group of sequences: forward, then (where <see cref="Pass.Keeps"/> says so) backward over what
/// forward left in its buffers.
/// </summary>
internal abstract unsafe class LayerRun
{
    /// <summary>The runs of the layers inside this one, in their order.</summary>
    public virtual IReadOnlyList<LayerRun> Children => [];

    /// <summary>The rows whose gradients the layer's weights sum up: those of this layout; one a sequence where it is null.</summary>
    public virtual PackedLayout? GradientRows => null;

    /// <summary>Whether backward reads the output again: where the layer is the last, the loss then gets a copy to overwrite.</summary>
    public virtual bool KeepsOutput => true;

    /// <summary>
    /// Output rows from input rows: [N, F] for a sequence, [B, F] for one row a sequence. A layer that changes how many steps a
    /// sequence has sets <see cref="Pass.Layout"/>.
    /// </summary>
    public abstract Matrix Forward(Pass pass, Matrix input);

    /// <summary>
    /// The gradient for the input, from that for the output, which it may overwrite. What the weights' gradient needs stays in the
    /// buffers for <see cref="Layer.AddGradients"/>.
    /// </summary>
    public abstract Matrix Backward(Pass pass, Matrix outputGradient);

    /// <summary>A row of one of the matrices that the weights' gradient is summed from, numbered as the layer likes.</summary>
    public virtual float* Operand(int operand, int row) => throw new InvalidOperationException("The layer sums no gradient.");

    /// <summary>Several of them at once.</summary>
    public virtual void Gather(int operand, ReadOnlySpan<int> rows, Span<nint> to)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            to[i] = (nint)Operand(operand, rows[i]);
        }
    }

    /// <summary>What each step of a sequence counts in the output, [T], 1 in all; false where the layer does not weigh steps.</summary>
    public virtual bool TryStepWeights(int sequence, Span<float> to) => false;

    /// <summary>Numbers that a sequence carries from one window of its steps to the next.</summary>
    public virtual int StateSize => 0;

    /// <summary>Whether the state goes on from one batch to the next.</summary>
    public virtual bool Stateful => false;

    /// <summary>
    /// Begins with these states, [B, <see cref="StateSize"/>]; with zeros (or what was learned) where the matrix is empty.
    /// </summary>
    public virtual void LoadState(Matrix states) { }

    /// <summary>The states after each sequence's last step, [B, <see cref="StateSize"/>].</summary>
    public virtual void SaveState(Matrix states) { }
}
