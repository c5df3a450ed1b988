namespace MLNetSequence.Engine.Networks;

/// <summary>An array of weights as an initializer sees it: a row-major matrix, and the fans that Keras counts for it.</summary>
internal readonly record struct WeightShape(int Rows, int Columns, int FanIn, int FanOut)
{
    /// <summary>
    /// A bias [n]; a matrix [units, inputs]; a table [vocabulary, size], which Keras does not transpose; or a kernel
    /// [filters, F, kernel], whose fans both count the steps it spans.
    /// </summary>
    public static WeightShape Of(ParameterShape parameter) => parameter.Shape switch
    {
        [int n] => new(n, 1, n, n),
        [int rows, int columns] when parameter.IsTable => new(rows, columns, rows, columns),
        [int rows, int columns] => new(rows, columns, columns, rows),
        [int filters, int features, int kernel] =>
            checked(new(filters, features * kernel, features * kernel, filters * kernel)),
        _ => throw new InvalidOperationException($"{parameter.Name} has {parameter.Shape.Length} dimensions."),
    };
}
