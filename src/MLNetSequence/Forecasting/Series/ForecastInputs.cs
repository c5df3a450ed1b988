using MLNetSequence.Inputs;
using MLNetSequence.Mapping;
using MLNetSequence.Windowing;

namespace MLNetSequence.Forecasting.Series;

/// <summary>
/// What a forecaster reads of a row, saved with the model. A row that is kept is [targets | past covariates | known covariates], K + P + F
/// numbers, and its time.
/// </summary>
/// <param name="Targets">What is forecast.</param>
/// <param name="Past">Covariates that are known up to the present.</param>
/// <param name="Future">Covariates that are known ahead.</param>
/// <param name="Statics">Numbers of a whole series.</param>
/// <param name="Keys">Keys of a whole series.</param>
/// <param name="Group">What tells series apart; null where there is one.</param>
/// <param name="Time">The rows' times; null for none.</param>
internal sealed record ForecastInputs(
    IReadOnlyList<ForecastColumn> Targets, IReadOnlyList<ForecastColumn> Past, IReadOnlyList<ForecastColumn> Future,
    IReadOnlyList<ForecastColumn> Statics, IReadOnlyList<ForecastKey> Keys, string? Group, string? Time)
{
    private const int MostNumbers = 1 << 20;

    /// <summary>K.</summary>
    public int TargetCount => Targets.Sum(c => c.Width);

    /// <summary>P.</summary>
    public int PastCount => Past.Sum(c => c.Width);

    /// <summary>F.</summary>
    public int FutureCount => Future.Sum(c => c.Width);

    /// <summary>S.</summary>
    public int StaticCount => Statics.Sum(c => c.Width);

    /// <summary>Numbers of a row that is kept.</summary>
    public int Width => TargetCount + PastCount + FutureCount;

    /// <summary>Names of all columns that are read, but for the group.</summary>
    public IReadOnlyList<string> Names =>
        [.. Rows.Concat(Statics).Select(c => c.Name), .. Keys.Select(k => k.Name), .. Time is null ? (string[])[] : [Time]];

    /// <summary>A name for each target.</summary>
    public IReadOnlyList<string> TargetNames =>
        [.. Targets.SelectMany(c => c.IsScalar ? [c.Name] : Enumerable.Range(0, c.Width).Select(i => $"{c.Name}[{i}]"))];

    private IEnumerable<ForecastColumn> Rows => Targets.Concat(Past).Concat(Future);

    /// <summary>The columns of training data.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is missing, or of a type that does not fit.</exception>
    public static ForecastInputs Of(DataViewSchema schema, ForecastingOptions options)
    {
        string[] keys = [.. options.StaticColumns.Where(n => ForecastKey.IsKey(schema, n))];
        var inputs = new ForecastInputs(
            ForecastColumn.Of(schema, ForecastColumn.Target, options.TargetColumnNames),
            ForecastColumn.Of(schema, ForecastColumn.PastCovariate, options.PastColumns),
            ForecastColumn.Of(schema, ForecastColumn.FutureCovariate, options.FutureColumns),
            ForecastColumn.Of(schema, ForecastColumn.StaticCovariate, options.StaticColumns.Except(keys)),
            [.. keys.Select(n => ForecastKey.Of(schema, n))],
            options.GroupColumnName,
            options.TimeColumnName);
        _ = GroupLookup.For(schema, inputs.Group);
        inputs.FindTime(schema);
        inputs.CheckWidth();
        inputs.CheckHorizon(options.Horizon);
        return inputs;
    }

    /// <summary>Checks the columns that are promised.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is missing, or of a type that does not fit.</exception>
    public static void Check(SchemaShape schema, ForecastingOptions options)
    {
        foreach ((ColumnRule rule, IReadOnlyList<string> names) in new[]
        {
            (ForecastColumn.Target, options.TargetColumnNames), (ForecastColumn.PastCovariate, options.PastColumns),
            (ForecastColumn.FutureCovariate, options.FutureColumns), (ForecastKey.NumberOrKey, options.StaticColumns),
        })
        {
            foreach (string name in names)
            {
                rule.Find(schema, name);
            }
        }
        GroupLookup.Check(schema, options.GroupColumnName);
        if (options.TimeColumnName is { } time)
        {
            TimeFeaturesTransformer.Time.Find(schema, time);
        }
    }

    /// <summary>Checks the columns of data to forecast, but for the group.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is missing, or of another type than in training.</exception>
    public void CheckSchema(DataViewSchema schema)
    {
        Columns(schema);
        Array.ForEach([.. Statics], c => c.Find(schema, ForecastColumn.StaticCovariate));
        Array.ForEach([.. Keys], k => k.Find(schema));
        FindTime(schema);
    }

    /// <summary>The columns of a row that is kept, in its order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is missing, or of another type than in training.</exception>
    public ValueColumns Columns(DataViewSchema schema)
    {
        Array.ForEach([.. Targets], c => c.Find(schema, ForecastColumn.Target));
        Array.ForEach([.. Past], c => c.Find(schema, ForecastColumn.PastCovariate));
        Array.ForEach([.. Future], c => c.Find(schema, ForecastColumn.FutureCovariate));
        return new ValueColumns(schema, Rows.Select(c => ("input", c.Name)));
    }

    /// <summary>The same without the targets and the past covariates: what rows to come must have.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is missing, or of another type than in training.</exception>
    public ValueColumns FutureColumns(DataViewSchema schema)
    {
        Array.ForEach([.. Future], c => c.Find(schema, ForecastColumn.FutureCovariate));
        FindTime(schema);
        return new ValueColumns(schema, Future.Select(c => ("known covariate", c.Name)));
    }

    /// <summary>The column of a number of a row, as a message names it.</summary>
    public string NameOf(int number)
    {
        foreach (ForecastColumn column in Rows)
        {
            if (number < column.Width)
            {
                return column.Name;
            }
            number -= column.Width;
        }
        throw new ArgumentOutOfRangeException(nameof(number));
    }

    /// <summary>Checks that a forecast of so many steps can be held.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It has too many numbers.</exception>
    public void CheckHorizon(int horizon)
    {
        if ((long)horizon * TargetCount > MostNumbers)
        {
            throw new ArgumentOutOfRangeException(
                nameof(horizon), horizon, FormattableString.Invariant(
                    $"A forecast may have {MostNumbers:N0} numbers: of {TargetCount} targets {MostNumbers / TargetCount:N0} steps."));
        }
    }

    /// <summary>Whether a model's file can say so.</summary>
    /// <exception cref="ArgumentException">It cannot.</exception>
    public void CheckSaved()
    {
        bool sound = Targets.Count > 0
            && Rows.Concat(Statics).All(c => c is { Name.Length: > 0, Width: > 0 and <= MostNumbers } && (c.Width == 1 || !c.IsScalar))
            && Keys.All(k => k is { Name.Length: > 0, Count: > 0 and <= InputColumn.MostWords });
        if (!sound)
        {
            throw new ArgumentException("its input columns make no sense.");
        }
        CheckWidth();
    }

    private void FindTime(DataViewSchema schema)
    {
        if (Time is not null)
        {
            TimeFeaturesTransformer.Time.Find(schema, Time);
        }
    }

    private void CheckWidth()
    {
        if (Rows.Concat(Statics).Sum(c => (long)c.Width) > MostNumbers)
        {
            throw new ArgumentException($"A row has more than {MostNumbers:N0} numbers.");
        }
    }
}
