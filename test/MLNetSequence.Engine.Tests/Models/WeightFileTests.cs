using MLNetSequence.Engine.Models.Weights;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Serialization;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Models;

/// <summary>Weights in files: names and shapes in each layout, and what is refused.</summary>
[TestClass]
public sealed class WeightFileTests
{
    private static readonly SequenceNetwork Everything = new SequenceNetwork()
        .Embedding(5, 3)
        .Conv1D(4, 2)
        .LayerNorm()
        .Residual(x => x.Dense(4).Gru(4, returnSequences: true))
        .Lstm(3, new LstmOptions
        {
            Bidirectional = true,
            ReturnSequences = true,
            LearnInitialState = true,
            Peepholes = true,
            ProjectionSize = 2,
        })
        .Gru(3, new GruOptions { ReturnSequences = true, UseBias = false })
        .AttentionPooling(2)
        .Dense(2, new DenseOptions { UseBias = false });

    [TestMethod]
    [DataRow(WeightLayout.MLNetSequence)]
    [DataRow(WeightLayout.PyTorch)]
    [DataRow(WeightLayout.Keras)]
    public void LinksReachEveryNumberOnceOfEachSide(WeightLayout layout)
    {
        WeightLink[] links = [.. WeightLinks.Of(Everything, layout)];
        foreach (ParameterShape own in Everything.Parameters())
        {
            float[] reached = new float[own.Count];
            foreach (WeightLink link in links.Where(l => l.Own == own.Name && !l.Addend))
            {
                float[] ones = Enumerable.Repeat(1f, link.Shape.Aggregate((a, b) => a * b)).ToArray();
                link.Read(ones, reached);
            }
            Assert.IsTrue(reached.All(n => n == 1), own.Name);
        }
        foreach (IGrouping<string, WeightLink> tensor in links.GroupBy(l => l.Tensor))
        {
            int[] shape = tensor.First().Shape;
            Assert.IsTrue(tensor.All(l => l.Shape.SequenceEqual(shape)), tensor.Key);
            float[] reached = new float[shape.Aggregate((a, b) => a * b)];
            float[] ones = Enumerable.Repeat(1f, 1000).ToArray();
            foreach (WeightLink link in tensor)
            {
                float[] written = new float[reached.Length];
                (link with { Addend = false }).Write(ones, written);
                reached = [.. reached.Zip(written, (a, b) => a + b)];
            }
            Assert.IsTrue(reached.All(n => n == 1), tensor.Key);
        }
    }

    [TestMethod]
    public void KerasNamesAndShapes()
    {
        var tensors = WeightLinks.Of(Everything, WeightLayout.Keras).DistinctBy(l => l.Tensor)
            .Select(l => $"{l.Tensor} [{string.Join(", ", l.Shape)}]").ToArray();
        string[] expected =
        [
            "0.embeddings [5, 3]", "1.kernel [2, 3, 4]", "1.bias [4]", "2.gamma [4]", "2.beta [4]",
            "3.0.kernel [4, 4]", "3.0.bias [4]", "3.1.kernel [4, 12]", "3.1.recurrent_kernel [4, 12]", "3.1.bias [2, 12]",
            "4.forward.kernel [4, 12]", "4.forward.recurrent_kernel [2, 12]", "4.forward.bias [12]", "4.weight_hr_l0 [2, 3]",
            "4.weight_c_l0 [3, 3]", "4.h0_l0 [2]", "4.c0_l0 [3]",
            "4.backward.kernel [4, 12]", "4.backward.recurrent_kernel [2, 12]", "4.backward.bias [12]", "4.weight_hr_l0_reverse [2, 3]",
            "4.weight_c_l0_reverse [3, 3]", "4.h0_l0_reverse [2]", "4.c0_l0_reverse [3]",
            "5.kernel [4, 9]", "5.recurrent_kernel [3, 9]",
            "6.weight [2, 3]", "6.bias [2]", "6.context [2]", "7.kernel [3, 2]",
        ];
        CollectionAssert.AreEqual(expected, tensors, string.Join("\n", tensors));
    }

