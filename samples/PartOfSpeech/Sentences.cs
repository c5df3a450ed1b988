using Microsoft.ML;
using MLNetSequence;
using Samples.Common;

namespace PartOfSpeech;

/// <summary>Finds the CoNLL-U files: words with their universal part of speech.</summary>
internal static class Sentences
{
    private const int Large = 1_000;

    /// <summary>The shipped files; or one for training, and the one beside it that is named dev where the first is named train.</summary>
    public static (IDataView Train, IDataView Test, bool IsLarge) Load(MLContext mlContext, string? file)
    {
        string train = file ?? Path.Combine(AppContext.BaseDirectory, "data", "train.conllu");
        string test = Path.Combine(Path.GetDirectoryName(train)!, Path.GetFileName(train).Replace("train", "dev"));
        if (test == train || !File.Exists(test))
        {
            SampleArguments.Fail($"There is no file to test on beside {train}: its name is that of the training file, with dev for train.");
        }
        IDataView learn = mlContext.Data.LoadFromConlluFile(train, ConlluColumns.Form | ConlluColumns.Upos);
        IDataView measure = mlContext.Data.LoadFromConlluFile(test, ConlluColumns.Form | ConlluColumns.Upos);
        (long sentences, long held) = (learn.CountRows(), measure.CountRows());
        Console.WriteLine($"{sentences} sentences to learn from, {held} to test on");
        return (learn, measure, sentences >= Large);
    }
}

/// <summary>A sentence, split into words.</summary>
internal sealed class Sentence
{
    public string[] Form { get; set; } = [];

    /// <summary>Its tags; none where they are to be predicted.</summary>
    public string[] Upos { get; set; } = [];
}
