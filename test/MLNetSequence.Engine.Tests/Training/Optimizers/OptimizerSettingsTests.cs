using System.Text.Json;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Training.Optimizers;

/// <summary>The public descriptions: defaults, ranges, and the form in which files hold them.</summary>
[TestClass]
public sealed class OptimizerSettingsTests
{
    private const double Nan = double.NaN;
    private const double Infinite = double.PositiveInfinity;

    /// <summary>Files outlive versions: the text itself is the contract, and the defaults are PyTorch's.</summary>
    [TestMethod]
    [DataRow(typeof(Sgd), """{"type":"sgd","momentum":0,"dampening":0,"nesterov":false,"weightDecay":0,"learningRate":0.001}""")]
    [DataRow(
        typeof(RmsProp),
        """{"type":"rmsProp","alpha":0.99,"epsilon":1E-08,"momentum":0,"centered":false,"weightDecay":0,"learningRate":0.01}""")]
    [DataRow(
        typeof(Adagrad),
        """{"type":"adagrad","learningRateDecay":0,"initialAccumulator":0,"epsilon":1E-10,"weightDecay":0,"learningRate":0.01}""")]
    [DataRow(
        typeof(Adam),
        """{"type":"adam","beta1":0.9,"beta2":0.999,"epsilon":1E-08,"weightDecay":0,"amsGrad":false,"learningRate":0.001}""")]
    [DataRow(
        typeof(AdamW),
        """{"type":"adamW","beta1":0.9,"beta2":0.999,"epsilon":1E-08,"weightDecay":0.01,"amsGrad":false,"learningRate":0.001}""")]
    public void TextAndDefaultsAreAsDocumented(Type type, string json) =>
        Assert.AreEqual(json, DescriptionJson.Write((Optimizer)Activator.CreateInstance(type)!));

    [TestMethod]
    public void EveryOptionSurvivesJson()
    {
        DescriptionJson.CheckRoundTrip<Optimizer>(
            new Sgd { LearningRate = 0.5, Momentum = 0.9, Dampening = 0.1, Nesterov = true, WeightDecay = 0.2 }, new Sgd());
        DescriptionJson.CheckRoundTrip<Optimizer>(TestOptimizers.Get("rmsProp, all"), new RmsProp());
        DescriptionJson.CheckRoundTrip<Optimizer>(TestOptimizers.Get("adagrad, all"), new Adagrad());
        DescriptionJson.CheckRoundTrip<Optimizer>(TestOptimizers.Get("adam, all"), new Adam());
        DescriptionJson.CheckRoundTrip<Optimizer>(TestOptimizers.Get("adamW, all"), new AdamW());
    }

    [TestMethod]
    [DataRow("sgd", "learningRate", -1.0, Nan, Infinite)]
    [DataRow("sgd", "momentum", -0.1, 1.0, 9.0, Nan)]
    [DataRow("sgd", "dampening", -0.1, 1.1, Nan)]
    [DataRow("sgd", "weightDecay", -0.1, Infinite, Nan)]
    [DataRow("rmsProp", "learningRate", -1e-3, Nan)]
    [DataRow("rmsProp", "alpha", -0.1, 1.0, Nan)]
    [DataRow("rmsProp", "epsilon", 0.0, 1e-31, -1.0, Infinite, Nan)]
    [DataRow("rmsProp", "momentum", -0.1, 1.0, Nan)]
    [DataRow("rmsProp", "weightDecay", -0.1, Nan)]
    [DataRow("adagrad", "learningRate", -1e-3, Nan)]
    [DataRow("adagrad", "learningRateDecay", -0.1, Nan)]
    [DataRow("adagrad", "initialAccumulator", -0.1, Infinite, Nan)]
    [DataRow("adagrad", "epsilon", 0.0, Nan)]
    [DataRow("adagrad", "weightDecay", -0.1, Nan)]
    [DataRow("adam", "learningRate", -1e-3, Nan)]
    [DataRow("adam", "beta1", -0.1, 1.0, Nan)]
    [DataRow("adam", "beta2", -0.1, 1.0, Nan)]
    [DataRow("adam", "epsilon", 0.0, Nan)]
    [DataRow("adam", "weightDecay", -0.1, Nan)]
    [DataRow("adamW", "learningRate", -1e-3, Nan)]
    [DataRow("adamW", "beta1", -0.1, 1.0, Nan)]
    [DataRow("adamW", "beta2", -0.1, 1.0, Nan)]
    [DataRow("adamW", "epsilon", 0.0, Nan)]
    [DataRow("adamW", "weightDecay", -0.1, Nan)]
    public void BadSettingsAreRefusedByName(string type, string setting, params double[] values)
    {
        string name = char.ToUpperInvariant(setting[0]) + setting[1..];
        foreach (double value in values)
        {
            Optimizer optimizer = DescriptionJson.Read<Optimizer>($$"""{"type":"{{type}}"}""");
            optimizer.GetType().GetProperty(name)!.SetValue(optimizer, value);
            var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => optimizer.NewState(16));
            Assert.AreEqual(name, error.ParamName);
            Assert.AreEqual(value, error.ActualValue);
            StringAssert.StartsWith(error.Message, $"{name} must be ");
        }
    }

    [TestMethod]
    public void NesterovNeedsMomentumWithoutDampening()
    {
        foreach (Sgd bad in (Sgd[])[new() { Nesterov = true }, new() { Nesterov = true, Momentum = 0.9, Dampening = 0.1 }])
        {
            ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => bad.NewState(16));
            Assert.AreEqual("Nesterov", error.ParamName);
        }
    }

    [TestMethod]
    [DataRow("{}")]
    [DataRow("""{"type":"Adam"}""")]
    [DataRow("""{"type":"adam","Beta1":0.5}""")]
    [DataRow("""{"type":"adam","nesterov":true}""")]
    [DataRow("""{"type":"adam","beta1":"0.5"}""")]
    public void WhatIsNoOptimizerIsRefused(string json)
    {
        Exception error = Assert.Throws<Exception>(() => DescriptionJson.Read<Optimizer>(json));
        Assert.IsTrue(error is JsonException or NotSupportedException, error.ToString());
    }
}
