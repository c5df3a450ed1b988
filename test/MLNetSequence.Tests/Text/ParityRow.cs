namespace MLNetSequence.Tests.Text;

/// <summary>One argument of Keras, and what it is here: options that give the same keys, or a name.</summary>
/// <param name="Argument">The argument and its value, as Keras has it.</param>
internal sealed record ParityRow(string Argument)
{
    /// <summary>The same here; null where the argument is somebody else's matter.</summary>
    public Action<SequenceTokenizingEstimator.Options>? Here { get; init; }

    /// <summary>Who or what does it here, where no option of the tokenizer does.</summary>
    public string? Elsewhere { get; init; }

    /// <summary>What is fitted.</summary>
    public string[] Texts { get; init; } = [];

    /// <summary>Keras' vocabulary from index 1 on.</summary>
    public string[] Words { get; init; } = [];

    /// <summary>What is transformed.</summary>
    public string Text { get; init; } = "";

    /// <summary>Keras' indices.</summary>
    public uint[] Keys { get; init; } = [];

    /// <summary>The argument's name alone.</summary>
    public string Name => Argument.Split('=')[0];

    public void Check()
    {
        if (Here is null)
        {
            Assert.IsFalse(string.IsNullOrEmpty(Elsewhere), $"{Argument}: neither the same nor named.");
            return;
        }
        SequenceTokenizingTransformer tokenizer = Tokenize.FitWith(Here, Texts);
        CollectionAssert.AreEqual(Words, tokenizer.Vocabulary.ToArray(), $"{Argument}: {string.Join(' ', tokenizer.Vocabulary)}");
        uint[] keys = tokenizer.Keys(Text);
        CollectionAssert.AreEqual(Keys, keys, $"{Argument}: {string.Join(' ', keys)}");
    }

    /// <summary>Checks a table, and that it has a row for every argument and none for anything else.</summary>
    public static void CheckAll(IReadOnlyList<ParityRow> table, string[] arguments)
    {
        CollectionAssert.AreEquivalent(arguments, table.Select(r => r.Name).Distinct().ToArray());
        foreach (ParityRow row in table)
        {
            row.Check();
        }
    }
}
