using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Serialization;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Training;

/// <summary>A checkpoint that is damaged, or of another training, is refused, and nothing has changed then.</summary>
[TestClass]
public sealed class CheckpointDamageTests
{
    private static readonly TrainingOptions Options = new()
    {
        Epochs = 2,
        BatchSize = 8,
        Shuffle = false,
        Schedule = new ReduceOnPlateauSchedule(),
        EarlyStopping = new(),
        Threads = 1,
    };

    private static readonly byte[] Whole = NewCheckpoint();

    [TestMethod]
    public void AWholeOneIsTaken()
    {
        (Exception? error, bool changed) = Resume(Whole);
        Assert.IsNull(error);
        Assert.IsTrue(changed);
    }

    [TestMethod]
    public void ATruncatedOneIsRefused()
    {
        for (int length = 0; length < Whole.Length; length += length < 64 ? 1 : 131)
        {
            CheckRefused(Whole[..length], $"{length} of {Whole.Length} bytes");
        }
        CheckRefused(Whole[..^1], "all but the last byte");
    }

    /// <summary>What is not there, or not what it should be.</summary>
    [TestMethod]
    [DataRow("checkpoint_version", "2")]
    [DataRow("checkpoint_version", null)]
    [DataRow("network", "{}")]
    [DataRow("loss", "{\"type\":\"huber\"}")]
    [DataRow("options", null)]
    [DataRow("options", "{")]
    [DataRow("options", "[]")]
    [DataRow("options", "{\"batchSize\":8}")]
    [DataRow("options", "{\"seed\":1,\"seed\":2}")]
    [DataRow("position", null)]
    [DataRow("position", "null")]
    [DataRow("position", "{\"epoch\":")]
    [DataRow("position", "{\"history\":null}")]
    [DataRow("position", "{\"epoch\":1,\"history\":[null]}")]
    [DataRow("position", "{\"epoch\":1,\"history\":[{\"epoch\":1}]}")]
    [DataRow("position", "{\"epoch\":1,\"history\":[{\"epoch\":2,\"isEpochEnd\":true}]}")]
    [DataRow("position", "{\"schedule\":null}")]
    [DataRow("position", "{\"schedule\":[1,2,3,4,5,6,7,8,9]}")]
    [DataRow("position", "{\"epoch\":-1}")]
    [DataRow("optimizer_steps", null)]
    [DataRow("optimizer_steps", "\"many\"")]
    [DataRow("optimizer_steps", "-3")]
    public void OtherMetadataAreRefused(string key, string? value) => CheckRefused(
        Rewritten((metadata, _) =>
        {
            metadata.Remove(key);
            if (value is not null)
            {
                metadata[key] = value;
            }
        }),
        $"{key} = {value}");

    [TestMethod]
    [DataRow("0.weight_hh_l0")]
    [DataRow("1.bias")]
    [DataRow("good")]
    [DataRow("best")]
    [DataRow("states")]
    [DataRow("optimizer.")]
    public void TensorsOfAnotherLengthAreRefused(string name) => CheckRefused(
        Rewritten((_, tensors) =>
        {
            int at = tensors.FindIndex(t => t.Name.StartsWith(name, StringComparison.Ordinal));
            Assert.AreNotEqual(-1, at, "There is such a tensor.");
            tensors[at] = new NamedTensor(tensors[at].Name, [tensors[at].Values.Length - 1], tensors[at].Values[1..]);
        }),
        name);

    /// <summary>Weights of an epoch that nobody finds would be missed only when they are to be given back.</summary>
    [TestMethod]
    [DataRow("good")]
    [DataRow("best")]
    public void WeightsOfAnEpochMustBeThere(string name) =>
        CheckRefused(Rewritten((_, tensors) => Assert.AreEqual(1, tensors.RemoveAll(t => t.Name == name))), $"no {name}");

    [TestMethod]
    [DataRow("\"waited\":0", "\"waited\":2")]
    [DataRow("\"bestLoss\":", "\"bestLoss\":\"Infinity\",\"was\":")]
    public void ThePositionMustGoWithTheWeights(string part, string other) => CheckRefused(
        Rewritten((metadata, _) =>
        {
            StringAssert.Contains(metadata["position"], part);
            metadata["position"] = metadata["position"].Replace(part, other, StringComparison.Ordinal);
        }),
        other);

