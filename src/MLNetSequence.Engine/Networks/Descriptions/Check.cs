namespace MLNetSequence.Engine.Networks;

/// <summary>The checks that descriptions and options share. An error names the argument, what was expected, and what came.</summary>
internal static class Check
{
    public static void AtLeast(int value, int least, string argument)
    {
        if (value < least)
        {
            throw new ArgumentOutOfRangeException(argument, value, $"{argument} must be at least {least}.");
        }
    }

    public static void AtMost(int value, int most, string argument)
    {
        if (value > most)
        {
            throw new ArgumentOutOfRangeException(argument, value, FormattableString.Invariant($"{argument} must be at most {most:N0}."));
        }
    }

    public static double Positive(double value, string argument) => value > 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(argument, value, $"{argument} must be above 0 and finite.");

    public static double NotNegative(double value, string argument) => value >= 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(argument, value, $"{argument} must be at least 0 and finite.");

    /// <summary>That a 32-bit float holds the number: weights are floats.</summary>
    public static double Float(double value, string argument) => float.IsFinite((float)value)
        ? value
        : throw new ArgumentOutOfRangeException(argument, value, $"{argument} must be a finite 32-bit float.");

    public static void Rate(double value, string argument, string what = "The dropout rate")
    {
        if (!(value >= 0 && value < 1))
        {
            throw new ArgumentOutOfRangeException(argument, value, $"{what} must be from 0 up to, but not including, 1.");
        }
    }

    /// <summary>That an enum's value has a name; a cast number has none.</summary>
    public static void Defined<T>(T value, string argument) where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            throw new ArgumentOutOfRangeException(argument, value, $"{argument} must be a {typeof(T).Name} that has a name.");
        }
    }

    /// <summary>That nothing is asked of a bias that is not there, and no matrix of one that is.</summary>
    public static void Bias(
        LayerDescription layer, bool use, Initializer initializer, Regularizer? regularizer, Constraint? constraint)
    {
        ArgumentNullException.ThrowIfNull(initializer, "BiasInitializer");
        That(
            use || (regularizer is null && constraint is null),
            $"{layer} has no bias, so it can have neither a BiasRegularizer nor a BiasConstraint.");
        That(initializer is not OrthogonalInitializer, $"{layer} cannot have an orthogonal bias: it is no matrix.");
    }

    /// <summary>A rule between several options; the message is the whole reason.</summary>
    public static void That(bool holds, string reason)
    {
        if (!holds)
        {
            throw new ArgumentException(reason);
        }
    }

    /// <summary>Features of every step, or of the whole sequence: anything but tokens.</summary>
    public static void Features(LayerDescription layer, LayerShape input) =>
        Shape(input.Kind != ShapeKind.Tokens, layer, input, "needs features; put an embedding before it");

    /// <summary>Features of every step.</summary>
    public static void Sequence(LayerDescription layer, LayerShape input)
    {
        Shape(input.Kind != ShapeKind.Tokens, layer, input, "needs features for every step; put an embedding before it");
        Shape(
            input.Kind == ShapeKind.Sequence, layer, input,
            "reads every step of a sequence, but the layer before it gives only the last: say returnSequences: true there");
    }

    public static void Shape(bool holds, LayerDescription layer, LayerShape input, string rule)
    {
        if (!holds)
        {
            throw new ArgumentException($"{layer} cannot follow an output of shape {input}: it {rule}.");
        }
    }
}
