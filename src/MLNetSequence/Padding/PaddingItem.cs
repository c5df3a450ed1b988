namespace MLNetSequence.Padding;

/// <summary>What depends on the .NET type of a sequence's items.</summary>
internal abstract class PaddingItem
{
    private static readonly Dictionary<Type, PaddingItem> All = new()
    {
        [typeof(byte)] = new PaddingItem<byte>(),
        [typeof(ushort)] = new PaddingItem<ushort>(),
        [typeof(uint)] = new PaddingItem<uint>(),
        [typeof(ulong)] = new PaddingItem<ulong>(),
        [typeof(sbyte)] = new PaddingItem<sbyte>(),
        [typeof(short)] = new PaddingItem<short>(),
        [typeof(int)] = new PaddingItem<int>(),
        [typeof(long)] = new PaddingItem<long>(),
        [typeof(float)] = new PaddingItem<float>(),
        [typeof(double)] = new PaddingItem<double>(),
    };

    /// <summary>The values an item can have, in words.</summary>
    public abstract string Range { get; }

    /// <summary>For items of this type; null where they cannot be padded.</summary>
    public static PaddingItem? Of(Type rawType) => All.GetValueOrDefault(rawType);

    /// <summary>Whether an item can have this value.</summary>
    /// <param name="value">What is to be filled in.</param>
    /// <param name="keys">Number of keys there are; null where items are no keys.</param>
    public abstract bool CanBe(double value, ulong? keys);

    /// <summary>Reads all rows.</summary>
    /// <returns>The steps of the longest sequence.</returns>
    /// <exception cref="InvalidOperationException">There is no step in any row, or a row ends within a step.</exception>
    public abstract int Longest(IDataView data, StepColumn column);

    /// <summary>
    /// A getter of the padded sequence and, where it is asked for, one of which steps are real. They read each row once, whichever of
    /// them is used.
    /// </summary>
    public abstract IReadOnlyList<Delegate> Getters(DataViewRow row, StepColumn column, SequencePaddingEstimator.Options options);
}
