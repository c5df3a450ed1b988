using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Workout;

[TestClass]
public class TokenizerWorkout : EstimatorWorkout
{
    private const string Expected = "text, scalar or a vector with one dimension";

    private protected override WorkoutCase Case { get; } = new()
    {
        Estimator = () => new MLContext(1).Transforms.Text.TokenizeIntoSequence("Tokens", "Text", maximumTokens: 6),
        Data = () => TokenizerData.Other().AddText("Text", "The cat sat.", "", "the dog SAT on the cat", "what?"),
        FitInputs = ["Text"],
        Inputs = ["Text"],
        Outputs = ["Tokens"],
        FitPasses = 1,
        BadInputs =
        [
            new(() => TokenizerData.Other().Add("Text", NumberDataViewType.Single, 1f, 2f, 3f, 4f), "text", "Text", Expected, "Single"),
            new(() => TokenizerData.Other().AddKeys("Text", ["a", "b"], 1, 2, 1, 2), "text", "Text", Expected, "Key<UInt32"),
            new(
                () => TokenizerData.Other().AddVectors<float>(
                    "Text", new VectorDataViewType(NumberDataViewType.Single), null, default, default, default, default),
                "text", "Text", Expected, "Vector<Single"),
        ],
    };
}

/// <summary>A splitter of its own, several buckets, tokens around: and a vector is no text to split any more.</summary>
[TestClass]
public class PatternTokenizerWorkout : EstimatorWorkout
{
    private protected override WorkoutCase Case { get; } = new()
    {
        Estimator = () => new MLContext(1).Transforms.Text.TokenizeIntoSequence(new SequenceTokenizingEstimator.Options
        {
            InputColumnName = "Text",
            Splitter = new PatternSplitter(@"\w+|[^\w\s]") { IgnoreCase = true },
            FoldAccents = true,
            MinimumFrequency = 2,
            OutOfVocabularyBuckets = 3,
            StartToken = "[START]",
            EndToken = "[END]",
        }),
        Data = () => TokenizerData.Other().AddText("Text", "The café sat.", "", "the dog SAT on the cat", "what cafe?"),
        FitInputs = ["Text"],
        Inputs = ["Text"],
        Outputs = ["Tokens"],
        FitPasses = 1,
        BadInputs =
        [
            new(() => TokenizerData.Other().Add("Text", NumberDataViewType.Single, 1f, 2f, 3f, 4f), "text", "Text", "scalar", "Single"),
            new(TokenizerData.WithItems, "text", "Text", "scalar", "Vector<String"),
        ],
    };
}

/// <summary>Texts that are split already, as many items as there are.</summary>
[TestClass]
public class ItemTokenizerWorkout : EstimatorWorkout
{
    private protected override WorkoutCase Case { get; } = new()
    {
        Estimator = () => new MLContext(1).Transforms.Text.TokenizeIntoSequence("Tokens", "Text"),
        Data = TokenizerData.WithItems,
        FitInputs = ["Text"],
        Inputs = ["Text"],
        Outputs = ["Tokens"],
        FitPasses = 1,
        BadInputs =
        [
            new(() => TokenizerData.Other().AddKeys("Text", ["a", "b"], 1, 2, 1, 2), "text", "Text", "a vector", "Key<UInt32"),
        ],
    };
}

/// <summary>Texts that are split already, into always as many items; the vocabulary is given.</summary>
[TestClass]
public class GivenVocabularyWorkout : EstimatorWorkout
{
    private protected override WorkoutCase Case { get; } = new()
    {
        Estimator = () => new MLContext(1).Transforms.Text.TokenizeIntoSequence(new SequenceTokenizingEstimator.Options
        {
            InputColumnName = "Text",
            Vocabulary = SequenceVocabulary.FromWords(["x", "z"]),
            OutOfVocabularyToken = null,
            EndToken = "</s>",
        }),
        Data = () => TokenizerData.WithItems([2]),
        FitInputs = ["Text"],
        Inputs = ["Text"],
        Outputs = ["Tokens"],
        FitPasses = 0,
        BadInputs =
        [
            new(() => TokenizerData.Other().Add("Text", NumberDataViewType.Single, 1f, 2f, 3f, 4f), "text", "Text", "text", "Single"),
        ],
    };
}

internal static class TokenizerData
{
    /// <summary>Columns that no tokenizer reads, of four rows.</summary>
    public static Table Other() => new Table()
        .Add("Number", NumberDataViewType.Int32, 4, 5, 6, 7)
        .AddText("Other", "a", "b", "c", "d");

    public static Table WithItems() => WithItems([0]);

    /// <summary>Texts as vectors of such dimensions; each has two items, one of them sparse.</summary>
    public static Table WithItems(int[] dimensions) => Other().AddVectors(
        "Text", new VectorDataViewType(TextDataViewType.Instance, dimensions), null,
        Items("X", "y"), Items("y", "."), new VBuffer<ReadOnlyMemory<char>>(2, 1, ["z".AsMemory()], [1]), Items("", "x y"));

    private static VBuffer<ReadOnlyMemory<char>> Items(string first, string second) => new(2, [first.AsMemory(), second.AsMemory()]);
}