    [TestMethod]
    public void AConvolutionIsTurnedAround()
    {
        var own = new ParameterShape("w", [2, 3, 4]);
        WeightLink link = WeightLink.Reversed("kernel", own);
        float[] kernel = [.. Enumerable.Range(0, 24).Select(i => (float)i)];
        float[] read = new float[24];
        link.Read(kernel, read);
        for (int filter = 0; filter < 2; filter++)
        {
            for (int feature = 0; feature < 3; feature++)
            {
                for (int step = 0; step < 4; step++)
                {
                    Assert.AreEqual(kernel[(step * 3 + feature) * 2 + filter], read[(filter * 3 + feature) * 4 + step]);
                }
            }
        }
    }

    [TestMethod]
    public void PyTorchBiasesAreWrittenAsOneAndZeros()
    {
        using var file = new ScratchFile();
        SequenceModel model = ModelSamples.Drawn(new SequenceNetwork(2).Gru(3, returnSequences: true).Lstm(2));
        model.ExportWeights(file.Path, WeightLayout.PyTorch);
        Dictionary<string, NamedTensor> tensors = Safetensors.Read(File.ReadAllBytes(file.Path)).Tensors.ToDictionary(t => t.Name);
        Near.SameBits(model.GetWeights("0.bias_l0"), tensors["0.bias_ih_l0"].Values.Span, "b_ih");
        Near.SameBits([.. new float[6], .. model.GetWeights("0.bias_hn_l0")], tensors["0.bias_hh_l0"].Values.Span, "b_hh");
        Near.SameBits(new float[8], tensors["1.bias_hh_l0"].Values.Span, "b_hh of the LSTM");
    }

    [TestMethod]
    public void AllFaultsAreListedAndNothingChanges()
    {
        using var file = new ScratchFile();
        SequenceModel model = ModelSamples.FirstTokenModel();
        float[] before = model.Score([1, 2]);
        Write(file, ("0.weight", [3, 4], 1), ("1.weight_ih_l0", [4, 32], 1), ("2.bias", [2], float.NaN), ("extra", [1], 1));
        string message = Assert.ThrowsExactly<InvalidDataException>(() => model.ImportWeights(file.Path)).Message;
        foreach (string fault in new[]
        {
            "'1.weight_ih_l0' must be [32, 4]; it is [4, 32]", "'1.weight_hh_l0' [32, 8] is missing", "'1.bias_l0' [32] is missing",
            "'2.weight' [2, 8] is missing", "'2.bias' has a number that is not finite", "'extra' [1] is not expected",
        })
        {
            StringAssert.Contains(message, fault);
        }
        Assert.IsFalse(message.Contains("0.weight'", StringComparison.Ordinal), message);
        Near.SameBits(before, model.Score([1, 2]), "scores");
    }

    [TestMethod]
    public void NamesAreMappedAndLeftOut()
    {
        using var file = new ScratchFile();
        SequenceModel model = ModelSamples.Drawn(new SequenceNetwork(2).Dense(2));
        model.ExportWeights(file.Path, rename: name => "head." + name);
        var other = new SequenceModel(model.Network, seed: 4);
        other.ImportWeights(file.Path, rename: name => name["head.".Length..]);
        Near.SameBits(model.GetWeights("0.weight"), other.GetWeights("0.weight"), "weights");
        string message = Assert.ThrowsExactly<InvalidDataException>(() => other.ImportWeights(file.Path, rename: _ => "0.bias")).Message;
        StringAssert.Contains(message, "both 'head.0.weight' and 'head.0.bias'");
        message = Assert.ThrowsExactly<InvalidDataException>(() => other.ImportWeights(file.Path, rename: _ => null)).Message;
        StringAssert.Contains(message, "'0.weight' [2, 2] is missing");
        Assert.ThrowsExactly<ArgumentException>(() => model.ExportWeights(file.Path, rename: _ => "one"));
    }

