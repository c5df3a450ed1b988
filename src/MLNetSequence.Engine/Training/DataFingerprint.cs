using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MLNetSequence.Engine.Networks;

namespace MLNetSequence.Engine.Training;

/// <summary>
/// Tells data apart that are as many: a training that went on from a checkpoint of other rows, such as those of another fold of a
/// cross-validation, would know what it is to be measured on.
/// </summary>
internal static class DataFingerprint
{
    /// <summary>The fingerprint of all sequences and targets, in their order; hexadecimal.</summary>
    /// <param name="learned">What is learned from.</param>
    /// <param name="measured">What is measured on; null for nothing.</param>
    public static string Of(IEnumerable<ExampleBlock> learned, ExampleBlock? measured)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (ExampleBlock block in learned)
        {
            Add(hash, block);
        }
        hash.AppendData("|"u8);
        if (measured is { } held)
        {
            Add(hash, held);
        }
        return Convert.ToHexString(hash.GetHashAndReset().AsSpan(0, 16));
    }

    private static void Add(IncrementalHash hash, ExampleBlock block)
    {
        (Sequences inputs, Targets targets) = block.Examples;
        foreach (int row in block.Rows)
        {
            Add(hash, [inputs.Length(row), targets.Rows(row)]);
            for (int column = 0; column < inputs.TokenColumns; column++)
            {
                Add(hash, inputs.Tokens(row, column));
            }
            Add(hash, inputs.Values(row));
            Add(hash, inputs.StaticValues(row));
            for (int target = targets.Start(row); target < targets.Start(row) + targets.Rows(row); target++)
            {
                Add(hash, [targets.Label(target)]);
                Add(hash, targets.Values(target));
                Add(hash, [targets.Weight(target)]);
            }
        }
    }

    private static void Add<T>(IncrementalHash hash, ReadOnlySpan<T> values)
        where T : unmanaged => hash.AppendData(MemoryMarshal.AsBytes(values));
}
