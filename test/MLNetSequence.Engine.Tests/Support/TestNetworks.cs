namespace MLNetSequence.Engine.Tests.Support;

/// <summary>Small networks of every kind there is, by name: a test that loops over them covers the next kind, too.</summary>
internal static class TestNetworks
{
    public const int Vocabulary = 9;
    public const int Classes = 3;

    private static readonly Dictionary<string, Func<SequenceNetwork, SequenceNetwork>> Middle = new()
    {
        ["one layer"] = n => n.Lstm(5),
        ["one unit"] = n => n.Lstm(1),
        ["a whole vector of units"] = n => n.Lstm(16),
        ["one unit more than a vector"] = n => n.Lstm(17, bidirectional: true),
        ["bidirectional"] = n => n.Lstm(3, bidirectional: true),
        ["two layers"] = n => n.Lstm(4, returnSequences: true).Lstm(3),
        ["two bidirectional layers"] = n => n.Lstm(3, bidirectional: true, returnSequences: true).Lstm(5, bidirectional: true),
        ["bidirectional below one direction"] = n => n.Lstm(2, bidirectional: true, returnSequences: true).Lstm(6),
        ["one direction below bidirectional"] = n => n.Lstm(6, returnSequences: true).Lstm(2, bidirectional: true),
        ["two dense layers"] = n => n.Lstm(4).Dense(7),
        ["dropout that is off"] = n => n.Dropout(0).Lstm(3, returnSequences: true).Dropout(0).Lstm(3).Dropout(0),
    };

    /// <summary>For <c>DynamicData</c>: one row a network.</summary>
    public static IEnumerable<object[]> Names => Middle.Keys.Select(name => new object[] { name });

    public static SequenceNetwork Get(string name) => Middle[name](new SequenceNetwork().Embedding(Vocabulary, 4)).Dense(Classes);
}
