using Microsoft.ML;

namespace Samples.Common;

/// <summary>What the samples ask of data views.</summary>
public static class DataViewRows
{
    /// <summary>The number of rows, by reading them where the view does not know.</summary>
    /// <param name="data">The data.</param>
    /// <returns>How many rows there are.</returns>
    public static long CountRows(this IDataView data)
    {
        if (data.GetRowCount() is { } known)
        {
            return known;
        }
        using DataViewRowCursor cursor = data.GetRowCursor([]);
        long rows = 0;
        while (cursor.MoveNext())
        {
            rows++;
        }
        return rows;
    }
}
