namespace MLNetSequence;

/// <summary>How weights are named, shaped and ordered in a file: docs/weights.md has the whole rules.</summary>
public enum WeightLayout
{
    /// <summary>Names, shapes and numbers as <see cref="SequenceModel.WeightNames"/> has them, and as a saved model holds them.</summary>
    MLNetSequence,

    /// <summary>
    /// A PyTorch <c>state_dict</c> whose names begin with the layer's number: <c>1.weight_ih_l0</c>, <c>1.bias_ih_l0</c>,
    /// <c>1.bias_hh_l0</c>. The two biases are added up.
    /// </summary>
    PyTorch,

    /// <summary>
    /// A Keras layer's weights, named by the layer's number: <c>1.kernel</c>, <c>1.recurrent_kernel</c>, <c>1.bias</c>,
    /// <c>1.forward.kernel</c>.
    /// </summary>
    Keras,
}
