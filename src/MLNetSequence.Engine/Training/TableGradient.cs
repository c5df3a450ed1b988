using MLNetSequence.Engine.Layers;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Training;

/// <summary>The gradient of an embedding: only the rows whose tokens were seen, in an order that does not depend on the groups.</summary>
internal sealed unsafe class TableGradient(EmbeddingLayer layer, int index)
{
    private readonly int[] _lastSeen = new int[layer.Table!.Shape[0]];
    private readonly List<int> _touched = [];
    private readonly int _size = layer.Table!.Shape[1];
    private readonly bool _penalized = layer.Table!.Declared.Regularizer is not null;
    private int _step;

    /// <summary>Clears the rows of the batches before; those that come after are added to what they find.</summary>
    public void Clear(float* gradients)
    {
        if (_penalized)
        {
            // The penalty has left its gradient in every row.
            new Span<float>(Row(gradients, 0), layer.Table!.Count).Clear();
        }
        foreach (int token in _touched)
        {
            new Span<float>(Row(gradients, token), _size).Clear();
        }
        _touched.Clear();
        _step++;
    }

    /// <summary>Notes the tokens of a batch, each once; one that is missing has no row.</summary>
    public void Note(ReadOnlySpan<NetworkRun> groups)
    {
        foreach (NetworkRun group in groups)
        {
            foreach (int token in group.Batch.Tokens(layer.Column))
            {
                if (_lastSeen[token] != _step && token != 0)
                {
                    _lastSeen[token] = _step;
                    _touched.Add(token);
                }
            }
        }
    }

    /// <summary>Adds the rows of one share of the tokens.</summary>
    public void Add(ReadOnlySpan<NetworkRun> groups, RowOrder order, float* gradients, int part, int parts)
    {
        for (int i = 0; i < order.Count; i++)
        {
            NetworkRun group = groups[order.Group(i)];
            int token = group.Batch.Tokens(layer.Column)[order.Row(i)];
            if (token % parts == part && token != 0)
            {
                Matrix rows = ((TokenRun)group.Layers[index]).TokenGradients;
                Elementwise.Add(rows.Row(order.Row(i)), Row(gradients, token), _size);
            }
        }
    }

    private float* Row(float* gradients, int token) => gradients + layer.Table!.Offset + (nint)token * _size;
}
