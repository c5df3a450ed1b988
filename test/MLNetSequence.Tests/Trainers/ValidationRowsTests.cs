using Microsoft.ML.Data;
using MLNetSequence.Engine.Training;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Trainers;

/// <summary>Rows to measure on are measured on, and nothing is learned from them: wherever they come from.</summary>
[TestClass]
public class ValidationRowsTests
{
    private const int Rows = 30;

    private static bool[] Held => [.. Enumerable.Range(0, Rows).Select(i => i % 3 == 1)];

    [TestMethod]
    public void RowsThatAColumnHoldsOutAreAsIfTheyWereNotThere()
    {
        uint[][] tokens = Toys.Sequences(Rows);
        string expected = Toys.Bits(Toys.Classifier(Dropped).Fit(Toys.Classes([.. tokens.Where((_, i) => !Held[i])])));
        Assert.AreEqual(expected, Toys.Bits(ByColumn(Toys.Classes(tokens))));
        // Other labels, other tokens, no tokens at all: no bit changes.
        for (int i = 0; i < Rows; i++)
        {
            tokens[i] = Held[i] ? [.. Enumerable.Repeat(6u, i)] : tokens[i];
        }
        uint[] labels = [.. tokens.Select((t, i) => Held[i] ? 1 : (t[0] - 1) % 3 + 1)];
        Assert.AreEqual(expected, Toys.Bits(ByColumn(Toys.Classes(tokens, labels))));
    }

    [TestMethod]
    public void ValidationDataChangesNoBit()
    {
        Table data = Toys.Classes(Rows);
        string expected = Toys.Bits(Toys.Classifier(Dropped).Fit(data));
        Assert.AreEqual(expected, Toys.Bits(Toys.Classifier(o =>
        {
            Dropped(o);
            o.ValidationData = Toys.Classes(7, seed: 9);
        }).Fit(data)));
    }

    [TestMethod]
    public void AShareOfTheRowsIsDrawnBySeedAndNotLearnedFrom()
    {
        var training = Toys.Training() with { ValidationFraction = 0.2 };
        (int[] train, int[] held) = Trainer.Split(Rows, training);
        Assert.AreEqual(6, held.Length);
        uint[][] tokens = Toys.Sequences(Rows);
        uint[] labels = [.. tokens.Select(t => (t[0] - 1) % 3 + 1)];
        string Bits(int? changed)
        {
            uint[] own = [.. labels.Select((label, i) => i == changed ? label % 3 + 1 : label)];
            return Toys.Bits(Toys.Classifier(o => o.Training = training).Fit(Toys.Classes(tokens, own)));
        }
        string expected = Bits(null);
        Assert.AreEqual(expected, Bits(held[0]));
        Assert.AreEqual(expected, Bits(held[^1]));
        Assert.AreNotEqual(expected, Bits(train[0]));
    }

    [TestMethod]
    public void TheLossIsThatOfTheRowsHeldOutAndOfNoOther()
    {
        Table data = Toys.Classes(Rows);
        SequenceMulticlassPredictionTransformer model = ByColumn(data);
        float[][] scores = [.. model.Transform(data).GetColumn<float[]>("Score")];
        uint[] labels = [.. data.GetColumn<uint>("Label")];
        var held = Enumerable.Range(0, Rows).Where(i => Held[i]).ToList();
        TrainingProgress last = model.History[^1];
        Assert.AreEqual(held.Average(i => -Math.Log(scores[i][(int)labels[i] - 1])), last.ValidationLoss!.Value, 1e-5);
        Assert.AreEqual(
            held.Average(i => Array.IndexOf(scores[i], scores[i].Max()) == labels[i] - 1 ? 1.0 : 0), last.ValidationAccuracy!.Value, 1e-12);
    }

