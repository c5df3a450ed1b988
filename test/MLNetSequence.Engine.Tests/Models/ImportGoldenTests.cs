using MLNetSequence.Engine.Serialization;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Models;

/// <summary>Weights of PyTorch and Keras, and what they compute with them: see test/golden/make_import_golden.py.</summary>
[TestClass]
public sealed class ImportGoldenTests
{
    // The stacked LSTM is layers 0 and 1.
    private static readonly Dictionary<string, string> StackLayers = new()
    {
        ["lstm"] = "0",
        ["gru"] = "2",
        ["rnn"] = "3",
        ["linear"] = "4",
    };

    [TestMethod]
    public void APyTorchStackComputesTheSame() => Check("import_stack", WeightLayout.PyTorch, name =>
    {
        string[] parts = name.Split('.');
        return $"{StackLayers[parts[0]]}.{parts[1]}";
    });

    [TestMethod]
    public void APyTorchProjectionComputesTheSame() => Check("import_projection", WeightLayout.PyTorch, name => name);

    [TestMethod]
    public void KerasLayersComputeTheSame() => Check("import_keras", WeightLayout.Keras, name => name);

    private static void Check(string file, WeightLayout layout, Func<string, string> rename)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "golden", file + ".safetensors");
        (Dictionary<string, string> metadata, List<NamedTensor> tensors) = Safetensors.Read(File.ReadAllBytes(path));
        var model = new SequenceModel(SequenceNetwork.FromJson(metadata["network"]));
        model.ImportWeights(path, layout, name => name is "input" or "output" ? null : rename(name));
        float[] expected = tensors.Find(t => t.Name == "output").Values.ToArray();
        Near.Equal(expected, Score(model, tensors), 1e-5, 1e-6, file);

        // Out and in again, through the other library's layout.
        using var exported = new ScratchFile();
        model.ExportWeights(exported.Path, layout);
        var again = new SequenceModel(model.Network, seed: 9);
        again.ImportWeights(exported.Path, layout);
        foreach (string name in model.WeightNames)
        {
            Near.SameBits(model.GetWeights(name), again.GetWeights(name), name);
        }
    }

    private static float[] Score(SequenceModel model, List<NamedTensor> tensors)
    {
        float[] input = tensors.Find(t => t.Name == "input").Values.ToArray();
        return model.Network.Input.Features == 0
            ? model.Score(Array.ConvertAll(input, x => (int)x))
            : model.Score(input);
    }
}
