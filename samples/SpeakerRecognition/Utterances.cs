using Microsoft.ML;
using Samples.Common;

namespace SpeakerRecognition;

/// <summary>Finds the recordings: the files of the UEA archive, or what <see cref="Voice"/> draws.</summary>
internal static class Utterances
{
    private const int Speakers = 6;
    private const int TrainingPart = 30;
    private const int TestPart = 20;

    /// <summary>Recordings to learn from and to test on: a series (0, 12) and a speaker each.</summary>
    public static (IDataView Train, IDataView Test) Load(MLContext mlContext, string? data)
    {
        if (data is null)
        {
            var random = new Random(1);
            Voice[] voices = [.. Enumerable.Range(1, Speakers).Select(number => new Voice($"voice {number}", random))];
            return (
                mlContext.Data.LoadFromEnumerable(Draw(voices, TrainingPart, random)),
                mlContext.Data.LoadFromEnumerable(Draw(voices, TestPart, random)));
        }
        string train = Directory.Exists(data) ? Path.Combine(data, "JapaneseVowels_TRAIN.ts") : data;
        string test = Path.Combine(Path.GetDirectoryName(train)!, Path.GetFileName(train).Replace("_TRAIN", "_TEST"));
        foreach (string file in (string[])[train, test])
        {
            _ = File.Exists(file) ? file : SampleArguments.Fail($"There is no file {file}.");
        }
        return test != train
            ? (mlContext.Data.LoadFromTsFile(train), mlContext.Data.LoadFromTsFile(test))
            : throw new InvalidDataException($"{train} must have _TRAIN in its name: the file to test on has _TEST in its place.");
    }

    private static List<Utterance> Draw(Voice[] voices, int each, Random random) =>
        [.. voices.SelectMany(voice => Enumerable.Range(0, each).Select(_ => voice.Say(random)))];
}
