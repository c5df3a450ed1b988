using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetSequence.Benchmarks.Text;

/// <summary>TokenizeIntoSequence as it comes.</summary>
internal sealed class SequenceContender : ITextContender
{
    public string Name => "TokenizeIntoSequence";

    public Func<long> Fit(TextTable texts)
    {
        ITransformer model = Train(texts);
        return () => ReadKeys(model.Transform(texts), "Tokens");
    }

    public static SequenceTokenizingTransformer Train(TextTable texts) =>
        new MLContext().Transforms.Text.TokenizeIntoSequence("Tokens", TextTable.Column).Fit(texts);

    /// <summary>Reads every key of every row, one row after the other.</summary>
    public static long ReadKeys(IDataView data, string name)
    {
        DataViewSchema.Column column = data.Schema[name];
        using DataViewRowCursor cursor = data.GetRowCursor([column]);
        ValueGetter<VBuffer<uint>> get = cursor.GetGetter<VBuffer<uint>>(column);
        VBuffer<uint> keys = default;
        long tokens = 0;
        while (cursor.MoveNext())
        {
            get(ref keys);
            tokens += keys.Length;
        }
        return tokens;
    }
}
