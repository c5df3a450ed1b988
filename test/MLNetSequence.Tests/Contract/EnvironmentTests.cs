using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace MLNetSequence.Tests.Contract;

[TestClass]
[TestCategory("MLNetContract")]
public class EnvironmentTests
{
    [TestMethod]
    public void EveryCatalogTellsItsEnvironment()
    {
        var ml = new MLContext(1);
        object[] catalogs =
        [
            ml.Data, ml.Model, ml.Transforms, ml.Transforms.Conversion, ml.Transforms.Text, ml.MulticlassClassification,
            ml.MulticlassClassification.Trainers, ml.BinaryClassification.Trainers, ml.Regression.Trainers,
            ml.AnomalyDetection.Trainers, ml.Forecasting, ml.Forecasting.Trainers,
        ];
        foreach (object catalog in catalogs)
            Assert.IsNotNull(EnvironmentOf(catalog).Register("Host"));
    }

    [TestMethod]
    public void MessagesOfHostsReachTheLog()
    {
        var ml = new MLContext(1);
        var log = new List<(ChannelMessageKind Kind, string Source, string Raw, string Message)>();
        ml.Log += (_, message) => log.Add((message.Kind, message.Source, message.RawMessage, message.Message));
        using (var channel = EnvironmentOf(ml.Transforms).Register("MyTrainer").Start("Training"))
        {
            channel.Info(MessageSensitivity.None, "epoch {0} of {1}", 1, 2);
            channel.Warning(MessageSensitivity.None, "100% {odd}");
            channel.Error(MessageSensitivity.None, "bad");
            channel.Trace(MessageSensitivity.None, "fine");
        }
        var mine = log.Where(message => message.Source.Contains("MyTrainer", StringComparison.Ordinal)).ToArray();
        CollectionAssert.Contains(mine, (ChannelMessageKind.Info, "MyTrainer; Training", "epoch 1 of 2",
            "[Source=MyTrainer; Training, Kind=Info] epoch 1 of 2"));
        Assert.AreEqual("100% {odd}", mine.Single(message => message.Kind == ChannelMessageKind.Warning).Raw);
        Assert.AreEqual(1, mine.Count(message => message.Kind == ChannelMessageKind.Error));
        Assert.AreEqual("Channel started", mine[0].Raw);
        Assert.AreEqual("Channel disposed", mine[^1].Raw);
    }

    [TestMethod]
    public void WithoutAListenerMessagesGoNowhere()
    {
        using var channel = ((IHostEnvironment)new MLContext(1)).Start("Channel");
        channel.Info(MessageSensitivity.None, "nobody hears this");
    }

    [TestMethod]
    public void TheSeedDecidesAHostsChance()
    {
        int Draw(int? seed) => ((IHostEnvironment)new MLContext(seed)).Register("Host").Rand.Next();
        Assert.AreEqual(Draw(1), Draw(1));
        Assert.AreNotEqual(Draw(1), Draw(2));
        Assert.AreNotEqual(Draw(null), Draw(null));
        IHostEnvironment env = new MLContext(1);
        Assert.AreEqual(env.Register("A", seed: 5).Rand.Next(), env.Register("B", seed: 5).Rand.Next());
    }

    [TestMethod]
    public void ChanceIsDrawnAsMLNetDrawsIt()
    {
        var random = ((IHostEnvironment)new MLContext(1)).Register("Host", seed: 7).Rand;
        Assert.AreEqual("733061423 625 3 0.19385020527988672", $"{random.Next()} {random.Next(1000)} {random.Next(-5, 5)} {random.NextDouble()}");
    }

    [TestMethod]
    public void CancellingReachesTheHosts()
    {
        var ml = new MLContext(1);
        var host = ((IHostEnvironment)ml).Register("Host");
        var child = host.Register("Child");
        Assert.IsFalse(IsCanceled(host));
        Cancel(ml);
        Assert.IsTrue(IsCanceled(host));
        Assert.IsTrue(IsCanceled(child));
        Assert.IsTrue(IsCanceled(((IHostEnvironment)ml).Register("Later")), "Hosts registered afterwards are born cancelled.");
        Assert.IsFalse(IsCanceled(((IHostEnvironment)new MLContext(1)).Register("Elsewhere")));
    }

    [TestMethod]
    public void CancellingIsForGoodAndGoesDownwardsOnly()
    {
        var ml = new MLContext(1);
        var catalog = EnvironmentOf(ml.Transforms);
        var (host, sibling) = (catalog.Register("Host"), catalog.Register("Sibling"));
        var child = host.Register("Child");
        host.GetType().GetInterface("ICancelable")!.GetMethod("CancelExecution")!.Invoke(host, null);
        Assert.IsTrue(IsCanceled(host) && IsCanceled(child) && IsCanceled(host.Register("Later")));
        Assert.IsFalse(IsCanceled(sibling) || IsCanceled(catalog));
        Cancel(ml);
        Cancel(ml);
        Assert.IsTrue(IsCanceled(catalog) && IsCanceled(sibling) && IsCanceled(sibling.Register("Later").Register("Deeper")));
        Assert.IsNull(typeof(MLContext).GetInterface("ICancelable"), "The context itself does not tell.");
    }

    [TestMethod]
    public void AHostNeedsAName()
        => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ((IHostEnvironment)new MLContext(1)).Register(""));

    [TestMethod]
    public void ProcessHandsTheSameExceptionBack()
    {
        var fault = new InvalidDataException("x");
        Assert.AreSame(fault, ((IHostEnvironment)new MLContext(1)).Register("Host").Process(fault));
    }

    private static IHostEnvironment EnvironmentOf(object catalog)
        => (IHostEnvironment)catalog.GetType().GetInterface("IInternalCatalog")!.GetProperty("Environment")!.GetValue(catalog)!;

    private static void Cancel(MLContext ml)
        => typeof(MLContext).GetMethod("CancelExecution", BindingFlags.NonPublic | BindingFlags.Instance)!.Invoke(ml, null);

    private static bool IsCanceled(IHostEnvironment host) => (bool)host.GetType().GetInterface("ICancelable")!.GetProperty("IsCanceled")!.GetValue(host)!;
}
