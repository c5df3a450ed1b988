using System.Globalization;

namespace MLNetSequence.Mapping;

/// <summary>
/// Numbers the values of a group column (text, key, integer, Boolean or date) from 0, in the order in which they first come.
/// Finding is safe for several threads; adding is for one.
/// </summary>
internal abstract class GroupLookup
{
    private static readonly Dictionary<Type, Func<bool, GroupLookup>> Makers = new()
    {
        [typeof(ReadOnlyMemory<char>)] = key => new TypedGroupLookup<ReadOnlyMemory<char>>(key, TextEquality.Instance, t => t.AsMemory()),
        [typeof(byte)] = Maker<byte>(),
        [typeof(ushort)] = Maker<ushort>(),
        [typeof(uint)] = Maker<uint>(),
        [typeof(ulong)] = Maker<ulong>(),
        [typeof(sbyte)] = Maker<sbyte>(),
        [typeof(short)] = Maker<short>(),
        [typeof(int)] = Maker<int>(),
        [typeof(long)] = Maker<long>(),
        [typeof(bool)] = Maker<bool>(),
        [typeof(DateTime)] = Maker<DateTime>(),
    };

    // Before its type is settled.
    private static readonly ColumnRule AnyColumn = new(
        "group", "text, a key, an integer, Boolean or DateTime (scalar)", c => !c.IsVector && Makers.ContainsKey(c.RawItem));

    /// <summary>Groups so far.</summary>
    public abstract int Count { get; }

    /// <summary>What a column must be to be looked up here: of the type that this lookup was made for.</summary>
    public abstract ColumnRule SameColumn { get; }

    /// <summary>An empty lookup for the values of a group column; null where none is named.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or of the wrong type.</exception>
    public static GroupLookup? For(DataViewSchema schema, string? columnName) =>
        columnName is not null && AnyColumn.Find(schema, columnName).Type is var type
            ? Makers[type.RawType](type is KeyDataViewType)
            : null;

    /// <summary>Checks the group column that is promised, where one is named.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or of the wrong type.</exception>
    public static void Check(SchemaShape schema, string? columnName)
    {
        if (columnName is not null)
        {
            AnyColumn.Find(schema, columnName);
        }
    }

    /// <summary>Reads the groups of a row or cursor.</summary>
    /// <param name="row">The row.</param>
    /// <param name="columnName">A column that <see cref="SameColumn"/> lets pass.</param>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or of another type.</exception>
    public abstract GroupReader Open(DataViewRow row, string columnName);

    /// <summary>A group's value, as a message shows it.</summary>
    public abstract string Describe(int group);

    /// <summary>A group's value alone, as text of the invariant culture.</summary>
    public abstract string Text(int group);

    public abstract Saved Save();

    /// <exception cref="InvalidDataException">The groups are damaged.</exception>
    public static GroupLookup Load(Saved saved)
    {
        foreach ((Type type, Func<bool, GroupLookup> make) in Makers)
        {
            if (type.Name == saved.Type || (saved.Type == "Text" && type == typeof(ReadOnlyMemory<char>)))
            {
                GroupLookup groups = make(saved.IsKey);
                groups.Fill(saved);
                return groups;
            }
        }
        throw new InvalidDataException($"The model's groups are of an unknown type '{saved.Type}'.");
    }

    private protected abstract void Fill(Saved saved);

    private static Func<bool, GroupLookup> Maker<T>()
        where T : struct, IEquatable<T>, IParsable<T> =>
        key => new TypedGroupLookup<T>(key, EqualityComparer<T>.Default, text => T.Parse(text, CultureInfo.InvariantCulture));

    /// <summary>As it stands in a model file: the type's name, and the groups in order, each as text of the invariant culture.</summary>
    internal sealed record Saved(string Type, bool IsKey, string[] Values);

    private sealed class TextEquality : IEqualityComparer<ReadOnlyMemory<char>>
    {
        public static readonly TextEquality Instance = new();

        public bool Equals(ReadOnlyMemory<char> x, ReadOnlyMemory<char> y) => x.Span.SequenceEqual(y.Span);

        public int GetHashCode(ReadOnlyMemory<char> text) => string.GetHashCode(text.Span);
    }
}