    [TestMethod]
    public void AColumnAndAViewOfTheSameRowsMeasureTheSame()
    {
        uint[][] tokens = Toys.Sequences(Rows);
        SequenceMulticlassPredictionTransformer byView = Toys.Classifier(o =>
        {
            Dropped(o);
            o.ValidationData = Toys.Classes([.. tokens.Where((_, i) => Held[i])]);
        }).Fit(Toys.Classes([.. tokens.Where((_, i) => !Held[i])]));
        SequenceMulticlassPredictionTransformer byColumn = ByColumn(Toys.Classes(tokens));
        Assert.AreEqual(Toys.Bits(byView), Toys.Bits(byColumn));
        CollectionAssert.AreEqual(
            byView.History.Select(e => (e.Loss, e.ValidationLoss, e.ValidationAccuracy)).ToArray(),
            byColumn.History.Select(e => (e.Loss, e.ValidationLoss, e.ValidationAccuracy)).ToArray());
    }

    [TestMethod]
    public void WeightsCountWhereRowsAreMeasuredToo()
    {
        Table Weighted(float heavy) => Toys.Classes([[1], [2], [3], [1, 2], [2, 1]]).Add(
            "Weight", NumberDataViewType.Single, 1f, 1f, 1f, heavy, 0f);
        SequenceMulticlassPredictionTransformer Fit(float heavy) => Toys.Classifier(o =>
        {
            o.ExampleWeightColumnName = "Weight";
            o.ValidationColumnName = "Held";
        }).Fit(Weighted(heavy).Add("Held", BooleanDataViewType.Instance, false, false, false, true, true));
        SequenceMulticlassPredictionTransformer model = Fit(1);
        float[] score = model.Transform(Weighted(1)).GetColumn<float[]>("Score").ElementAt(3);
        Assert.AreEqual(-Math.Log(score[0]), model.History[^1].ValidationLoss!.Value, 1e-5);
        Assert.AreEqual(model.History[^1].ValidationLoss!.Value, Fit(3).History[^1].ValidationLoss!.Value, 1e-6);
    }

    [TestMethod]
    public void ARegressionsScaleIsThatOfTheRowsToLearnFrom()
    {
        string Bits(float held) => Toys.Bits(Toys.Regression(o => o.ValidationColumnName = "Held").Fit(new Table()
            .Add("Label", NumberDataViewType.Single, 1f, 2, held, 3)
            .AddTokens("Features", Toys.Words, [1], [2], [3], [4])
            .Add("Held", BooleanDataViewType.Instance, false, false, true, false)));
        Assert.AreEqual(Bits(2), Bits(1e9f));

        SequenceRegressionPredictionTransformer model = Toys.Regression(o => o.ValidationColumnName = "Held").Fit(new Table()
            .Add("Label", NumberDataViewType.Single, 10f, 30, 5000)
            .AddTokens("Features", Toys.Words, [1], [2], [3])
            .Add("Held", BooleanDataViewType.Instance, false, false, true));
        float score = model.Transform(Toys.Classes([[3]])).GetColumn<float>("Score").Single();
        double off = (score - 5000.0) / 10;
        Assert.AreEqual(1, model.History[^1].ValidationLoss!.Value / (off * off), 1e-4, "Measured on the scale that is learned: 20 ± 10.");
    }

    [TestMethod]
    public void BalanceIsThatOfTheRowsToLearnFrom()
    {
        string Bits(uint held) => Toys.Bits(Toys.Classifier(o =>
        {
            o.ValidationColumnName = "Held";
            o.BalanceClasses = true;
        }).Fit(Toys.Classes([[1], [2], [3], [4], [5]], 1, 2, 2, held, held)
            .Add("Held", BooleanDataViewType.Instance, false, false, false, true, true)));
        Assert.AreEqual(Bits(1), Bits(2));
    }

    private static void Dropped(SequenceMulticlassTrainer.Options options) => options.Training = Toys.Training(epochs: 3);

    private static SequenceMulticlassPredictionTransformer ByColumn(Table data) => Toys.Classifier(o =>
    {
        Dropped(o);
        o.ValidationColumnName = "Held";
    }).Fit(data.Add("Held", BooleanDataViewType.Instance, Held));
}
