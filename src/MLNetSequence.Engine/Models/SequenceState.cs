using System.Runtime.CompilerServices;
using MLNetSequence.Engine.Models;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence;

/// <summary>
/// What a model's recurrent layers remember of a sequence, between two pieces of it: made by
/// <see cref="SequenceModel.NewState"/>, read and brought up to date by each <c>Score</c> it is handed to.
/// </summary>
/// <remarks>
/// A layer's state is h, [H] (what an LSTM projects to, if it does), and for an LSTM also its memory c, [H]. A state serves one
/// thread at a time. It goes with the weights it was made by: reset it after training.
/// </remarks>
/// <example><code>
/// SequenceState state = model.NewState();
/// float[] first = model.Score(monday, state);
/// float[] second = model.Score(tuesday, state);               // goes on where Monday ended
///
/// (float[] hidden, float[] memory) = state.GetLayerState(1);
/// SequenceState other = decoder.NewState();
/// other.SetLayerState(0, hidden, memory);                     // an encoder's last state begins a decoder
/// </code></example>
public sealed unsafe class SequenceState
{
    private readonly StateSlot[] _slots;

    // [S]; null at the beginning of a sequence, where the model knows what its layers start from.
    private float[]? _values;

    internal SequenceState(SequenceModel model, StateSlot[] slots) => (Model, _slots) = (model, slots);

    internal SequenceModel Model { get; }

    /// <summary>Forgets everything: the next piece begins a sequence.</summary>
    public void Reset() => _values = null;

    /// <summary>A state of its own that goes on from the same point.</summary>
    /// <returns>The copy.</returns>
    public SequenceState Copy() => new(Model, _slots) { _values = (float[]?)_values?.Clone() };

    /// <summary>What a layer remembers; at the beginning of a sequence, what it starts from.</summary>
    /// <param name="layer">The layer's number, from 0, as in the names of its weights.</param>
    /// <returns>Copies of h, [H] or what it is projected to, and of c, [H]; c is empty for all but an LSTM.</returns>
    /// <exception cref="ArgumentException">The layer is not recurrent.</exception>
    public (float[] Hidden, float[] Memory) GetLayerState(int layer) => GetLayerState(Name(layer));

    /// <summary>What a layer remembers; at the beginning of a sequence, what it starts from.</summary>
    /// <param name="layer">The layer, as the names of its weights begin: "3.0" for the first of residual block 3.</param>
    /// <returns>Copies of h, [H] or what it is projected to, and of c, [H]; c is empty for all but an LSTM.</returns>
    /// <exception cref="ArgumentException">The layer is not recurrent.</exception>
    public (float[] Hidden, float[] Memory) GetLayerState(string layer)
    {
        StateSlot slot = Find(layer);
        ReadOnlySpan<float> own = (_values ?? Model.FirstState(_slots)).AsSpan(slot.Start, slot.Size);
        return (own[..slot.Hidden].ToArray(), own[slot.Hidden..].ToArray());
    }

    /// <summary>Gives a layer something to remember. All others keep what they remember.</summary>
    /// <param name="layer">The layer's number, from 0, as in the names of its weights.</param>
    /// <param name="hidden">h, [H] or what it is projected to, finite.</param>
    /// <param name="memory">c, [H], finite; for an LSTM only, and left out for the others.</param>
    /// <exception cref="ArgumentException">The layer is not recurrent, or a state has another length, or is not finite.</exception>
    public void SetLayerState(int layer, ReadOnlySpan<float> hidden, ReadOnlySpan<float> memory = default) =>
        SetLayerState(Name(layer), hidden, memory);

    /// <summary>Gives a layer something to remember. All others keep what they remember.</summary>
    /// <param name="layer">The layer, as the names of its weights begin: "3.0" for the first of residual block 3.</param>
    /// <param name="hidden">h, [H] or what it is projected to, finite.</param>
    /// <param name="memory">c, [H], finite; for an LSTM only, and left out for the others.</param>
    /// <exception cref="ArgumentException">The layer is not recurrent, or a state has another length, or is not finite.</exception>
    public void SetLayerState(string layer, ReadOnlySpan<float> hidden, ReadOnlySpan<float> memory = default)
    {
        StateSlot slot = Find(layer);
        CheckValues(layer, hidden, slot.Hidden);
        CheckValues(layer, memory, slot.Memory);
        _values ??= Model.FirstState(_slots);
        hidden.CopyTo(_values.AsSpan(slot.Start));
        memory.CopyTo(_values.AsSpan(slot.Start + slot.Hidden));
    }

    /// <summary>Lets a run of one sequence begin here.</summary>
    internal void LoadInto(NetworkRun run)
    {
        if (_values is null or [])
        {
            return;
        }
        fixed (float* values = _values)
        {
            run.LoadState(new Matrix(values, 1, _values.Length));
        }
    }

    /// <summary>Keeps where a run of one sequence ended.</summary>
    internal void TakeFrom(NetworkRun run)
    {
        _values ??= new float[run.StateSize];
        fixed (float* values = _values)
        {
            run.SaveState(new Matrix(values, 1, _values.Length));
        }
    }

    private static string Name(int layer) => layer.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private StateSlot Find(string layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        int found = Array.FindIndex(_slots, s => s.Layer == layer);
        return found >= 0
            ? _slots[found]
            : throw new ArgumentException(
                $"Layer {layer} is not recurrent; those that are: {string.Join(", ", _slots.Select(s => s.Layer))}.", nameof(layer));
    }

    private static void CheckValues(
        string layer, ReadOnlySpan<float> values, int expected, [CallerArgumentExpression(nameof(values))] string argument = "")
    {
        if (values.Length != expected)
        {
            throw new ArgumentException($"Layer {layer} has {expected} numbers in {argument}; there are {values.Length}.", argument);
        }
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
            {
                throw new ArgumentException(FormattableString.Invariant($"Every number must be finite; one is {value}."), argument);
            }
        }
    }
}
