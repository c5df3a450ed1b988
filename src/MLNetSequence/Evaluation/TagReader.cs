using MLNetSequence.Mapping;

namespace MLNetSequence.Evaluation;

/// <summary>Reads the classes of a row's labels and predictions, at the steps that have a label. The next read overwrites them.</summary>
internal sealed class TagReader(DataViewRow row, TagColumns columns)
{
    private readonly KeyReader _labels = KeyReader.Of(row, columns.Label);
    private readonly KeyReader _predictions = KeyReader.Of(row, columns.Predicted);
    private int[] _predicted = [];
    private int _count;

    /// <summary>The class predicted at each step that was read, -1 for none.</summary>
    public ReadOnlySpan<int> Predicted => _predicted.AsSpan(0, _count);

    /// <summary>The class of each step that has one.</summary>
    /// <exception cref="InvalidOperationException">There are not as many predictions as labels.</exception>
    public ReadOnlySpan<int> Read()
    {
        Span<int> labels = _labels.Read();
        Span<int> predictions = _predictions.Read();
        if (_labels.Length != _predictions.Length)
        {
            throw new InvalidOperationException(
                $"Row {row.Position + 1}: column '{columns.Label.Name}' has {_labels.Length} steps, and column "
                + $"'{columns.Predicted.Name}' has {_predictions.Length}; labels and predictions must be of the same steps.");
        }
        _count = labels.Length;
        if (_predicted.Length < _count)
        {
            _predicted = new int[Math.Max(_count, 2 * _predicted.Length)];
        }
        int at = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            int step = _labels.Steps[i];
            labels[i] = columns.ClassOfLabel(labels[i]);
            while (at < predictions.Length && _predictions.Steps[at] < step)
            {
                at++;
            }
            bool isThere = at < predictions.Length && _predictions.Steps[at] == step;
            _predicted[i] = isThere ? columns.ClassOfPredicted(predictions[at]) : -1;
        }
        return labels;
    }
}
