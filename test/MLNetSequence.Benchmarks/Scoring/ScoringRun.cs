using System.Diagnostics;
using Microsoft.ML;
using MLNetSequence.Benchmarks.Text;
using TrainerCatalog = Microsoft.ML.BinaryClassificationCatalog.BinaryClassificationTrainers;

namespace MLNetSequence.Benchmarks.Scoring;

/// <summary>Scores reviews with small classifiers: all rows by Transform, and one row after the other by a prediction engine.</summary>
internal static class ScoringRun
{
    private const int Rounds = 3;
    private const int TrainingRows = 4_096;
    private const int SingleRows = 2_000;

    /// <returns>The exit code.</returns>
    public static int Run(Arguments arguments)
    {
        if (ReviewTexts.Find(arguments.Data) is not { } path)
        {
            return 2;
        }
        Review[] reviews = [.. ReviewTexts.Read(path).Rows.Select((text, i) => new Review { Text = text, Label = i % 2 == 0 })];
        Console.WriteLine($"{path}: {reviews.Length:N0} reviews; best of {Rounds} rounds");
        Measure("the sample's GRU, the last 500 words", reviews, length: 500, embedding: 128, trainers => trainers.Gru);
        Measure("LSTM of 64 units in both directions, the last 200 words", reviews, length: 200, embedding: 64, trainers => trainers.Lstm);
        return 0;
    }

    private static void Measure(string name, Review[] reviews, int length, int embedding, Func<TrainerCatalog, NewTrainer> cell)
    {
        var context = new MLContext(seed: 1);
        SequenceBinaryTrainer trainer = cell(context.BinaryClassification.Trainers)(
            new() { Bidirectional = true, Pooling = length == 500 ? SequencePooling.Maximum : SequencePooling.LastStep },
            new() { EmbeddingSize = embedding, Training = new() { Epochs = 1, BatchSize = 64 } });
        // What it has learned does not matter to the time that scoring takes.
        ITransformer model = context.Transforms.Text.TokenizeIntoSequence("Tokens", "Text", maximumTokens: 20_000)
            .Append(context.Transforms.PadSequences("Features", "Tokens", length: length))
            .Append(trainer)
            .Fit(context.Data.LoadFromEnumerable(reviews.Take(TrainingRows)));
        IDataView rows = context.Data.LoadFromEnumerable(reviews);
        using var engine = context.Model.CreatePredictionEngine<Review, Verdict>(model);
        double together = 0, alone = 0;
        for (int round = 0; round < Rounds; round++)
        {
            together = Math.Max(together, reviews.Length / Seconds(() => ReadAll(model.Transform(rows))));
            alone = Math.Max(alone, SingleRows / Seconds(() => PredictEach(engine, reviews.AsSpan(0, SingleRows))));
        }
        Console.WriteLine(FormattableString.Invariant(
            $"{name}: {together:N0} rows/s by Transform, {alone:N0} one at a time ({SingleRows:N0} rows), {together / alone:F1} times as many"));
    }

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

    private delegate SequenceBinaryTrainer NewTrainer(RecurrentLayers layers, SequenceBinaryTrainer.Options options);

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
