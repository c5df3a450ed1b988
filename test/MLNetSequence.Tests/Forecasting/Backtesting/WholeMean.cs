using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Forecasting.Backtesting;

/// <summary>Adds to each row the mean of Past over all rows that it is given, whatever came before or after: a leak, if ever there was one.</summary>
internal sealed class WholeMean : IEstimator<ITransformer>, ITransformer
{
    public bool IsRowToRowMapper => false;

    public ITransformer Fit(IDataView input) => this;

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Add(ToyRows.Table([])).Schema;

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw new NotSupportedException();

    public void Save(ModelSaveContext ctx) => throw new NotSupportedException();

    public IDataView Transform(IDataView input)
    {
        float[] y = Numbers(input, "Y"), z = Numbers(input, "Z"), past = Numbers(input, "Past");
        return Add(ToyRows.Table([.. y.Select((v, i) => new ToyRow("", ToyRows.Start.AddDays(i), v, z[i], past[i], 0, 0))]), past);
    }

    private static Table Add(Table rows, params float[] past) =>
        rows.AddNumbers("Whole", [.. past.Select(_ => past.Average())]);

    private static float[] Numbers(IDataView view, string name)
    {
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[name]]);
        ValueGetter<float> get = cursor.GetGetter<float>(view.Schema[name]);
        var numbers = new List<float>();
        while (cursor.MoveNext())
        {
            float number = 0;
            get(ref number);
            numbers.Add(number);
        }
        return [.. numbers];
    }
}
