// Usage: MLNetSequence.LoadApp MODEL.ZIP TEXTS      TEXTS: a file, one text a line.
// Prints, for each text, the predicted label and the bits of each score.

using Microsoft.ML;

var mlContext = new MLContext();
ITransformer model = mlContext.Model.Load(args[0], out _);
using var engine = mlContext.Model.CreatePredictionEngine<Input, Output>(model);
foreach (string line in File.ReadLines(args[1]))
{
    Output output = engine.Predict(new Input { Text = line });
    Console.WriteLine($"{output.PredictedLabel} {string.Join(' ', output.Score.Select(s => BitConverter.SingleToUInt32Bits(s).ToString("x8")))}");
}

internal sealed class Input
{
    public string Label { get; set; } = "";

    public string Text { get; set; } = "";
}

internal sealed class Output
{
    public string PredictedLabel { get; set; } = "";

    public float[] Score { get; set; } = [];
}
