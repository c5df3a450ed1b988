using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Padding;

namespace MLNetSequence;

/// <summary>Brings sequences to one length: shorter ones are filled, longer ones cut.</summary>
public sealed class SequencePaddingTransformer : ITransformer, IRowMapping
{
    internal const string Kind = "pad";
    internal const string Expected = "a vector of Key<UInt32> or Single with one dimension";

    private readonly PaddingSettings _settings;

    internal SequencePaddingTransformer(PaddingSettings settings) => _settings = settings;

    /// <summary>True: every row is padded on its own.</summary>
    public bool IsRowToRowMapper => true;

    IReadOnlyList<string> IRowMapping.Inputs => [_settings.InputColumn];

    /// <summary>The input's schema with the padded column.</summary>
    /// <param name="inputSchema">A schema with the sequence column.</param>
    /// <returns>The schema of the transformed data.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or of a type that cannot be padded.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => new MappedSchema(this, inputSchema).Output;

    /// <summary>The data with the padded column; computed lazily, row by row.</summary>
    /// <param name="input">Data with the sequence column.</param>
    /// <returns>A view; nothing is read yet.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or of a type that cannot be padded.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new MappedView(this, input);
    }

    /// <summary>The same for single rows.</summary>
    /// <param name="inputSchema">A schema with the sequence column.</param>
    /// <returns>What a prediction engine uses.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or of a type that cannot be padded.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new RowMapper(this, inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx) =>
        ModelEnvelope.Write(MLNet.BeginSave(ctx), Kind, ModelJson.Write(_settings));

    internal static ITransformer Load(byte[] payload)
    {
        PaddingSettings settings = ModelJson.Read<PaddingSettings>(payload);
        if (settings.FormatVersion != PaddingSettings.Version)
        {
            throw new InvalidDataException(
                $"The padding has format version {settings.FormatVersion}; this library reads version {PaddingSettings.Version}.");
        }
        try
        {
            return new SequencePaddingTransformer(settings.Check());
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"The saved padding is damaged: {e.Message}", e);
        }
    }

    IReadOnlyList<OutputColumn> IRowMapping.Outputs(DataViewSchema input)
    {
        DataViewSchema.Column column = Find(input);
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add(column.Annotations, kind => kind == Annotations.KeyValues);
        var type = new VectorDataViewType(((VectorDataViewType)column.Type).ItemType, _settings.Length);
        return [new(_settings.OutputColumn, type, annotations.ToAnnotations())];
    }

    IReadOnlyList<Delegate> IRowMapping.CreateGetters(DataViewRow input)
    {
        DataViewSchema.Column column = Find(input.Schema);
        return ((VectorDataViewType)column.Type).ItemType is KeyDataViewType
            ? [Getter<uint>(input, column)]
            : [Getter<float>(input, column)];
    }

    private ValueGetter<VBuffer<T>> Getter<T>(DataViewRow input, DataViewSchema.Column column)
    {
        ValueGetter<VBuffer<T>> get = input.GetGetter<VBuffer<T>>(column);
        VBuffer<T> sequence = default;
        T[] dense = [];
        return (ref VBuffer<T> padded) =>
        {
            get(ref sequence);
            if (!sequence.IsDense)
            {
                Array.Resize(ref dense, Math.Max(dense.Length, sequence.Length));
                sequence.CopyTo(dense.AsSpan(0, sequence.Length));
            }
            VBufferEditor<T> editor = VBufferEditor.Create(ref padded, _settings.Length);
            _settings.Pad(sequence.IsDense ? sequence.GetValues() : dense.AsSpan(0, sequence.Length), editor.Values);
            padded = editor.Commit();
        };
    }

    private DataViewSchema.Column Find(DataViewSchema schema)
    {
        DataViewSchema.Column column = ColumnChecks.Find(schema, "sequence", _settings.InputColumn);
        bool fits = column.Type is VectorDataViewType { Dimensions.Length: 1 } vector &&
            (vector.ItemType is KeyDataViewType { RawType: var raw } ? raw == typeof(uint) : vector.ItemType == NumberDataViewType.Single);
        return fits ? column : throw ColumnChecks.WrongType("sequence", column.Name, Expected, column.Type.ToString()!);
    }
}
