namespace MLNetSequence.Engine.Training.Schedules;

/// <summary>Ways from one rate to another.</summary>
internal static class Annealing
{
    /// <summary>From <paramref name="start"/>, where <paramref name="share"/> is 0, to <paramref name="end"/>, where it is 1.</summary>
    public static double Cosine(double start, double end, double share) => end + (start - end) * (1 + Math.Cos(Math.PI * share)) / 2;
}
