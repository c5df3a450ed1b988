using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Trainers;

/// <summary>Rows to measure on come from one place, and are there, and are such as the rows to learn from.</summary>
[TestClass]
public class ValidationErrorsTests
{
    [TestMethod]
    [DataRow(true, true, false)]
    [DataRow(true, false, true)]
    [DataRow(false, true, true)]
    [DataRow(true, true, true)]
    public void OnlyOnePlaceCanBeNamed(bool fraction, bool column, bool data)
    {
        Exception error = Assert.ThrowsExactly<ArgumentException>(() => Toys.Classifier(o =>
        {
            o.Training = o.Training with { ValidationFraction = fraction ? 0.5 : 0 };
            o.ValidationColumnName = column ? "Held" : null;
            o.ValidationData = data ? Toys.Classes(3) : null;
        }));
        Assert.AreEqual(fraction, error.Message.Contains("ValidationFraction"));
        Assert.AreEqual(column, error.Message.Contains("ValidationColumnName"));
        Assert.AreEqual(data, error.Message.Contains("ValidationData"));
    }

    [TestMethod]
    public void TheColumnMustBeBoolean()
    {
        SequenceMulticlassTrainer trainer = Toys.Classifier(o => o.ValidationColumnName = "Held");
        Table wrong = Toys.Classes(3).Add("Held", NumberDataViewType.Single, 0f, 1f, 0f);
        foreach (Action call in (Action[])[() => trainer.Fit(wrong), () => trainer.GetOutputSchema(Shapes.Of(wrong.Schema))])
        {
            Exception error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(call);
            foreach (string part in (string[])["validation column", "'Held'", "Boolean", "Single"])
            {
                StringAssert.Contains(error.Message, part);
            }
        }
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => trainer.Fit(Toys.Classes(3)));
        Assert.ThrowsExactly<ArgumentException>(() => Toys.Classifier(o => o.ValidationColumnName = ""));
    }

    [TestMethod]
    public void SomeRowsMustBeHeldOutAndSomeNot()
    {
        SequenceMulticlassTrainer trainer = Toys.Classifier(o => o.ValidationColumnName = "Held");
        Table Data(bool held) => Toys.Classes(3).Add("Held", BooleanDataViewType.Instance, held, held, held);
        Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => trainer.Fit(Data(true)));
        StringAssert.Contains(error.Message, "3 rows");
        StringAssert.Contains(error.Message, "'Held'");
        error = Assert.ThrowsExactly<InvalidOperationException>(() => trainer.Fit(Data(false)));
        StringAssert.Contains(error.Message, "true in no row");
    }

    [TestMethod]
    public void AShareOfOneRowCannotBeHeldOut()
    {
        SequenceRegressionTrainer trainer = Toys.Regression(o => o.Training = o.Training with { ValidationFraction = 0.1 });
        Exception error = Assert.Throws<Exception>(() => trainer.Fit(Toys.Numbers(1)));
        StringAssert.Contains(error.Message, "ValidationFraction");
        Assert.IsInstanceOfType<InvalidOperationException>(error, "As every error of the data.");
        Assert.IsNotNull(trainer.Fit(Toys.Numbers(2)).History[0].ValidationLoss);
    }

    [TestMethod]
    public void ValidationDataMustHaveRows()
    {
        Exception error = Assert.ThrowsExactly<InvalidOperationException>(
            () => Toys.Classifier(o => o.ValidationData = Toys.Classes(0)).Fit(Toys.Classes(9)));
        StringAssert.Contains(error.Message, "validation data has no rows");
    }

    [TestMethod]
    public void ValidationDataMustHaveTheColumnsOfTheTrainingData()
    {
        Table data = Toys.Classes(9);
        void Refused(Table validation, params string[] parts)
        {
            Exception error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
                () => Toys.Classifier(o => o.ValidationData = validation).Fit(data));
            Array.ForEach(parts, part => StringAssert.Contains(error.Message, part));
            StringAssert.Contains(error.Message, "ValidationData");
            Assert.AreEqual(0, data.RowsRead, "It is found out before hours of reading.");
        }
        Refused(data.Without("Features"), "'Features'");
        Refused(data.Without("Label"), "'Label'");
        Refused(Toys.Classes(9).Without("Label").AddText("Label", [.. Enumerable.Repeat("X", 9)]), "'Label'", "String");
        Refused(Toys.Classes(9).Without("Label").AddKeys("Label", ["X", "Y"], [.. Enumerable.Repeat(1u, 9)]), "'Label'", "as in the training data");
        Refused(Toys.Classes(9).Without("Label").AddKeys("Label", ["Y", "X", "Z"], [.. Enumerable.Repeat(1u, 9)]), "'Label'", "same fitted");
        Refused(Toys.Classes(1).Without("Features").AddTokens("Features", ["b", "a", "c", "d", "e", "f"], [1]), "'Features'", "same fitted");
        Refused(Toys.Classes(1).Without("Features").AddTokens("Features", ["a"], [1]), "'Features'", "vocabulary of 6");
    }

    [TestMethod]
    public void ARowToMeasureOnIsCheckedAsOneToLearnFrom()
    {
        Exception error = Assert.ThrowsExactly<InvalidOperationException>(
            () => Toys.Classifier(o => o.ValidationData = Toys.Classes([[1], [2]], 1, 0)).Fit(Toys.Classes(9)));
        StringAssert.Contains(error.Message, "Row 2 of the validation data has no label");
    }
}
