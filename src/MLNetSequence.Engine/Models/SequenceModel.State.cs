using MLNetSequence.Engine.Models;

namespace MLNetSequence;

/// <content>States, for sequences that are scored piece by piece.</content>
public sealed partial class SequenceModel
{
    /// <summary>A state at the beginning of a sequence, to be handed to <c>Score</c> with each of its pieces.</summary>
    /// <remarks>
    /// All recurrent layers take part, whether they are <see cref="RecurrentOptions.Stateful"/> or not; and without a state none
    /// does: a model remembers nothing between two scores.
    /// </remarks>
    /// <returns>The state.</returns>
    /// <exception cref="InvalidOperationException">
    /// A layer looks ahead, or back by other means than its state: no piece can be scored without the rest. The message names it.
    /// </exception>
    public SequenceState NewState()
    {
        if (StateSlots.WhyNot(Network) is { } reason)
        {
            throw new InvalidOperationException(reason);
        }
        return new SequenceState(this, StateSlots.Of(Network));
    }

    /// <summary>What the layers begin a sequence with: zero, or what was learned.</summary>
    internal float[] FirstState(IReadOnlyList<StateSlot> slots)
    {
        float[] state = new float[slots.Sum(s => s.Size)];
        using (_gate.Read())
        {
            foreach (StateSlot slot in slots)
            {
                CopyLearned($"{slot.Layer}.h0_l0", state.AsSpan(slot.Start, slot.Hidden));
                CopyLearned($"{slot.Layer}.c0_l0", state.AsSpan(slot.Start + slot.Hidden, slot.Memory));
            }
        }
        return state;
    }

    private void CopyLearned(string name, Span<float> to)
    {
        if (_network.Parameters.All.FirstOrDefault(p => p.Name == name) is { } learned)
        {
            _network.Parameters.Span(learned).CopyTo(to);
        }
    }
}
