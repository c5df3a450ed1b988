using Microsoft.ML.Data;

namespace SpeakerRecognition;

/// <summary>
/// An invented speaker, who glides from one vowel to another. Nobody was recorded: the numbers are what three resonances of a throat would
/// give, with each speaker's throat a little different and no two utterances alike.
/// </summary>
/// <remarks>
/// The cepstrum of resonators with the poles ρ·exp(±iω) is c(k) = Σ 2·ρ^k·cos(k·ω) / k: what a linear-prediction analysis of the sound
/// would give.
/// </remarks>
internal sealed class Voice
{
    private const int Channels = 12;
    private const int Shortest = 7;
    private const int Longest = 29;
    private const double SampleRate = 10_000;

    // Three resonances in Hz, at the beginning (as of an a) and at the end (as of an e), and their widths.
    private static readonly double[] From = [750, 1250, 2500];
    private static readonly double[] To = [480, 1900, 2550];
    private static readonly double[] Width = [90, 110, 170];

    private readonly string _name;
    private readonly double[] _from;
    private readonly double[] _to;

    /// <summary>A speaker with a throat of his own, drawn at random.</summary>
    public Voice(string name, Random random)
    {
        _name = name;
        double throat = 1 + 0.05 * Normal(random); // a shorter one raises all resonances
        _from = [.. From.Select(f => f * throat * (1 + 0.03 * Normal(random)))];
        _to = [.. To.Select(f => f * throat * (1 + 0.03 * Normal(random)))];
    }

    /// <summary>One utterance, of 7 to 29 steps.</summary>
    public Utterance Say(Random random)
    {
        int steps = random.Next(Shortest, Longest + 1);
        double mood = 1 + 0.015 * Normal(random); // of this utterance, in all resonances
        double turn = 0.5 + 0.1 * Normal(random); // when the vowel changes
        float[] series = new float[steps * Channels]; // [T, F]
        for (int t = 0; t < steps; t++)
        {
            double glide = 1 / (1 + Math.Exp(-12 * ((t + 0.5) / steps - turn)));
            for (int r = 0; r < From.Length; r++)
            {
                double frequency = mood * (_from[r] + glide * (_to[r] - _from[r])) * (1 + 0.02 * Normal(random));
                AddResonance(series.AsSpan(t * Channels, Channels), frequency, Width[r]);
            }
            for (int k = 0; k < Channels; k++)
            {
                series[t * Channels + k] += (float)(0.05 * Normal(random));
            }
        }
        return new Utterance { Label = _name, Series = series };
    }

    private static void AddResonance(Span<float> cepstrum, double frequency, double width)
    {
        double angle = 2 * Math.PI * frequency / SampleRate;
        double radius = Math.Exp(-Math.PI * width / SampleRate);
        for (int k = 1; k <= cepstrum.Length; k++)
        {
            cepstrum[k - 1] += (float)(2 * Math.Pow(radius, k) * Math.Cos(k * angle) / k);
        }
    }

    // Box and Muller 1958.
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}

/// <summary>A row of the data.</summary>
internal sealed class Utterance
{
    /// <summary>The speaker.</summary>
    public string Label { get; set; } = "";

    /// <summary>Twelve numbers a step, as many steps as the utterance is long.</summary>
    [VectorType(0, 12)]
    public float[] Series { get; set; } = [];
}
