using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Padding;

/// <summary>One sequence and how to pad it. A step is written as the bits of its features.</summary>
/// <param name="Kind">Type of the items.</param>
/// <param name="Features">Features of a step; 0 for a vector of one dimension.</param>
/// <param name="Length">Steps to come to.</param>
/// <param name="Padding">Where to fill.</param>
/// <param name="Truncating">Where to cut.</param>
/// <param name="Sparse">Whether zeros are left out of the vector.</param>
/// <param name="Value">What to fill in.</param>
/// <param name="Items">What the items are made of.</param>
internal sealed record PaddingCase(
    PaddingKind Kind, int Features, int Length, SequenceEnd Padding, SequenceEnd Truncating, bool Sparse, double Value, long[] Items)
{
    private int StepItems => Math.Max(Features, 1);

    private Table Column => Kind.Column(Items, Features, Sparse);

    /// <summary>The sequence, step by step.</summary>
    public string[] Steps => InSteps([.. Items.Select(Kind.Write)]);

    /// <summary>A step that is filled in.</summary>
    public string FilledStep => string.Join(' ', Enumerable.Repeat(Kind.Write((long)Value, exact: true), StepItems));

    /// <summary>The items with the last step first.</summary>
    public long[] Reversed => [.. Items.Chunk(StepItems).Reverse().SelectMany(step => step)];

    public string[] Pad() => Read(Padded.Of(Column, Set), "Out");

    /// <summary>To one length, and then to another.</summary>
    public string[] PadTwice(int first, int second)
    {
        IDataView once = (this with { Length = first }).Pad(Column, "In", "In");
        return Read((this with { Length = second }).Pad(once, "In", "Out"), "Out");
    }

    public string[] PadToLongest() => Read(
        Padded.Of(Column, o =>
        {
            Set(o);
            o.Length = null;
        }),
        "Out");

    public bool[] Mask()
    {
        IDataView padded = Padded.Of(Column, o =>
        {
            Set(o);
            o.MaskColumnName = "Mask";
        });
        return [.. ItemsOf(padded, "Mask").Select(bool.Parse)];
    }

    public override string ToString() =>
        $"{Kind}, {Features} features, to {Length}, {Padding}, {Truncating}, {(Sparse ? "sparse" : "dense")}, "
        + $"{Value}: {string.Join(" | ", Steps)}";

    private IDataView Pad(IDataView data, string input, string output) => Padded.Of(data, o =>
    {
        Set(o);
        (o.InputColumnName, o.OutputColumnName) = (input, output);
    });

    private void Set(SequencePaddingEstimator.Options options) =>
        (options.Length, options.Padding, options.Truncating, options.Value) = (Length, Padding, Truncating, Value);

    private string[] Read(IDataView data, string column) => InSteps(ItemsOf(data, column));

    private static string[] ItemsOf(IDataView data, string column) =>
        Values.Of(data, column).Single().Trim('[', ']').Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private string[] InSteps(string[] items) => [.. items.Chunk(StepItems).Select(step => string.Join(' ', step))];
}

/// <summary>A type of items, and how numbers become such items.</summary>
internal abstract class PaddingKind
{
    public static readonly IReadOnlyList<PaddingKind> All =
    [
        new PaddingKind<byte>(NumberDataViewType.Byte, i => (byte)i),
        new PaddingKind<sbyte>(NumberDataViewType.SByte, i => (sbyte)i),
        new PaddingKind<ushort>(NumberDataViewType.UInt16, i => (ushort)i),
        new PaddingKind<short>(NumberDataViewType.Int16, i => (short)i),
        new PaddingKind<uint>(NumberDataViewType.UInt32, i => (uint)i),
        new PaddingKind<int>(NumberDataViewType.Int32, i => (int)i),
        new PaddingKind<ulong>(NumberDataViewType.UInt64, i => (ulong)i),
        new PaddingKind<long>(NumberDataViewType.Int64, i => i),
        new PaddingKind<float>(NumberDataViewType.Single, i => BitConverter.Int32BitsToSingle((int)i), v => v),
        new PaddingKind<double>(NumberDataViewType.Double, BitConverter.Int64BitsToDouble, v => v),
        new PaddingKind<byte>(new KeyDataViewType(typeof(byte), 99), i => (byte)((ulong)i % 100)),
        new PaddingKind<ushort>(new KeyDataViewType(typeof(ushort), 99), i => (ushort)((ulong)i % 100)),
        new PaddingKind<uint>(new KeyDataViewType(typeof(uint), 99), i => (uint)((ulong)i % 100)),
        new PaddingKind<ulong>(new KeyDataViewType(typeof(ulong), ulong.MaxValue), i => (ulong)i),
    ];

    public abstract Table Column(long[] items, int features, bool sparse);

    /// <summary>The item made of this number.</summary>
    public string Write(long number) => Write(number, exact: false);

    /// <summary>The item made of this number, or that is this number.</summary>
    public abstract string Write(long number, bool exact);
}

/// <inheritdoc/>
internal sealed class PaddingKind<T>(PrimitiveDataViewType type, Func<long, T> make, Func<long, T>? convert = null) : PaddingKind
{
    public override Table Column(long[] items, int features, bool sparse)
    {
        VectorDataViewType vector = features == 0 ? new(type) : new(type, 0, features);
        T[] row = [.. items.Select(make)];
        return sparse ? Padded.SparseRows<T>(vector, [row]) : Padded.Rows<T>(vector, [row]);
    }

    public override string Write(long number, bool exact) => Values.Write((exact ? convert ?? make : make)(number));

    public override string ToString() => type.ToString()!;
}
