using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Workout;

[TestClass]
public class TokenizerWorkout : EstimatorWorkout
{
    private protected override WorkoutCase Case { get; } = new()
    {
        Estimator = () => new MLContext(1).Transforms.Text.TokenizeIntoSequence("Tokens", "Text", maximumTokens: 6),
        Data = () => Data().AddText("Text", "The cat sat.", "", "the dog SAT on the cat", "what?"),
        FitInputs = ["Text"],
        Inputs = ["Text"],
        Outputs = ["Tokens"],
        FitPasses = 1,
        BadInputs =
        [
            new(() => Data().Add("Text", NumberDataViewType.Single, 1f, 2f, 3f, 4f), "text", "Text", "text (scalar)", "Single"),
            new(() => Data().AddVectors("Text", WordsType, null, Words(), Words(), Words(), Words()),
                "text", "Text", "text (scalar)", "Vector<String"),
            new(() => Data().AddKeys("Text", ["a", "b"], 1, 2, 1, 2), "text", "Text", "text (scalar)", "Key<UInt32"),
        ],
    };

    private static VectorDataViewType WordsType => new(TextDataViewType.Instance);

    private static Table Data() => new Table()
        .Add("Number", NumberDataViewType.Int32, 4, 5, 6, 7)
        .AddText("Other", "a", "b", "c", "d");

    private static VBuffer<ReadOnlyMemory<char>> Words() => new(2, ["x".AsMemory(), "y".AsMemory()]);
}
