using System.Text.Json;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Training.Schedules;

/// <summary>The public descriptions: ranges, and the form in which files hold them.</summary>
[TestClass]
public sealed class ScheduleSettingsTests
{
    private const double Nan = double.NaN;

    // Every kind with all that it requires.
    private const string Constant = """{"type":"constant"}""";
    private const string Step = """{"type":"step","everyEpochs":3}""";
    private const string Exponential = """{"type":"exponential","factor":0.9}""";
    private const string Cosine = """{"type":"cosine"}""";
    private const string OneCycle = """{"type":"oneCycle","maximumRate":0.3}""";
    private const string Plateau = """{"type":"reduceOnPlateau"}""";
    private const string WarmUp = """{"type":"warmUp","steps":10}""";

    [TestMethod]
    public void EveryOptionSurvivesJson()
    {
        Check(Constant, new ConstantSchedule());
        Check(Step, new StepSchedule { EveryEpochs = 5, Factor = 0.5 });
        Check(Exponential, new ExponentialSchedule { Factor = 0.5 });
        Check(Cosine, new CosineSchedule { Epochs = 7, MinimumRate = 0.01 });
        Check(OneCycle, new OneCycleSchedule
        {
            MaximumRate = 1,
            TotalSteps = 5_000_000_000,
            WarmUpShare = 0.2,
            DivideBy = 10,
            FinalDivideBy = 100,
        });
        Check(Plateau, new ReduceOnPlateauSchedule { Factor = 0.5, Patience = 3, Threshold = 0, Cooldown = 2, MinimumRate = 1e-6 });
        Check(WarmUp, new WarmUpSchedule { Steps = 20, StartShare = 0, Then = new CosineSchedule { Epochs = 3 } });

        static void Check(string usual, LearningRateSchedule full) =>
            DescriptionJson.CheckRoundTrip(full, DescriptionJson.Read<LearningRateSchedule>(usual));
    }

    /// <summary>Files outlive versions: the text itself is the contract.</summary>
    [TestMethod]
    public void TextIsAsDocumented()
    {
        const string then = """{"type":"step","everyEpochs":3,"factor":0.1}""";
        Assert.AreEqual(
            $$"""{"type":"warmUp","steps":10,"startShare":0.3333333333333333,"then":{{then}}}""",
            DescriptionJson.Write<LearningRateSchedule>(new WarmUpSchedule { Steps = 10, Then = new StepSchedule { EveryEpochs = 3 } }));
        Assert.AreEqual(
            """{"type":"reduceOnPlateau","factor":0.1,"patience":10,"threshold":0.0001,"cooldown":0,"minimumRate":0}""",
            DescriptionJson.Write<LearningRateSchedule>(new ReduceOnPlateauSchedule()));
        Assert.AreEqual(
            """{"type":"oneCycle","maximumRate":1,"totalSteps":null,"warmUpShare":0.3,"divideBy":25,"finalDivideBy":10000}""",
            DescriptionJson.Write<LearningRateSchedule>(new OneCycleSchedule { MaximumRate = 1 }));
    }

    [TestMethod]
    [DataRow(Step, "EveryEpochs", 0.0, -1.0)]
    [DataRow(Step, "Factor", 0.0, -1.0, Nan)]
    [DataRow(Exponential, "Factor", 0.0, -1.0, Nan, double.PositiveInfinity)]
    [DataRow(Cosine, "Epochs", 0.0, -1.0)]
    [DataRow(Cosine, "MinimumRate", -0.1, Nan)]
    [DataRow(OneCycle, "MaximumRate", 0.0, Nan)]
    [DataRow(OneCycle, "TotalSteps", 0.0, -1.0)]
    [DataRow(OneCycle, "WarmUpShare", -0.1, 1.1, Nan)]
    [DataRow(OneCycle, "DivideBy", 0.9, Nan)]
    [DataRow(OneCycle, "FinalDivideBy", 0.9, Nan)]
    [DataRow(Plateau, "Factor", 0.0, 1.0, Nan)]
    [DataRow(Plateau, "Patience", -1.0)]
    [DataRow(Plateau, "Threshold", -0.1, 1.0, Nan)]
    [DataRow(Plateau, "Cooldown", -1.0)]
    [DataRow(Plateau, "MinimumRate", -0.1, Nan)]
    [DataRow(WarmUp, "Steps", 0.0, -1.0)]
    [DataRow(WarmUp, "StartShare", -0.1, 1.1, Nan)]
    public void BadSettingsAreRefusedByName(string json, string name, params double[] values)
    {
        foreach (double value in values)
        {
            LearningRateSchedule schedule = DescriptionJson.Read<LearningRateSchedule>(json);
            System.Reflection.PropertyInfo property = schedule.GetType().GetProperty(name)!;
            Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            property.SetValue(schedule, Convert.ChangeType(value, type));
            var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => schedule.NewState());
            Assert.AreEqual(name, error.ParamName);
            Assert.AreEqual(value, Convert.ToDouble(error.ActualValue));
            // Inside of another one, too.
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new WarmUpSchedule { Steps = 1, Then = schedule }.Check());
        }
    }

    [TestMethod]
    public void WarmUpToNothingIsRefused()
    {
        LearningRateSchedule schedule = DescriptionJson.Read<LearningRateSchedule>("""{"type":"warmUp","steps":1,"then":null}""");
        Assert.AreEqual("Then", Assert.ThrowsExactly<ArgumentNullException>(() => schedule.NewState()).ParamName);
    }

    [TestMethod]
    [DataRow("{}")]
    [DataRow("""{"type":"Cosine"}""")]
    [DataRow("""{"type":"step"}""")]
    [DataRow("""{"type":"exponential"}""")]
    [DataRow("""{"type":"oneCycle"}""")]
    [DataRow("""{"type":"warmUp"}""")]
    [DataRow("""{"type":"step","everyEpochs":1.5}""")]
    [DataRow("""{"type":"warmUp","steps":3,"then":{"type":"adam"}}""")]
    public void WhatIsNoScheduleIsRefused(string json)
    {
        Exception error = Assert.Throws<Exception>(() => DescriptionJson.Read<LearningRateSchedule>(json));
        Assert.IsTrue(error is JsonException or NotSupportedException, error.ToString());
    }
}
