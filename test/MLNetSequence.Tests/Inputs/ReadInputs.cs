using System.Globalization;
using Microsoft.ML;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Inputs;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Inputs;

/// <summary>Reads a table as a trainer does, and writes down what a network gets.</summary>
internal static class ReadInputs
{
    /// <summary>A line for each row: tokens, column by column; numbers, step by step; static numbers.</summary>
    public static string[] Lines(Table data, string[] columns, string? statics = null, float padding = float.NaN)
    {
        SequenceInputs inputs = SequenceInputs.Of(data.Schema, new SequenceMulticlassTrainer.Options
        {
            FeatureColumnNames = columns,
            StaticFeatureColumnName = statics,
            PaddingValue = padding,
        });
        StepSequences sequences = inputs.NewSequences();
        using DataViewRowCursor cursor = data.GetRowCursor(inputs.Find(data.Schema));
        var reader = new InputReader(inputs, cursor);
        while (cursor.MoveNext())
        {
            reader.Row++;
            reader.Read(sequences);
        }
        return [.. Enumerable.Range(0, sequences.Count).Select(i => Line(sequences, i))];
    }

    /// <summary>That the data is refused, with an error that says all of this.</summary>
    public static void IsRefused(Table data, string[] columns, string[] parts, string? statics = null, float padding = float.NaN)
    {
        Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => Lines(data, columns, statics, padding));
        foreach (string part in parts)
        {
            StringAssert.Contains(error.Message, part);
        }
    }

    private static string Line(StepSequences sequences, int i)
    {
        string tokens = string.Join('/', Enumerable.Range(0, sequences.TokenColumns).Select(k => Join(sequences.Tokens(i, k))));
        return $"{sequences.Length(i)}: {tokens}|{Join(sequences.Values(i))}|{Join(sequences.StaticValues(i))}";
    }

    private static string Join<T>(ReadOnlySpan<T> values)
        where T : IFormattable => string.Join(' ', values.ToArray().Select(v => v.ToString(null, CultureInfo.InvariantCulture)));
}
