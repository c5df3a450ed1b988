using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLNetSequence.Interop;

namespace MLNetSequence.Tests.Interop;

/// <summary>A component hears that its context was cancelled, whenever its host was made.</summary>
[TestClass]
public class CancelledTests
{
    [TestMethod]
    public void AHostIsCancelledWithItsContext()
    {
        var context = new MLContext(1);
        IHostEnvironment environment = MLNet.Environment(context.MulticlassClassification.Trainers);
        Func<bool> catalog = MLNet.Cancelled(environment);
        Func<bool> before = MLNet.Cancelled(environment.Register("Before"));
        Assert.IsFalse(catalog() || before());
        Cancel(context);
        Assert.IsTrue(catalog());
        Assert.IsTrue(before());
        Assert.IsTrue(MLNet.Cancelled(environment.Register("After"))());
        Cancel(context);
        Assert.IsTrue(before(), "A second call changes nothing.");
        Assert.IsFalse(MLNet.Cancelled(MLNet.Environment(new MLContext(1).Transforms))());
    }

    [TestMethod]
    public void AskingAllocatesNothing()
    {
        Func<bool> cancelled = MLNet.Cancelled(MLNet.Environment(new MLContext(1).Transforms));
        cancelled();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            cancelled();
        }
        Assert.IsLessThan(8_192, GC.GetAllocatedBytesForCurrentThread() - before); // the runtime's own; an object a call would be 24,000
    }

    [TestMethod]
    public void WhatDoesNotTellIsNeverCancelled()
    {
        var context = new MLContext(1);
        Func<bool> cancelled = MLNet.Cancelled(context);
        Cancel(context);
        Assert.IsFalse(cancelled());
        Assert.ThrowsExactly<ArgumentNullException>(() => MLNet.Cancelled(null!));
    }

    private static void Cancel(MLContext context) =>
        typeof(MLContext).GetMethod("CancelExecution", BindingFlags.NonPublic | BindingFlags.Instance)!.Invoke(context, null);
}
