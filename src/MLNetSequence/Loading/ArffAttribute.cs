namespace MLNetSequence.Loading;

/// <summary>What values an attribute of an ARFF file has.</summary>
internal enum ArffKind
{
    /// <summary>Numbers: numeric, real or integer.</summary>
    Number,

    /// <summary>One of the values that are listed.</summary>
    Nominal,

    /// <summary>Any text.</summary>
    Text,

    /// <summary>A table of its own in each row.</summary>
    Relational,

    /// <summary>Dates.</summary>
    Date,
}

/// <summary>A declared attribute.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What values it has.</param>
/// <param name="Line">Where it is declared.</param>
/// <param name="Values">The values that a nominal one may have, in their order.</param>
/// <param name="Inner">The attributes of a relational one.</param>
internal sealed record ArffAttribute(string Name, ArffKind Kind, long Line, List<string> Values, List<ArffAttribute> Inner);
