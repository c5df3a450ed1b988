namespace MLNetSequence.Loading;

/// <summary>A sequence that steps are added to.</summary>
internal sealed class StepSequence(int features)
{
    private float[] _values = [];
    private Stamp? _last;

    /// <summary>Steps so far, T.</summary>
    public int Steps { get; private set; }

    public void Clear() => (Steps, _last) = (0, null);

    /// <summary>Adds the source's current step.</summary>
    /// <param name="source">Where it is read from.</param>
    /// <param name="wantsValues">Whether the features are wanted.</param>
    public void Add(StepSource source, bool wantsValues)
    {
        Stamp? time = source.Time;
        if (_last is Stamp last && time is Stamp now && !now.IsAfter(last))
        {
            throw source.Error($"The step's time must be later than that of the step before in its sequence, {last}, but is {now}.");
        }
        _last = time;
        if (wantsValues)
        {
            int start = Steps * features;
            if (_values.Length < start + features)
            {
                Array.Resize(ref _values, Math.Max(2 * _values.Length, 8 * features));
            }
            source.ReadFeatures(_values.AsSpan(start, features));
        }
        Steps++;
    }

    /// <summary>The values, time first: [T, F].</summary>
    public void CopyTo(ref VBuffer<float> destination)
    {
        VBufferEditor<float> editor = VBufferEditor.Create(ref destination, Steps * features);
        _values.AsSpan(0, Steps * features).CopyTo(editor.Values);
        destination = editor.Commit();
    }
}
