using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Networks;

/// <content>Back from a score to the steps that made it.</content>
internal sealed partial class NetworkRun
{
    /// <summary>
    /// What the last <see cref="ForwardToExplain"/> computed with at each step, [N, F]: what the first layer made of tokens, or the
    /// features that came in.
    /// </summary>
    public Matrix StepValues { get; private set; }

    // What reads tokens is no function of them that could be derived, so the way back ends at what it gives.
    private int FirstDerived => _network.Description.Input.Kind == ShapeKind.Sequence ? 0 : 1;

    /// <summary>
    /// The output as in scoring, no dropout, but before the activation that the network ends with; backward may follow. Whoever calls
    /// may overwrite it.
    /// </summary>
    public Matrix ForwardToExplain()
    {
        Begin(training: false, keeps: true, through: _network.LayersBeforeActivation);
        StepValues = Through(Batch.Features, 0, FirstDerived);
        return Output(Through(StepValues, FirstDerived, _through));
    }

    /// <summary>The gradient for <see cref="StepValues"/>, [N, F], from that for the output of <see cref="ForwardToExplain"/>.</summary>
    public Matrix BackwardToSteps(Matrix outputGradient)
    {
        Pass.InputGradient = true;
        for (int i = _through - 1; i >= FirstDerived; i--)
        {
            outputGradient = _chain[i].Backward(Pass, outputGradient);
        }
        Pass.InputGradient = false;
        GC.KeepAlive(_network);
        return outputGradient;
    }
}
