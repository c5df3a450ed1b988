using MLNetSequence.Inputs;
using MLNetSequence.Mapping;
using MLNetSequence.Scoring.Heads;

namespace MLNetSequence.Trainers;

/// <summary>Whether rows to measure on, in a data view of their own, are such as the rows to learn from.</summary>
internal static class ValidationSchema
{
    /// <summary>The label column of the validation data, once all columns are found to fit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, of another type, or its keys mean something else.</exception>
    public static DataViewSchema.Column Check(
        DataViewSchema schema, ColumnRule labelRule, DataViewSchema.Column label, SequenceInputs inputs, SequenceTrainerOptions options)
    {
        try
        {
            return Find(schema, labelRule, label, inputs, options);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new ArgumentOutOfRangeException(
                $"{nameof(SequenceTrainerOptions.ValidationData)} is not such as the training data. {e.Message}", e);
        }
    }

    private static DataViewSchema.Column Find(
        DataViewSchema schema, ColumnRule labelRule, DataViewSchema.Column label, SequenceInputs inputs, SequenceTrainerOptions options)
    {
        const string Same = "Let the same fitted transforms make both";
        DataViewSchema.Column found = labelRule.Find(schema, label.Name);
        if (!found.Type.Equals(label.Type))
        {
            throw ColumnChecks.WrongType(labelRule.Role, label.Name, $"{label.Type}, as in the training data", found.Type.ToString()!);
        }
        if (LabelValues.Of(label)?.IsSameAs(LabelValues.Of(found)) == false)
        {
            throw ColumnChecks.WrongType(
                labelRule.Role, label.Name, "of keys of the same values as in the training data", $"of keys of others. {Same}");
        }
        inputs.Find(schema);
        foreach (InputColumn column in inputs.Columns)
        {
            if (column.Words is not null && InputColumn.Of(schema, column.Name).Words is { } words && words != column.Words)
            {
                throw ColumnChecks.WrongType(
                    "feature", column.Name, "of keys of the same words as in the training data", $"of keys of others. {Same}");
            }
        }
        if (options.ExampleWeightColumnName is { } weight)
        {
            TrainingRows.WeightRule.Find(schema, weight);
        }
        return found;
    }
}
