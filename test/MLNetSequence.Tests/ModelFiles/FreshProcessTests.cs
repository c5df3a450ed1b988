using System.Diagnostics;
using Microsoft.ML;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.ModelFiles;

/// <summary>A program that only references us, and names none of our types, loads a model and predicts the same bits.</summary>
[TestClass]
public class FreshProcessTests
{
    [TestMethod]
    [Timeout(120_000)]
    public void AProgramThatNamesNoneOfOurTypesLoadsAndPredicts()
    {
        string folder = Directory.CreateTempSubdirectory("mlnetsequence").FullName;
        try
        {
            string model = Path.Combine(folder, "model.zip");
            string texts = Path.Combine(folder, "texts.txt");
            new MLContext().Model.Save(Quick.Model, Quick.Schema, model);
            string[] lines = [.. Reviews.Make(20, seed: 6).Select(review => review.Text), "", "never seen", "😀 good"];
            File.WriteAllLines(texts, lines);
            using PredictionEngine<Review, Verdict> engine = Quick.Engine(Quick.Model);
            string[] expected = [.. lines.Select(line => engine.Predict(new Review { Text = line }).ToString())];
            CollectionAssert.AreEqual(expected, Run(model, texts));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string[] Run(params string[] arguments)
    {
        string dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(dotnet, [Repository.Metadata("LoadApp"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.AreEqual(0, process.ExitCode, error.Result);
        return output.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
    }
}
