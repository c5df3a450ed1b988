using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Training;

/// <summary>
/// The states that sequences carry from window to window, and those of stateful layers from batch to batch: there, the sequence at
/// a place of a batch goes on from the one at the same place of the batch before.
/// </summary>
internal sealed unsafe class CarriedStates(int size)
{
    private readonly AlignedBuffer _places = new();
    private readonly AlignedBuffer _before = new();
    private readonly AlignedBuffer _after = new();
    private int _count;

    /// <summary>What is kept between batches, [places, size]: a checkpoint saves it.</summary>
    public Span<float> Kept => new(_places.Pointer, _count * size);

    /// <summary>Forgets everything: sequences begin anew.</summary>
    public void Reset() => _count = 0;

    /// <summary>Whether so many numbers are whole states.</summary>
    public bool CanRestore(int numbers) => size == 0 ? numbers == 0 : numbers % size == 0;

    /// <summary>Takes back what a checkpoint kept.</summary>
    public void Restore(ReadOnlySpan<float> kept)
    {
        _count = size == 0 ? 0 : kept.Length / size;
        kept.CopyTo(new Span<float>(_places.Ensure(kept.Length), kept.Length));
    }

    /// <summary>States for the first window of a batch: those at the places of its sorted sequences; empty where there are none.</summary>
    /// <exception cref="InvalidOperationException">The batch has another number of sequences than the one before.</exception>
    public Matrix Begin(ReadOnlySpan<int> slots)
    {
        if (_count == 0)
        {
            return default;
        }
        if (slots.Length > _count)
        {
            throw new InvalidOperationException(
                $"A batch of {slots.Length} sequences cannot go on from the states of {_count}: " +
                "a stateful network needs batches of one size.");
        }
        var before = new Matrix(_before.Ensure((long)slots.Length * size), slots.Length, size);
        for (int b = 0; b < slots.Length; b++)
        {
            new ReadOnlySpan<float>(_places.Pointer + (nint)slots[b] * size, size).CopyTo(before.RowSpan(b));
        }
        return before;
    }

    /// <summary>Room for the states after a window.</summary>
    public Matrix After(int sequences) => new(_after.Ensure((long)sequences * size), sequences, size);

    /// <summary>What was written after a window is what the next begins with.</summary>
    public Matrix Advance(Matrix after)
    {
        var before = new Matrix(_before.Ensure((long)after.Rows * size), after.Rows, size);
        Elementwise.Copy(after, before);
        return before;
    }

    /// <summary>Keeps the states after a batch's last window for the next batch.</summary>
    public void End(ReadOnlySpan<int> slots, Matrix after)
    {
        _count = slots.Length;
        _places.Ensure((long)_count * size);
        for (int b = 0; b < slots.Length; b++)
        {
            after.RowSpan(b).CopyTo(new Span<float>(_places.Pointer + (nint)slots[b] * size, size));
        }
    }
}
