namespace MLNetSequence.Loading;

/// <summary>Collects a series channel by channel, as .ts and .arff files hold it, and gives it out step by step.</summary>
internal sealed class SeriesBuffer
{
    private float[] _values = new float[256];
    private int _count;

    /// <summary>Values so far, of all channels.</summary>
    public int Count => _count;

    /// <summary>Channels of the series, F.</summary>
    public int Channels { get; private set; }

    /// <summary>Steps of each channel, T.</summary>
    public int Steps { get; private set; }

    /// <summary>The type of such a column: (T) or (T, F), with 0 for a T that varies; one channel needs no second dimension.</summary>
    public static VectorDataViewType Type(int steps, int channels) => channels == 1
        ? new VectorDataViewType(NumberDataViewType.Single, steps)
        : new VectorDataViewType(NumberDataViewType.Single, steps, channels);

    public void Clear() => (_count, Channels, Steps) = (0, 0, 0);

    public void Add(float value)
    {
        if (_count == _values.Length)
        {
            Array.Resize(ref _values, 2 * _count);
        }
        _values[_count++] = value;
    }

    /// <summary>All values are there: each channel has so many of them.</summary>
    public void Complete(int channels, int steps) => (Channels, Steps) = (channels, steps);

    /// <summary>Forgets the steps at the end of which no channel has a value.</summary>
    public void TrimMissing()
    {
        int steps = Steps;
        while (steps > 0 && IsMissing(steps - 1))
        {
            steps--;
        }
        for (int channel = 1; channel < Channels; channel++)
        {
            _values.AsSpan(channel * Steps, steps).CopyTo(_values.AsSpan(channel * steps));
        }
        Steps = steps;
    }

    /// <summary>The series, time first: [T, F].</summary>
    public void CopyTo(ref VBuffer<float> destination)
    {
        VBufferEditor<float> editor = VBufferEditor.Create(ref destination, Steps * Channels);
        for (int channel = 0; channel < Channels; channel++)
        {
            ReadOnlySpan<float> values = _values.AsSpan(channel * Steps, Steps);
            for (int step = 0; step < values.Length; step++)
            {
                editor.Values[step * Channels + channel] = values[step];
            }
        }
        destination = editor.Commit();
    }

    private bool IsMissing(int step)
    {
        for (int channel = 0; channel < Channels; channel++)
        {
            if (!float.IsNaN(_values[channel * Steps + step]))
            {
                return false;
            }
        }
        return true;
    }
}
