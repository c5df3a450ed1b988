using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Golden;

/// <summary>Outputs, loss, gradients, clipping and Adam against PyTorch's, from the same initial parameters.</summary>
[TestClass]
public sealed unsafe class LstmGoldenTests
{
    private const double Tolerance = 1e-5;

    [TestMethod]
    [DataRow("lstm_unidirectional")]
    [DataRow("lstm_bidirectional")]
    public void ForwardEqualsPyTorch(string name)
    {
        var golden = new GoldenFile(name);
        Network network = golden.NewNetwork();
        NetworkRun run = network.Rent();
        // The file's sequences are sorted by falling length, as PyTorch wants them too.
        run.Batch.Fill(golden.Data, Sample.Rows(golden.Data.Count));
        Matrix outputs = run.Forward(training: false);
        var logits = new ReadOnlySpan<float>(outputs.Data, outputs.Rows * outputs.Columns);
        Near.Equal(golden["logits"], logits, 0, Tolerance, "logits");
        LossSum loss = golden.Task.Evaluate(golden.NewTrainer(network));
        Near.Equal(golden["loss"][0], loss.MeanLoss, 0, Tolerance, "loss");
    }

    [TestMethod]
    [DataRow("lstm_unidirectional")]
    [DataRow("lstm_bidirectional")]
    public void GradientsEqualPyTorch(string name)
    {
        var golden = new GoldenFile(name);
        Network network = golden.NewNetwork();
        foreach (int threads in (int[])[1, 2, 5])
        {
            Dictionary<string, float[]> gradients = EngineGradients.Of(network, golden.Data, golden.Labels, threads);
            double norm = Math.Sqrt(gradients.Values.Sum(g => g.Sum(x => (double)x * x)));
            foreach ((string parameter, float[] gradient) in gradients)
            {
                // Ten times tighter near zero: most of the gradient's entries are small.
                Near.Equal(golden["gradient." + parameter], gradient, Tolerance, Tolerance / 10, $"gradient of {parameter}");
            }
            Near.Equal(golden["norms"][0], norm, Tolerance, 0, "global norm");
        }
    }

    [TestMethod]
    [DataRow("lstm_unidirectional")]
    [DataRow("lstm_bidirectional")]
    public void ThreeStepsOfTrainingEqualPyTorch(string name)
    {
        var golden = new GoldenFile(name);
        Network network = golden.NewNetwork();
        Trainer trainer = golden.NewTrainer(network);
        int[] rows = Sample.Rows(golden.Data.Count);
        double lossBefore = golden["loss"][0];
        for (int step = 1; step <= 3; step++)
        {
            LossSum? done = trainer.Step(golden.Task.Examples, rows);
            Assert.IsNotNull(done);
            Near.Equal(lossBefore, done.Value.MeanLoss, 0, Tolerance, $"loss before step {step}");
            foreach (Parameter parameter in network.Parameters.All)
            {
                Near.Equal(
                    golden[$"step{step}.{parameter.Name}"], network.Parameters.Span(parameter),
                    0, Tolerance, $"{parameter.Name} after step {step}");
            }
            lossBefore = golden[$"step{step}.loss"][0];
            Near.Equal(lossBefore, golden.Task.Evaluate(trainer).MeanLoss, 0, Tolerance, $"loss after step {step}");
        }
    }

    /// <summary>That the comparison above would notice if the engine did not clip.</summary>
    [TestMethod]
    public void ClippingShowsInTheGoldenValues()
    {
        var golden = new GoldenFile("lstm_unidirectional");
        Network network = golden.NewNetwork();
        Trainer trainer = golden.NewTrainer(network, clipNorm: double.PositiveInfinity);
        for (int step = 1; step <= 3; step++)
        {
            trainer.Step(golden.Task.Examples, Sample.Rows(golden.Data.Count));
        }
        Parameter weight = network.Parameters.Find("1.weight_hh_l0");
        float[] clipped = golden["step3." + weight.Name].ToArray();
        float difference = clipped.Zip(network.Parameters.Span(weight).ToArray(), (a, b) => MathF.Abs(a - b)).Max();
        Assert.IsGreaterThan(1e-3f, difference);
    }
}
