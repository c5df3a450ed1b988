namespace MLNetSequence.Engine.Tests.Training.Losses;

[TestClass]
public sealed class LossTargetsTests
{
    [TestMethod]
    public void OutputsFollowFromTargets()
    {
        Assert.AreEqual(7, new CrossEntropyLoss().OutputsFor(7));
        Assert.AreEqual(7, new BinaryCrossEntropyLoss().OutputsFor(7));
        Assert.AreEqual(7, new MeanSquaredLoss().OutputsFor(7));
        Assert.AreEqual(7, new MeanAbsoluteLoss().OutputsFor(7));
        Assert.AreEqual(7, new HuberLoss().OutputsFor(7));
        Assert.AreEqual(21, new QuantileLoss().OutputsFor(7));
        Assert.AreEqual(14, new GaussianLoss().OutputsFor(7));
        Assert.AreEqual(21, new StudentTLoss().OutputsFor(7));
        Assert.AreEqual(14, new NegativeBinomialLoss().OutputsFor(7));
    }

    [TestMethod]
    public void NoTargetsAndFarTooManyAreRefused()
    {
        foreach (Loss loss in LossCase.All.Where(loss => loss is not CrossEntropyLoss { ClassWeights: not null }))
        {
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => loss.OutputsFor(0), $"{loss}");
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => loss.OutputsFor(int.MaxValue), $"{loss}");
        }
    }

    [TestMethod]
    public void EachLossWorksBeforeItsActivation()
    {
        foreach (Loss loss in LossCase.All)
        {
            Activation expected = loss switch
            {
                CrossEntropyLoss => Activation.Softmax,
                BinaryCrossEntropyLoss => Activation.Sigmoid,
                _ => Activation.Linear,
            };
            Assert.AreEqual((expected, loss is CrossEntropyLoss), (loss.Absorbs, loss.ReadsLabel), $"{loss}");
        }
    }

    /// <summary>Five of the losses take any finite number; no loss takes what is none.</summary>
    [TestMethod]
    [DataRow(0f, true, true)]
    [DataRow(1f, true, true)]
    [DataRow(0.25f, true, false)]
    [DataRow(3f, false, true)]
    [DataRow(-1f, false, false)]
    [DataRow(1.5f, false, false)]
    public void TargetsAreRefusedWithAReason(float target, bool probability, bool count)
    {
        foreach (Loss loss in LossCase.All.Where(loss => !loss.ReadsLabel))
        {
            bool expected = loss switch
            {
                BinaryCrossEntropyLoss => probability,
                NegativeBinomialLoss => count,
                _ => true,
            };
            string? reason = loss.Refuse(0, [1, target], 0);
            Assert.AreEqual(expected, reason is null, $"{loss}: {reason}");
            if (!expected)
            {
                StringAssert.Contains(reason, FormattableString.Invariant($"one is {target}"));
            }
        }
    }

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    [DataRow(float.NegativeInfinity)]
    public void NoLossTakesWhatIsNotFinite(float target)
    {
        foreach (Loss loss in LossCase.All.Where(loss => !loss.ReadsLabel))
        {
            Assert.IsNotNull(loss.Refuse(0, [target], 0), $"{loss}");
            Assert.IsNotNull(loss.Refuse(0, [0, target, 1], 0), $"{loss}");
        }
    }

    [TestMethod]
    public void LabelsAreClasses()
    {
        var loss = new CrossEntropyLoss();
        Assert.IsNull(loss.Refuse(0, [], 4));
        Assert.IsNull(loss.Refuse(3, [], 4));
        Assert.AreEqual("the label must be a class from 0 to 3; it is 4", loss.Refuse(4, [], 4));
        Assert.AreEqual("the label must be a class from 0 to 3; it is -1", loss.Refuse(-1, [], 4));
    }

    [TestMethod]
    [DataRow(new[] { 2f, -1f }, new[] { 1f, 0f }, true)]
    [DataRow(new[] { 2f, 1f }, new[] { 1f, 0f }, false)]
    [DataRow(new[] { -2f, -1f }, new[] { 1f, 0f }, false)]
    [DataRow(new[] { 0f }, new[] { 0f }, true)]
    [DataRow(new[] { 0.1f, -0.1f }, new[] { 0.75f, 0.25f }, true)]
    public void YesAndNoAreHitWhereAllAre(float[] outputs, float[] targets, bool expected)
    {
        new BinaryCrossEntropyLoss().Row(outputs, 0, targets, 1, gradient: true, out bool hit);
        Assert.AreEqual(expected, hit);
    }

    [TestMethod]
    public void ARowOfTheWrongWidthIsRefused()
    {
        foreach (Loss loss in LossCase.All.Where(loss => !loss.ReadsLabel))
        {
            float[] outputs = new float[loss.OutputsFor(2) + 1];
            Assert.ThrowsExactly<ArgumentException>(() => { loss.Row(outputs, 0, [1, 0], 1, gradient: true, out _); }, $"{loss}");
        }
    }
}
