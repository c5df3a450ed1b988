using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Streaming;

namespace MLNetSequence.Tests.Streaming;

/// <summary>A toy that remembers: the mean of all values of a series so far. A negative value is an error.</summary>
internal sealed class RunningMean(RunningMean.Memory memory) : IStreamingTransformer, IStreamMapping, IDisposable
{
    public const string Kind = "toymean";

    public RunningMean(string output, string input, string? group = null)
        : this(new Memory(output, input, group, []))
    {
    }

    public bool IsRowToRowMapper => true;

    public bool Disposed { get; private set; }

    /// <summary>Calls so far: rows that were read, means that were computed.</summary>
    public (int Read, int Computed) Calls { get; private set; }

    /// <summary>The streams that were started.</summary>
    public List<RunningMean> Streams { get; } = [];

    public IReadOnlyList<string> Inputs => memory.Group is null ? [memory.Input] : [memory.Input, memory.Group];

    /// <summary>Sums and numbers of the values of each series, as text, in order.</summary>
    public override string ToString() =>
        string.Join(' ', memory.Series.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key}:{s.Value[0]}/{s.Value[1]}"));

    public static RunningMean Load(byte[] payload) => new(ModelJson.Read<Memory>(payload));

    public IStreamingTransformer StartStream()
    {
        var stream = new RunningMean(memory with { Series = memory.Series.ToDictionary(s => s.Key, s => s.Value.ToArray()) });
        Streams.Add(stream);
        return stream;
    }

    public IReadOnlyList<OutputColumn> Outputs(DataViewSchema input)
    {
        ColumnChecks.Find(input, "value", memory.Input);
        return [new OutputColumn(memory.Output, NumberDataViewType.Single, DataViewSchema.Annotations.Empty)];
    }

    public IStreamRun Open(DataViewRow input) => new Run(this, memory, input);

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => new StreamingRowMapper(this, inputSchema).OutputSchema;

    public IDataView Transform(IDataView input) => throw new InvalidOperationException("No test reads a view of it.");

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new StreamingRowMapper(this, inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx) => ModelEnvelope.Write(MLNet.BeginSave(ctx), (Kind, ModelJson.Write(memory)));

    public void Dispose() => Disposed = true;

    /// <summary>What is saved; of each series the sum and the number of its values.</summary>
    internal sealed record Memory(string Output, string Input, string? Group, Dictionary<string, double[]> Series);

    private sealed class Run : IStreamRun
    {
        private readonly RunningMean _owner;
        private readonly Memory _memory;
        private readonly ValueGetter<float> _value;
        private readonly ValueGetter<ReadOnlyMemory<char>>? _group;
        private (string Series, double Sum, double Count) _next;

        public Run(RunningMean owner, Memory memory, DataViewRow row)
        {
            (_owner, _memory) = (owner, memory);
            _value = row.GetGetter<float>(row.Schema[memory.Input]);
            _group = memory.Group is null ? null : row.GetGetter<ReadOnlyMemory<char>>(row.Schema[memory.Group]);
            ValueGetter<float> mean = (ref float value) =>
            {
                owner.Calls = (owner.Calls.Read, owner.Calls.Computed + 1);
                value = (float)(_next.Sum / _next.Count);
            };
            Getters = [mean];
        }

        public IReadOnlyList<Delegate> Getters { get; }

        public void Read()
        {
            _owner.Calls = (_owner.Calls.Read + 1, _owner.Calls.Computed);
            float value = 0;
            _value(ref value);
            if (value < 0)
            {
                throw new InvalidOperationException($"The value {value} is below 0.");
            }
            ReadOnlyMemory<char> group = default;
            _group?.Invoke(ref group);
            double[] before = _memory.Series.GetValueOrDefault(group.ToString(), [0, 0]);
            _next = (group.ToString(), before[0] + value, before[1] + 1);
        }

        public void TakeIn() => _memory.Series[_next.Series] = [_next.Sum, _next.Count];
    }
}
