using System.Text.Json;

namespace MLNetSequence.Engine.Tests.Golden;

/// <summary>What PyTorch computes for losses and special functions: see test/golden/make_loss_golden.py.</summary>
internal sealed record LossGolden(int Layout, string Pytorch, LossGoldenFunctions Functions, LossGoldenCase[] Cases)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static LossGolden Read() => JsonSerializer.Deserialize<LossGolden>(
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "golden", "losses.json")), Json)!;
}

internal sealed record LossGoldenFunctions(double[] X, double[] Lgamma, double[] Digamma);

/// <summary>N rows: outputs [N, C], labels [N] or targets [N, K]; the gradient is that of the mean.</summary>
internal sealed record LossGoldenCase(
    string Name, Loss Loss, float[][] Outputs, double[] Losses, double Mean, double[][] Gradient, int[]? Labels, float[][]? Targets);
