using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MLNetSequence.Interop;
using MLNetSequence.Mapping;

namespace MLNetSequence.Inputs;

/// <summary>A column of sequences that a model reads: tokens, or series of numbers.</summary>
/// <param name="Name">Name of the column.</param>
/// <param name="Vocabulary">Number of different keys; 0 for a series.</param>
/// <param name="Features">Numbers a step has; 0 for tokens.</param>
/// <param name="Words">A fingerprint of the keys' texts; null where they have none.</param>
internal sealed record InputColumn(string Name, int Vocabulary, int Features, string? Words)
{
    public const int MostWords = 1 << 28;

    public static readonly ColumnRule Rule = new(
        "feature",
        "a vector of Key<UInt32> of known count, or of Single with the dimensions (T), (T, F) or (0, F)",
        Fits,
        KeySequences.Hint + " Conversion.ConvertType makes Single of other numbers, Concatenate a vector of single columns.");

    /// <summary>Whether the column holds tokens.</summary>
    public bool IsTokens => Vocabulary > 0;

    /// <summary>The type of a column that fits, of any number of steps.</summary>
    public DataViewType Type => IsTokens
        ? new VectorDataViewType(new KeyDataViewType(typeof(uint), Vocabulary))
        : new VectorDataViewType(NumberDataViewType.Single, 0, Features);

    /// <summary>The column of training data.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is missing, or of a type that does not fit.</exception>
    public static InputColumn Of(DataViewSchema schema, string name)
    {
        DataViewSchema.Column column = Rule.Find(schema, name);
        var vector = (VectorDataViewType)column.Type;
        if (vector.ItemType is not KeyDataViewType key)
        {
            return new InputColumn(name, 0, FeaturesOf(vector), null);
        }
        if (key.Count == 0 || key.Count > MostWords)
        {
            throw new ArgumentOutOfRangeException(
                "columnName", name, $"The feature column '{name}' must have from 1 to {MostWords:N0} different keys; it has {key.Count:N0}.");
        }
        return new InputColumn(name, (int)key.Count, 0, Fingerprint(column));
    }

    /// <summary>The same column in data to be scored.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is missing, or of another type than in training.</exception>
    public DataViewSchema.Column Find(DataViewSchema schema)
    {
        DataViewSchema.Column column = Rule.Find(schema, Name);
        var vector = (VectorDataViewType)column.Type;
        var key = vector.ItemType as KeyDataViewType;
        if ((key is not null) != IsTokens)
        {
            throw ColumnChecks.WrongType(
                "feature", Name, (IsTokens ? "a vector of keys" : "a vector of Single") + ", as in training", vector.ToString());
        }
        if (key is not null && key.Count != (ulong)Vocabulary)
        {
            throw ColumnChecks.WrongType(
                "feature", Name, $"a vector of keys of a vocabulary of {Vocabulary}, as in training", $"of one of {key.Count}");
        }
        if (key is null && FeaturesOf(vector) != Features)
        {
            throw ColumnChecks.WrongType(
                "feature", Name, $"a series of {Features} numbers a step, as in training", vector.ToString());
        }
        return column;
    }

    private static bool Fits(ColumnKind column) => column.IsKey
        ? column.RawItem == typeof(uint) && column.HasRank(1)
        : column.Is<float>() && (column.HasRank(1) || (column.HasRank(2) && (column.Dimensions is null || column.Dimensions[1] > 0)));

    private static int FeaturesOf(VectorDataViewType type) => type.Dimensions.Length == 2 ? type.Dimensions[1] : 1;

    // Tells two vocabularies of one size apart, where a trained embedding is to go on with another one.
    public static string? Fingerprint(DataViewSchema.Column column)
    {
        if (!KeyTexts.Has(column))
        {
            return null;
        }
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (ReadOnlyMemory<char> word in KeyTexts.Read(column))
        {
            hash.AppendData(MemoryMarshal.AsBytes(word.Span));
            hash.AppendData("\n\0"u8);
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
