using System.Diagnostics;
using Microsoft.ML;
using MLNetSequence.Benchmarks.Text;

namespace MLNetSequence.Benchmarks.Scoring;

/// <summary>Scores reviews with a small classifier: all rows by Transform, and one row after the other by a prediction engine.</summary>
internal static class ScoringRun
{
    private const int Rounds = 3;
    private const int TrainingRows = 512;
    private const int SingleRows = 2_000;

    /// <returns>The exit code.</returns>
    public static int Run(Arguments arguments)
    {
        if (ReviewTexts.Find(arguments.Data) is not { } path)
        {
            return 2;
        }
        Review[] reviews = [.. ReviewTexts.Read(path).Rows.Select((text, i) => new Review { Text = text, Label = i % 2 == 0 })];
        var context = new MLContext(seed: 1);
        ITransformer model = Train(context, reviews);
        IDataView rows = context.Data.LoadFromEnumerable(reviews);
        Console.WriteLine($"{path}: {reviews.Length:N0} reviews; a bidirectional LSTM of 64 units, the last 200 words; best of {Rounds} rounds");
        using var engine = context.Model.CreatePredictionEngine<Review, Verdict>(model);
        double together = 0, alone = 0;
        for (int round = 0; round < Rounds; round++)
        {
            together = Math.Max(together, reviews.Length / Seconds(() => ReadAll(model.Transform(rows))));
            alone = Math.Max(alone, SingleRows / Seconds(() => PredictEach(engine, reviews.AsSpan(0, SingleRows))));
        }
        Console.WriteLine(FormattableString.Invariant($"by Transform      {together,10:N0} rows/s"));
        Console.WriteLine(FormattableString.Invariant($"one at a time     {alone,10:N0} rows/s, of {SingleRows:N0} rows"));
        Console.WriteLine(FormattableString.Invariant($"ratio             {together / alone,10:F1}"));
        return 0;
    }

    // What it has learned does not matter to the time that scoring takes.
    private static ITransformer Train(MLContext context, Review[] reviews) =>
        context.Transforms.Text.TokenizeIntoSequence("Tokens", "Text", maximumTokens: 20_000)
            .Append(context.Transforms.PadSequences("Features", "Tokens", length: 200))
            .Append(context.BinaryClassification.Trainers.Lstm(bidirectional: true, epochs: 1))
            .Fit(context.Data.LoadFromEnumerable(reviews.Take(TrainingRows)));

    private static void ReadAll(IDataView scored)
    {
        DataViewSchema.Column column = scored.Schema["Score"];
        using DataViewRowCursor cursor = scored.GetRowCursor([column]);
        ValueGetter<float> get = cursor.GetGetter<float>(column);
        float score = 0;
        while (cursor.MoveNext())
        {
            get(ref score);
        }
    }

    private static void PredictEach(PredictionEngine<Review, Verdict> engine, ReadOnlySpan<Review> reviews)
    {
        var verdict = new Verdict();
        foreach (Review review in reviews)
        {
            engine.Predict(review, ref verdict);
        }
    }

    private static double Seconds(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private sealed class Review
    {
        public string Text { get; set; } = "";

        public bool Label { get; set; }
    }

    private sealed class Verdict
    {
        public float Score { get; set; }
    }
}
