namespace MLNetSequence.Engine.Tests.Support;

/// <summary>Comparisons of numbers and of arrays, with a message that says where they part.</summary>
internal static class Near
{
    /// <summary>|expected - actual| ≤ absolute + relative · |expected|. NaN is near nothing.</summary>
    public static bool Holds(double expected, double actual, double relative, double absolute) =>
        Math.Abs(expected - actual) <= absolute + relative * Math.Abs(expected);

    public static void Equal(double expected, double actual, double relative, double absolute, string what)
    {
        if (!Holds(expected, actual, relative, absolute))
        {
            Assert.Fail($"{what}: expected {expected:R}, got {actual:R} (difference {actual - expected:E2}).");
        }
    }

    public static void Equal(
        ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, double relative, double absolute, string what)
    {
        Assert.AreEqual(expected.Length, actual.Length, what + ": length");
        for (int i = 0; i < expected.Length; i++)
        {
            if (!Holds(expected[i], actual[i], relative, absolute))
            {
                Equal(expected[i], actual[i], relative, absolute, $"{what}[{i}]");
            }
        }
    }

    public static void Equal(
        ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double relative, double absolute, string what)
    {
        double[] wide = new double[expected.Length];
        for (int i = 0; i < wide.Length; i++)
        {
            wide[i] = expected[i];
        }
        Equal(wide, actual, relative, absolute, what);
    }

    /// <summary>The same bits, so that -0 is not 0 and a NaN equals itself.</summary>
    public static void SameBits(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
    {
        Assert.AreEqual(expected.Length, actual.Length, what + ": length");
        for (int i = 0; i < expected.Length; i++)
        {
            if (BitConverter.SingleToInt32Bits(expected[i]) != BitConverter.SingleToInt32Bits(actual[i]))
            {
                Assert.Fail($"{what}[{i}]: expected the bits of {expected[i]:R}, got {actual[i]:R}.");
            }
        }
    }
}
