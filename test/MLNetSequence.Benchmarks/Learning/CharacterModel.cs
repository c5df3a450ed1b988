using System.Diagnostics;
using System.Globalization;

namespace MLNetSequence.Benchmarks.Learning;

/// <summary>
/// Next character of a text: one-hot characters, an LSTM of 128, a dense layer over all characters; truncated backpropagation
/// through 64 steps, 32 readers whose states go on from batch to batch. The last tenth of the text is kept for the measurement.
/// PyTorch trains the same network from the same parameters on the same batches: the two losses must agree.
/// </summary>
internal sealed class CharacterModel : ILearningTask
{
    private const int HiddenSize = 128;
    private const int Readers = 32;
    private const int Truncation = 64;
    private const int TrainingSteps = 1000;
    private const int ShowEvery = 250;
    private const double LearningRate = 2e-3;
    private const double ClipNorm = 5;
    private const double Agreement = 0.01;

    // As peers/pytorch_char.py takes them.
    private static readonly string[] Options =
    [
        $"--readers={Readers}",
        $"--truncation={Truncation}",
        $"--steps={TrainingSteps}",
        string.Create(CultureInfo.InvariantCulture, $"--learning-rate={LearningRate}"),
        string.Create(CultureInfo.InvariantCulture, $"--clip-norm={ClipNorm}"),
    ];

    public string Name => "characters";

    public IEnumerable<LearningResult> Run(Arguments arguments)
    {
        string path = Path.GetFullPath(
            arguments.Data ?? Path.Combine(RepositoryRoot.Folder, "..", "shared", "data", "tinyshakespeare.txt"));
        if (!File.Exists(path))
        {
            Console.WriteLine($"  There is no {path}: left out. --data names another text.");
            return [];
        }
        string weights = Path.Combine(RepositoryRoot.Folder, "artifacts", "characters.safetensors");
        Directory.CreateDirectory(Path.GetDirectoryName(weights)!);
        (double loss, double seconds) = Train(path, weights, arguments.Threads);
        var ours = new LearningResult(Name, $"LSTM {HiddenSize}", TrainingSteps, seconds, Describe(loss), "see below", null);
        if (CharacterPeer.Run(path, weights, arguments.Threads, Options) is not { } peer)
        {
            return [ours with { Goal = "" }];
        }
        double difference = Math.Abs(loss - peer.Loss) / peer.Loss;
        return
        [
            ours,
            ours with
            {
                Network = "PyTorch",
                Seconds = peer.Seconds,
                Measured = FormattableString.Invariant($"{Describe(peer.Loss)}, difference {difference:P2}"),
                Goal = FormattableString.Invariant($"difference within {Agreement:P0}"),
                Reached = difference <= Agreement,
            },
        ];
    }

    private static string Describe(double loss) => FormattableString.Invariant($"validation loss {loss:F4} nats");

    private static (double Loss, double Seconds) Train(string path, string weights, int threads)
    {
        (int[] text, int classes) = Read(path);
        int training = text.Length / 10 * 9;
        ILearner learner = Learners.Create(new LearnerSettings
        {
            Cell = Cell.Lstm,
            Inputs = classes,
            HiddenSize = HiddenSize,
            Outputs = classes,
            Goal = LearningGoal.ClassAtEveryStep,
            LearningRate = LearningRate,
            ClipNorm = ClipNorm,
            CarriesState = true,
            Threads = threads,
        });
        learner.SaveWeights(weights);
        var watch = Stopwatch.StartNew();
        var streams = new CharacterStreams(text[..training], classes, Readers, Truncation);
        for (int step = 1; step <= TrainingSteps; step++)
        {
            if (streams.MoveNext())
            {
                learner.ResetState();
            }
            double loss = learner.TrainStep(streams.Batch);
            if (step % ShowEvery == 0)
            {
                Console.WriteLine(FormattableString.Invariant($"  LSTM {HiddenSize}, step {step}: training loss {loss:F4}"));
            }
        }
        double seconds = watch.Elapsed.TotalSeconds;
        return (Validate(learner, new CharacterStreams(text[training..], classes, Readers, Truncation)), seconds);
    }

    private static double Validate(ILearner learner, CharacterStreams streams)
    {
        learner.ResetState();
        double sum = 0;
        for (int i = 0; i < streams.Batches; i++)
        {
            streams.MoveNext();
            sum += learner.Evaluate(streams.Batch).Loss;
        }
        return sum / streams.Batches;
    }

    // Every character a number, in the order of their code points.
    private static (int[] Text, int Classes) Read(string path)
    {
        int[] runes = [.. File.ReadAllText(path).EnumerateRunes().Select(r => r.Value)];
        int[] alphabet = [.. runes.Distinct().Order()];
        return ([.. runes.Select(r => Array.BinarySearch(alphabet, r))], alphabet.Length);
    }
}
