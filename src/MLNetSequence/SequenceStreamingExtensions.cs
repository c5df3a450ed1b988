using MLNetSequence;

namespace Microsoft.ML;

/// <summary>Engines for models that remember the rows of their series.</summary>
public static class SequenceStreamingExtensions
{
    /// <summary>An engine that takes in one observation after the other, and predicts after each.</summary>
    /// <typeparam name="TSource">An observation: a class with a member for every column that the model reads.</typeparam>
    /// <typeparam name="TPrediction">The prediction: a class with a member for every column that is wanted.</typeparam>
    /// <param name="model">
    /// A model that remembers rows, or a pipeline with one or more of them, nested or not. All other parts must work on single rows. It
    /// does not change.
    /// </param>
    /// <param name="context">The context.</param>
    /// <param name="ignoreMissingColumns">
    /// Whether a member of <typeparamref name="TPrediction"/> that no column belongs to is left as it is; by default it is an error.
    /// </param>
    /// <param name="inputSchemaDefinition">What ML.NET cannot see of the members of an observation; null for nothing.</param>
    /// <param name="outputSchemaDefinition">The same of a prediction.</param>
    /// <returns>The engine. It serves one thread.</returns>
    /// <exception cref="InvalidOperationException">
    /// No part of the model remembers rows, or a part does not work on single rows, or a member is of another type than its column.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of a type that the model does not read.</exception>
    public static SequenceEngine<TSource, TPrediction> CreateSequenceEngine<TSource, TPrediction>(
        this ITransformer model, MLContext context, bool ignoreMissingColumns = false,
        SchemaDefinition? inputSchemaDefinition = null, SchemaDefinition? outputSchemaDefinition = null)
        where TSource : class
        where TPrediction : class, new()
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(context);
        return new SequenceEngine<TSource, TPrediction>(
            context, model, ignoreMissingColumns, inputSchemaDefinition, outputSchemaDefinition);
    }
}
