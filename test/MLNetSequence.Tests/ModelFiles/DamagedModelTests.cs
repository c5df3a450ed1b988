using Microsoft.ML;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.ModelFiles;

/// <summary>A damaged file is refused as such, or predicts the same bits; nothing else, whatever byte it is.</summary>
[TestClass]
public class DamagedModelTests
{
    private static readonly byte[] Masks = [0x01, 0x80, 0xff];

    /// <summary>
    /// The classifier alone, without ML.NET's own parts: those are ML.NET's to guard, and 5.0.0 reads for ever where one certain
    /// byte of its Schema entry is altered.
    /// </summary>
    [TestMethod]
    [Timeout(120_000)]
    public void EveryByteOfAClassifierIsGuarded()
    {
        Table data = Quick.Tokens(rows: 5);
        byte[] file = ModelFile.Save(Quick.Trainer().Fit(Quick.Tokens()), schema: null);
        AssertGuarded(file, Enumerable.Range(0, file.Length), model => string.Join('\n', Values.OfAll(model.Transform(data))));
    }

    [TestMethod]
    [Timeout(120_000)]
    public void BytesOfAWholePipelineAreGuarded()
    {
        byte[] file = ModelFile.Save(Quick.Model, Quick.Schema);
        List<(int Start, int Length)> own = ModelFile.OwnRanges(file);
        Assert.AreEqual(3, own.Count, "Tokenizer, padding and classifier.");
        IEnumerable<int> places = own.SelectMany(
            range => Enumerable.Range(0, 100).Select(i => range.Start + i * (range.Length - 1) / 99).Distinct());
        AssertGuarded(file, places, Predict);
    }

    [TestMethod]
    [Timeout(120_000)]
    public void TruncationsAreFound()
    {
        byte[] file = ModelFile.Save(Quick.Model, Quick.Schema);
        int[] lengths =
            [0, 1, 3, 4, .. Enumerable.Range(1, 98).Select(i => i * file.Length / 99), file.Length - 2, file.Length - 1];
        foreach (int length in lengths)
        {
            Exception? error = Try(file[..length], Predict, out _);
            Assert.IsTrue(IsClean(error), $"{length} bytes of {file.Length}: {error}");
        }
    }

    private static void AssertGuarded(byte[] file, IEnumerable<int> places, Func<ITransformer, string> predict)
    {
        Assert.IsNull(Try(file, predict, out string expected));
        foreach (int place in places)
        {
            byte[] altered = [.. file];
            altered[place] ^= Masks[place % Masks.Length];
            Exception? error = Try(altered, predict, out string found);
            string what = $"byte {place} of {file.Length}: {error?.ToString() ?? found}";
            Assert.IsTrue(error is null ? found == expected : IsClean(error), what);
        }
    }

    private static string Predict(ITransformer model)
    {
        using PredictionEngine<Review, Verdict> engine = Quick.Engine(model);
        return string.Join('\n', Reviews.Make(4).Select(review => engine.Predict(review).ToString()));
    }

    /// <summary>The root of what went wrong: ML.NET wraps what a loader throws.</summary>
    private static Exception? Try(byte[] file, Func<ITransformer, string> predict, out string found)
    {
        found = "";
        try
        {
            found = predict(ModelFile.Load(file));
            return null;
        }
        catch (Exception e)
        {
            return e.GetBaseException();
        }
    }

    private static bool IsClean(Exception? error) => error switch
    {
        InvalidDataException or FormatException or IOException => true,
        InvalidOperationException => error is not ObjectDisposedException,
        // ML.NET hands the loader's assembly name to the runtime just as it stands in the file.
        ArgumentException => error.TargetSite?.DeclaringType?.Namespace == "System.Reflection",
        _ => false,
    };
}