    /// <summary>The best loss so far was measured on them, and those after it must be, too.</summary>
    [TestMethod]
    public void WhoMeasuresOnOtherSequencesIsRefused()
    {
        int[] held = [0, 5];
        foreach ((int[]? first, int[]? second, string says) in ((int[]?, int[]?, string)[])
            [(null, held, "16 sequences, expected 16 sequences, 2 held out"), (held, null, "16 sequences, 2 held out, expected 16 sequences.")])
        {
            using var file = new TempFile();
            TrainingOptions kept = Options with { Checkpoints = new() { Path = file.Path } };
            TrainMeasured(kept with { Epochs = 1 }, first);
            TrainMeasured(kept with { Epochs = 1 }, first);
            StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => TrainMeasured(kept, second)).Message, $"its data is {says}");
        }

        static void TrainMeasured(TrainingOptions options, int[]? held)
        {
            Network network = NewNetwork(5);
            Examples examples = NewExamples(network);
            ExampleBlock? validation = held is null ? null : new ExampleBlock(examples, held);
            var source = new InMemorySource(examples, Sample.Rows(examples.Count));
            new Trainer(network, new MeanSquaredLoss(), source, validation, options).Run(_ => { }, () => false);
        }
    }

    [TestMethod]
    public void AnotherTrainingsIsRefused()
    {
        (TrainingOptions Options, Loss Loss, int Hidden, string Said)[] others =
        [
            (Options with { BatchSize = 9 }, new MeanSquaredLoss(), 5, "options differ: batchSize is 8, expected 9. Use"),
            (Options with { Seed = 9 }, new MeanSquaredLoss(), 5, "options differ: seed is null, expected 9. Use"),
            (Options with { Optimizer = new Adam { Beta1 = 0.8 } }, new MeanSquaredLoss(), 5, "options differ: optimizer is {"),
            (Options with { Optimizer = new Sgd() }, new MeanSquaredLoss(), 5, "options differ: optimizer is {"),
            (Options with { Schedule = new ConstantSchedule() }, new MeanSquaredLoss(), 5, "options differ: schedule is {"),
            (Options, new MeanAbsoluteLoss(), 5, "loss is"),
            (Options, new HuberLoss { Delta = 0.5 }, 5, "loss is"),
            (Options, new MeanSquaredLoss(), 6, "network is"),
        ];
        foreach ((TrainingOptions options, Loss loss, int hidden, string said) in others)
        {
            (Exception? error, bool changed) = Resume(Whole, options, loss, hidden);
            Assert.IsInstanceOfType<InvalidDataException>(error, $"{options}");
            StringAssert.Contains(error.Message, $"its {said}");
            Assert.IsFalse(changed);
        }
    }

    private static void CheckRefused(byte[] blob, string what)
    {
        (Exception? error, bool changed) = Resume(blob);
        Assert.IsInstanceOfType<InvalidDataException>(error, what);
        Assert.IsFalse(changed, what);
    }

    private static (Exception? Error, bool Changed) Resume(byte[] blob, TrainingOptions? options = null, Loss? loss = null, int hidden = 5)
    {
        using var file = new TempFile();
        File.WriteAllBytes(file.Path, blob);
        Network network = NewNetwork(hidden);
        float[] before = ToyTask.Snapshot(network);
        Exception? error = null;
        try
        {
            Train(network, (options ?? Options) with { Checkpoints = new() { Path = file.Path } }, loss ?? new MeanSquaredLoss());
        }
        catch (Exception e)
        {
            error = e;
        }
        return (error, !before.SequenceEqual(ToyTask.Snapshot(network)));
    }

    private static byte[] Rewritten(Action<Dictionary<string, string>, List<NamedTensor>> change)
    {
        (Dictionary<string, string> metadata, List<NamedTensor> tensors) = Safetensors.Read(Whole);
        change(metadata, tensors);
        return Safetensors.Write(metadata, tensors);
    }

    private static byte[] NewCheckpoint()
    {
        using var file = new TempFile();
        Train(NewNetwork(5), Options with { Epochs = 1, Checkpoints = new() { Path = file.Path } }, new MeanSquaredLoss());
        CollectionAssert.AreEqual((string[])["file"], file.Names, "Nothing is left beside it.");
        return File.ReadAllBytes(file.Path);
    }

    private static Network NewNetwork(int hidden)
    {
        var network = new Network(new SequenceNetwork(3).Lstm(hidden, new LstmOptions { Stateful = true }).Dense(2));
        network.Initialize(1);
        return network;
    }

    private static void Train(Network network, TrainingOptions options, Loss loss) =>
        Trainer.InMemory(network, loss, NewExamples(network), options).Run(_ => { }, () => false);

    private static Examples NewExamples(Network network)
    {
        int[] lengths = [.. Sample.Rows(16).Select(i => 1 + i % 7)];
        return RecurrentCases.NewExamples(network, seed: 2, lengths.AsSpan());
    }
}