    [TestMethod]
    public void AStackSkipsLayersWithoutWeights()
    {
        SequenceNetwork network = new SequenceNetwork(2)
            .Lstm(2, returnSequences: true).Dropout(0.2).Lstm(2, returnSequences: true).Dense(2).Lstm(2);
        Assert.AreEqual("2.weight_ih_l0", PyTorchLinks.Unstack("0.weight_ih_l1", network));
        Assert.AreEqual("4.bias_hh_l0_reverse", PyTorchLinks.Unstack("0.bias_hh_l2_reverse", network));
        Assert.AreEqual("4.weight_hr_l0", PyTorchLinks.Unstack("2.weight_hr_l1", network));
        foreach (string stays in new[] { "0.weight_ih_l0", "0.weight_ih_l3", "1.weight_ih_l1", "0.bias", "x.weight_ih_l1", "3.weight" })
        {
            Assert.AreEqual(stays, PyTorchLinks.Unstack(stays, network));
        }
    }

    [TestMethod]
    public void WhatPyTorchDoesNotHaveIsRefused()
    {
        using var file = new ScratchFile();
        var model = new SequenceModel(new SequenceNetwork(2).Gru(3, new GruOptions { ResetAfter = false }));
        StringAssert.Contains(
            Assert.ThrowsExactly<NotSupportedException>(() => model.ExportWeights(file.Path, WeightLayout.PyTorch)).Message, "ResetAfter");
        Assert.IsFalse(File.Exists(file.Path));
    }

    [TestMethod]
    [DataRow("F64", new byte[] { 0, 0, 0, 0, 0, 0, 0xF8, 0x3F, 0, 0, 0, 0, 0, 0, 0, 0xC0 })]
    [DataRow("F16", new byte[] { 0x00, 0x3E, 0x00, 0xC0 })]
    [DataRow("BF16", new byte[] { 0xC0, 0x3F, 0x00, 0xC0 })]
    [DataRow("F32", new byte[] { 0, 0, 0xC0, 0x3F, 0, 0, 0, 0xC0 })]
    public void OtherFloatsAreRead(string type, byte[] data)
    {
        using var file = new ScratchFile();
        var model = new SequenceModel(new SequenceNetwork(2).Dense(1, new DenseOptions { UseBias = false }));
        WriteRaw(file, type, data);
        model.ImportWeights(file.Path);
        CollectionAssert.AreEqual(new[] { 1.5f, -2f }, model.GetWeights("0.weight"));
    }

    [TestMethod]
    public void OtherNumbersAreRefusedByName()
    {
        using var file = new ScratchFile();
        var model = new SequenceModel(new SequenceNetwork(2).Dense(1, new DenseOptions { UseBias = false }));
        WriteRaw(file, "I64", new byte[16]);
        string message = Assert.ThrowsExactly<InvalidDataException>(() => model.ImportWeights(file.Path)).Message;
        StringAssert.Contains(message, "I64");
        StringAssert.Contains(message, "BF16");
        // A double beyond a float's range is no float.
        WriteRaw(file, "F64", [.. BitConverter.GetBytes(1e300), .. BitConverter.GetBytes(1.0)]);
        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => model.ImportWeights(file.Path)).Message, "not finite");
    }

    private static void Write(ScratchFile file, params (string Name, int[] Shape, float Value)[] tensors) =>
        File.WriteAllBytes(file.Path, Safetensors.Write(
            new Dictionary<string, string>(),
            [.. tensors.Select(t => new NamedTensor(t.Name, t.Shape, Filled(t.Shape, t.Value)))]));

    private static float[] Filled(int[] shape, float value) => [.. Enumerable.Repeat(value, shape.Aggregate((a, b) => a * b))];

    private static void WriteRaw(ScratchFile file, string type, byte[] data)
    {
        string header = $$$"""{"0.weight":{"dtype":"{{{type}}}","shape":[1,2],"data_offsets":[0,{{{data.Length}}}]}}""";
        byte[] text = System.Text.Encoding.ASCII.GetBytes(header);
        File.WriteAllBytes(file.Path, [.. BitConverter.GetBytes((long)text.Length), .. text, .. data]);
    }
}
