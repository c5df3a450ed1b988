namespace MLNetSequence.Engine.Numerics;

/// <summary>What is made of two activation types, once they are known.</summary>
internal interface IActivationVisitor<TResult>
{
    TResult Visit<TFirst, TSecond>() where TFirst : struct, IActivation where TSecond : struct, IActivation;
}

/// <summary>
/// From the names of two activations to the types that compute them: a loop is made for each pair in use, and for no other.
/// </summary>
internal static class ActivationChoice
{
    public static TResult Choose<TResult>(Activation first, Activation second, IActivationVisitor<TResult> visitor) => first switch
    {
        Activation.Linear => Choose<LinearActivation, TResult>(second, visitor),
        Activation.Tanh => Choose<TanhActivation, TResult>(second, visitor),
        Activation.Sigmoid => Choose<SigmoidActivation, TResult>(second, visitor),
        Activation.HardSigmoid => Choose<HardSigmoidActivation, TResult>(second, visitor),
        Activation.Relu => Choose<ReluActivation, TResult>(second, visitor),
        Activation.Softplus => Choose<SoftplusActivation, TResult>(second, visitor),
        Activation.Softsign => Choose<SoftsignActivation, TResult>(second, visitor),
        _ => throw NotElementwise(first),
    };

    private static TResult Choose<TFirst, TResult>(Activation second, IActivationVisitor<TResult> visitor)
        where TFirst : struct, IActivation => second switch
        {
            Activation.Linear => visitor.Visit<TFirst, LinearActivation>(),
            Activation.Tanh => visitor.Visit<TFirst, TanhActivation>(),
            Activation.Sigmoid => visitor.Visit<TFirst, SigmoidActivation>(),
            Activation.HardSigmoid => visitor.Visit<TFirst, HardSigmoidActivation>(),
            Activation.Relu => visitor.Visit<TFirst, ReluActivation>(),
            Activation.Softplus => visitor.Visit<TFirst, SoftplusActivation>(),
            Activation.Softsign => visitor.Visit<TFirst, SoftsignActivation>(),
            _ => throw NotElementwise(second),
        };

    private static ArgumentException NotElementwise(Activation activation) =>
        new($"{activation} does not work on one number at a time, so no cell can use it.");
}
