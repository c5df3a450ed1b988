using Microsoft.Extensions.Logging;

namespace MLNetSequence;

public sealed partial class LstmMulticlassTrainer
{
    /// <summary>How to train. Copied when the trainer is made: changing it later changes nothing.</summary>
    public sealed class Options
    {
        /// <summary>Name of the label column, Key&lt;UInt32&gt;.</summary>
        public string LabelColumnName { get; set; } = "Label";

        /// <summary>Name of the feature column, a vector of Key&lt;UInt32&gt;.</summary>
        public string FeatureColumnName { get; set; } = "Features";

        /// <summary>Units of one direction of an LSTM layer, at least 1.</summary>
        public int HiddenSize { get; set; } = Defaults.HiddenSize;

        /// <summary>LSTM layers, one reading every step of the other, at least 1.</summary>
        public int Layers { get; set; } = Defaults.Layers;

        /// <summary>Whether every layer reads the sequence backward too.</summary>
        public bool Bidirectional { get; set; } = Defaults.Bidirectional;

        /// <summary>Features a token is given by the embedding, at least 1.</summary>
        public int EmbeddingSize { get; set; } = Defaults.EmbeddingSize;

        /// <summary>Share of the values set to zero while training, after the embedding and after each LSTM layer; in [0, 1).</summary>
        public double Dropout { get; set; } = Defaults.Dropout;

        /// <summary>Passes over the data, at least 1.</summary>
        public int Epochs { get; set; } = Defaults.Epochs;

        /// <summary>Sequences in a batch, at least 1.</summary>
        public int BatchSize { get; set; } = Defaults.BatchSize;

        /// <summary>Adam's step size, above 0.</summary>
        public double LearningRate { get; set; } = Defaults.LearningRate;

        /// <summary>
        /// Largest norm of a batch's gradient, over all parameters, above 0; larger gradients are scaled down to it (Pascanu et al.
        /// 2013). <see cref="double.PositiveInfinity"/> to leave them.
        /// </summary>
        public double ClipNorm { get; set; } = Defaults.ClipNorm;

        /// <summary>Share of the rows, drawn by the seed, that is held out to measure on after each epoch; in [0, 1).</summary>
        public double ValidationFraction { get; set; }

        /// <summary>
        /// Decides first weights, order of rows, dropout and held-out rows. Null draws it from the <see cref="MLContext"/> when the
        /// trainer is made, so that the context's own seed decides.
        /// </summary>
        public long? Seed { get; set; }

        /// <summary>
        /// Most threads to train on, at least 1; null for all processors. It never changes the model. A batch keeps one thread busy for
        /// every 8 sequences in it.
        /// </summary>
        public int? Threads { get; set; }

        /// <summary>
        /// Asked before each batch. Training that is cancelled keeps what it has learned; with rows held out, the best epoch of it.
        /// </summary>
        public CancellationToken CancellationToken { get; set; }

        /// <summary>
        /// Told after each epoch, and now and then within it (<see cref="TrainingProgress.IsEpochEnd"/>); null for nobody. It is called
        /// on the training thread.
        /// </summary>
        public IProgress<TrainingProgress>? Progress { get; set; }

        /// <summary>Gets the same lines as <see cref="MLContext.Log"/>; null for none.</summary>
        public ILogger? Logger { get; set; }

        internal Options CheckedCopy()
        {
            ArgumentException.ThrowIfNullOrEmpty(LabelColumnName);
            ArgumentException.ThrowIfNullOrEmpty(FeatureColumnName);
            AtLeastOne(HiddenSize, nameof(HiddenSize));
            AtLeastOne(Layers, nameof(Layers));
            AtLeastOne(EmbeddingSize, nameof(EmbeddingSize));
            AtLeastOne(Epochs, nameof(Epochs));
            AtLeastOne(BatchSize, nameof(BatchSize));
            AtLeastOne(Threads ?? 1, nameof(Threads));
            Require(Dropout is >= 0 and < 1, Dropout, nameof(Dropout), "from 0 up to, but not including, 1");
            Require(ValidationFraction is >= 0 and < 1, ValidationFraction, nameof(ValidationFraction), "from 0 up to, but not including, 1");
            Require(LearningRate > 0 && double.IsFinite(LearningRate), LearningRate, nameof(LearningRate), "above 0 and finite");
            Require(ClipNorm > 0, ClipNorm, nameof(ClipNorm), "above 0");
            CheckNetwork();
            return (Options)MemberwiseClone();
        }

        /// <summary>The network for a vocabulary of so many words and so many classes.</summary>
        internal SequenceNetwork Describe(int vocabulary, int classes)
        {
            SequenceNetwork network = new SequenceNetwork().Embedding(vocabulary + 1, EmbeddingSize).Dropout(Dropout);
            for (int layer = 1; layer <= Layers; layer++)
            {
                network = network.Lstm(HiddenSize, Bidirectional, returnSequences: layer < Layers).Dropout(Dropout);
            }
            return network.Dense(classes);
        }

        // What is too large with the smallest vocabulary is found here, and not after all data was read.
        private void CheckNetwork()
        {
            try
            {
                Describe(vocabulary: 1, classes: 2);
            }
            catch (ArgumentException e)
            {
                throw new ArgumentOutOfRangeException(
                    $"{nameof(Layers)}, {nameof(HiddenSize)} or {nameof(EmbeddingSize)} is too large: {e.Message}", e);
            }
        }

        private static void AtLeastOne(int value, string name) => Require(value >= 1, value, name, "at least 1");

        private static void Require<T>(bool holds, T value, string name, string expected)
        {
            if (!holds)
            {
                throw new ArgumentOutOfRangeException(name, value, $"{name} must be {expected}.");
            }
        }
    }

    /// <summary>One set of defaults for both overloads of the catalog.</summary>
    internal static class Defaults
    {
        public const int HiddenSize = 64;
        public const int Layers = 1;
        public const bool Bidirectional = false;
        public const int EmbeddingSize = 64;
        public const double Dropout = 0.2;
        public const int Epochs = 5;
        public const int BatchSize = 32;
        public const double LearningRate = 0.001;
        public const double ClipNorm = 1;
    }
}
