using System.Text.Json;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Golden;

/// <summary>Convolutions, layer normalization and attention pooling against PyTorch's: outputs and all gradients.</summary>
[TestClass]
public sealed unsafe class LayerGoldenTests
{
    [TestMethod]
    public void OutputsAndGradientsEqualPyTorchs()
    {
        JsonElement[] cases = [.. GoldenJson.Read("layers").GetProperty("cases").EnumerateArray()];
        Assert.HasCount(8, cases);
        foreach (JsonElement one in cases)
        {
            Check(one, one.GetProperty("name").GetString()!);
        }
    }

    private static void Check(JsonElement one, string name)
    {
        var network = new Network(SequenceNetwork.FromJson(one.GetProperty("network").GetString()!));
        foreach (Parameter parameter in network.Parameters.All)
        {
            Floats(one.GetProperty("parameters").GetProperty(parameter.Name)).CopyTo(network.Parameters.Span(parameter));
        }
        network.Pack();
        var inputs = new FeatureSequences(network.Description.Input.Features);
        var slopes = new TargetRows(network.Outputs);
        foreach ((JsonElement x, JsonElement rows) in Sequences(one, "inputs").Zip(Sequences(one, "slopes")))
        {
            inputs.Add(Floats(x));
            foreach (JsonElement row in rows.EnumerateArray())
            {
                slopes.Add(Floats(row));
            }
            slopes.EndSequence();
        }
        var job = new BatchJob
        {
            Examples = new Examples(inputs, slopes),
            Loss = new SlopeLoss(),
            Order = new BatchOrder().Sort(inputs, [.. Enumerable.Range(0, inputs.Count)]),
            PerStep = network.PerStep,
        };
        var gradient = new BatchGradient(network, new Workers(1));
        gradient.Run(job);
        foreach (Parameter parameter in network.Parameters.All)
        {
            double[] expected = GoldenJson.Doubles(one.GetProperty("gradients").GetProperty(parameter.Name));
            Near.Equal(expected, new(gradient.Pointer + parameter.Offset, parameter.Count), 1e-5, 1e-5, $"{name}: {parameter.Name}");
        }
        GC.KeepAlive(gradient);
        CheckRows(one, name, network, job);
    }

    // Outputs, and the gradient for what came in. The file's sequences are sorted by falling length.
    private static void CheckRows(JsonElement one, string name, Network network, BatchJob job)
    {
        NetworkRun run = network.Rent();
        run.Pass.InputGradient = true;
        run.Batch.Fill(job.Examples.Inputs, job.Order.Span);
        Matrix outputs = run.Forward(training: true);
        CheckRows(one, "outputs", name, network.PerStep ? run.OutputLayout : null, outputs);
        LossRows.Backward(job, run, outputs, new LossSum[job.Order.Length]);
        CheckRows(one, "input_gradients", name, run.Batch.Layout, run.Backward(outputs));
        GC.KeepAlive(run);
    }

    private static void CheckRows(JsonElement one, string what, string name, PackedLayout? layout, Matrix actual)
    {
        JsonElement[] sequences = [.. Sequences(one, what)];
        for (int b = 0; b < sequences.Length; b++)
        {
            JsonElement[] rows = [.. sequences[b].EnumerateArray()];
            Assert.AreEqual(layout?.Lengths[b] ?? 1, rows.Length, $"{name}: steps of {what}");
            for (int t = 0; t < rows.Length; t++)
            {
                Near.Equal(
                    GoldenJson.Doubles(rows[t]), actual.RowSpan(layout?.Row(t, b) ?? b), 1e-5, 1e-5, $"{name}: {what} {b}, step {t}");
            }
        }
    }

    private static IEnumerable<JsonElement> Sequences(JsonElement one, string what) => one.GetProperty(what).EnumerateArray();

    // Of a list, or of a list of lists.
    private static float[] Floats(JsonElement array) =>
        [.. array.EnumerateArray().SelectMany(x => x.ValueKind == JsonValueKind.Array ? Floats(x) : [x.GetSingle()])];

    // Σ slope·output: the gradient is the slopes.
    private sealed record SlopeLoss : Loss
    {
        internal override int OutputsFor(int targets) => targets;

        internal override double Row(
            Span<float> output, int label, ReadOnlySpan<float> target, float scale, bool gradient, out bool hit)
        {
            hit = false;
            target.CopyTo(output);
            return 0;
        }
    }
}
