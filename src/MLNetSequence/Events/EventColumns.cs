using MLNetSequence.Interop;
using MLNetSequence.Mapping;

namespace MLNetSequence.Events;

/// <summary>The four columns of events: whether each step is in one; and of each event start, end and peak.</summary>
internal static class EventColumns
{
    private static readonly (string Suffix, PrimitiveDataViewType Item)[] All =
    [
        ("", BooleanDataViewType.Instance),
        ("Starts", NumberDataViewType.Int32),
        ("Ends", NumberDataViewType.Int32),
        ("Peaks", NumberDataViewType.Single),
    ];

    /// <summary>The columns.</summary>
    /// <param name="name">Name of the first, with which those of the others begin.</param>
    public static OutputColumn[] Make(string name) =>
        [.. All.Select(c => new OutputColumn(name + c.Suffix, new VectorDataViewType(c.Item), DataViewSchema.Annotations.Empty))];

    /// <summary>The promise of them.</summary>
    public static SchemaShape.Column[] Promise(string name) =>
        [.. All.Select(c => MLNet.Column(name + c.Suffix, SchemaShape.Column.VectorKind.VariableVector, c.Item, isKey: false))];
}
