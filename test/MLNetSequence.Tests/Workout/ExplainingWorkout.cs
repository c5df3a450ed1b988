using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Workout;

[TestClass]
public class ExplainingWorkout : EstimatorWorkout
{
    private const string Features = "a vector of Key<UInt32> of known count";

    private static readonly Lazy<ITransformer> Model = new(() => new MLContext(1).MulticlassClassification.Trainers.Gru(
        Toys.Layers with { Pooling = SequencePooling.Attention },
        new() { StaticFeatureColumnName = "Side", EmbeddingSize = 3, Training = Toys.Training() }).Fit(Data()));

    private protected override WorkoutCase Case { get; } = new()
    {
        Estimator = () => new MLContext(1).Transforms.ExplainSequences(Model.Value, "Saliency", "Attention"),
        Data = Data,
        FitInputs = ["Features", "Side"],
        Inputs = ["Features", "Side"],
        Outputs = ["Saliency", "Attention"],
        FitPasses = 0,
        BadInputs =
        [
            OfFeatures(table => table.AddText("Features", "x", "y", "x", "y"), "String"),
            OfFeatures(table => table.AddKeys("Features", Toys.Words, 1, 2, 3, 4), "Key<UInt32"),
            new(() => Data().Without("Side").AddText("Side", "x", "y", "x", "y"), "static feature", "Side", "Single", "String"),
        ],
    };

    private static Table Data() => new Table().AddKeys("Label", Toys.Tags, 1, 2, 3, 1)
        .AddTokens("Features", Toys.Words, [1, 2, 6], [], [0, 4, 2], [5])
        .Add("Side", NumberDataViewType.Single, 1f, 2f, -3f, 0.5f);

    private static BadInput OfFeatures(Func<Table, Table> add, string actual) =>
        new(() => add(Data().Without("Features")), "feature", "Features", Features, actual);
}
