using System.Collections.Immutable;

namespace Microsoft.ML.Data;

/// <summary>The type of a column. <see cref="RawType"/> is what its getters yield.</summary>
public abstract class DataViewType : IEquatable<DataViewType>
{
    private protected DataViewType(Type rawType) => RawType = rawType;
    public Type RawType { get; }

    // Simple types are singletons, so being equal is being the same; keys and vectors override.
    public virtual bool Equals(DataViewType? other) => ReferenceEquals(this, other);
    public override bool Equals(object? other) => other is DataViewType type && Equals(type);
    public override int GetHashCode() => RawType.GetHashCode();
}

public abstract class StructuredDataViewType : DataViewType { protected StructuredDataViewType(Type rawType) : base(rawType) { } }

public abstract class PrimitiveDataViewType : DataViewType
{
    protected PrimitiveDataViewType(Type rawType) : base(rawType) { }

    /// <summary>All but keys.</summary>
    internal static PrimitiveDataViewType[] Plain =>
        [TextDataViewType.Instance, BooleanDataViewType.Instance, DateTimeDataViewType.Instance, .. NumberDataViewType.All];

    /// <summary>The plain type whose values are of the given .NET type, or null.</summary>
    internal static PrimitiveDataViewType? FromRaw(Type type) => Array.Find(Plain, plain => plain.RawType == type);
}

public sealed class TextDataViewType : PrimitiveDataViewType
{
    private TextDataViewType() : base(typeof(Text)) { }
    public static TextDataViewType Instance { get; } = new();
    public override string ToString() => "String";
}

public sealed class BooleanDataViewType : PrimitiveDataViewType
{
    private BooleanDataViewType() : base(typeof(bool)) { }
    public static BooleanDataViewType Instance { get; } = new();
    public override string ToString() => "Boolean";
}

public sealed class DateTimeDataViewType : PrimitiveDataViewType
{
    private DateTimeDataViewType() : base(typeof(DateTime)) { }
    public static DateTimeDataViewType Instance { get; } = new();
    public override string ToString() => "DateTime";
}

public sealed class NumberDataViewType : PrimitiveDataViewType
{
    private NumberDataViewType(Type rawType) : base(rawType) { }
    public static NumberDataViewType SByte { get; } = new(typeof(sbyte));
    public static NumberDataViewType Byte { get; } = new(typeof(byte));
    public static NumberDataViewType Int16 { get; } = new(typeof(short));
    public static NumberDataViewType UInt16 { get; } = new(typeof(ushort));
    public static NumberDataViewType Int32 { get; } = new(typeof(int));
    public static NumberDataViewType UInt32 { get; } = new(typeof(uint));
    public static NumberDataViewType Int64 { get; } = new(typeof(long));
    public static NumberDataViewType UInt64 { get; } = new(typeof(ulong));
    public static NumberDataViewType Single { get; } = new(typeof(float));
    public static NumberDataViewType Double { get; } = new(typeof(double));
    internal static NumberDataViewType[] All { get; } = [SByte, Byte, Int16, UInt16, Int32, UInt32, Int64, UInt64, Single, Double];
    public override string ToString() => RawType.Name;
}

/// <summary>One of <see cref="Count"/> values, stored as 1 … Count; the raw value 0 means missing.</summary>
public sealed class KeyDataViewType : PrimitiveDataViewType
{
    public KeyDataViewType(Type type, ulong count) : base(type)
    {
        CheckParam(IsValidDataType(type), nameof(type), "A key is stored as Byte, UInt16, UInt32 or UInt64.");
        ulong max = Convert.ToUInt64(type.GetField("MaxValue")!.GetValue(null));
        CheckParam(0 < count && count <= max, nameof(count), $"A key of {type.Name} has 1 to {max} values, not {count}.");
        Count = count;
    }

    public KeyDataViewType(Type type, int count) : this(type, count < 0 ? 0 : (ulong)count) { }
    public ulong Count { get; }

    public static bool IsValidDataType(Type type)
        => type == typeof(byte) || type == typeof(ushort) || type == typeof(uint) || type == typeof(ulong);
    public override bool Equals(DataViewType? other) => other is KeyDataViewType key && key.RawType == RawType && key.Count == Count;
    public override int GetHashCode() => HashCode.Combine(RawType, Count);
    public override string ToString() => $"Key<{RawType.Name}, 0-{Count - 1}>";
}

/// <summary>A vector of primitive items. A dimension of 0 means that it varies, and then so does the size.</summary>
public sealed class VectorDataViewType : StructuredDataViewType
{
    public VectorDataViewType(PrimitiveDataViewType itemType, int size = 0) : this(itemType, ImmutableArray.Create(size)) { }
    public VectorDataViewType(PrimitiveDataViewType itemType, params int[] dimensions) : this(itemType, ImmutableArray.Create(dimensions)) { }

    public VectorDataViewType(PrimitiveDataViewType itemType, ImmutableArray<int> dimensions)
        : base(typeof(VBuffer<>).MakeGenericType((itemType ?? throw new ArgumentNullException(nameof(itemType))).RawType))
    {
        CheckParam(dimensions.Length > 0 && dimensions.All(d => d >= 0), nameof(dimensions));
        (ItemType, Dimensions) = (itemType, dimensions);
        Size = dimensions.Aggregate(1, (size, dimension) => checked(size * dimension));
    }

    public ImmutableArray<int> Dimensions { get; }
    public PrimitiveDataViewType ItemType { get; }
    public int Size { get; }
    public bool IsKnownSize => Size > 0;
    public override bool Equals(DataViewType? other)
        => other is VectorDataViewType vector && ItemType.Equals(vector.ItemType) && Dimensions.SequenceEqual(vector.Dimensions);
    public override int GetHashCode() => Dimensions.Aggregate(ItemType.GetHashCode(), HashCode.Combine);
    public override string ToString() => Dimensions.Length > 1 || Size > 0
        ? $"Vector<{ItemType}, {string.Join(", ", Dimensions.Select(d => d > 0 ? $"{d}" : "*"))}>" : $"Vector<{ItemType}>";
}
