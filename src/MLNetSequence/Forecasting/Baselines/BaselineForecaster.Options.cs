using MLNetSequence.Forecasting.Baselines;
using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Series;
using MLNetSequence.Mapping;

namespace MLNetSequence;

public sealed partial class BaselineForecaster
{
    /// <summary>What to forecast, and by which method. Copied when the estimator is made: changing it later changes nothing.</summary>
    public abstract class Options : ForecastingOptions
    {
        private protected Options() { }

        /// <summary>Works out what the method needs.</summary>
        internal abstract ForecastCore Learn(SeriesData data, Func<bool> cancelled);
    }

    /// <summary>The last observed value goes on.</summary>
    public sealed class NaiveOptions : Options
    {
        internal override ForecastCore Learn(SeriesData data, Func<bool> cancelled) => SeasonalNaiveCore.Learn(data, season: 1);
    }

    /// <summary>The last season goes on.</summary>
    public sealed class SeasonalNaiveOptions : Options
    {
        /// <summary>
        /// Rows of a season, from 1 to 1,048,576; must be set. Of days with a week 7, of months with a year 12, of hours with a day 24.
        /// </summary>
        public int SeasonLength { get; set; }

        internal override ForecastCore Learn(SeriesData data, Func<bool> cancelled) => SeasonalNaiveCore.Learn(data, SeasonLength);

        private protected override void CheckModel() => Arguments.Require(
            SeasonLength is >= 1 and <= SeasonalNaiveCore.MostRows, SeasonLength, nameof(SeasonLength),
            $"from 1 to {SeasonalNaiveCore.MostRows}");
    }

    /// <summary>The line through the first and the last observed value goes on.</summary>
    public sealed class DriftOptions : Options
    {
        internal override ForecastCore Learn(SeriesData data, Func<bool> cancelled) => DriftCore.Learn(data);
    }

    /// <summary>A linear function of the last rows, step after step.</summary>
    public sealed class LinearAutoregressionOptions : Options
    {
        /// <summary>Rows of which the next is a linear function, from 1 to 2,000; must be set.</summary>
        public int WindowSize { get; set; }

        internal override ForecastCore Learn(SeriesData data, Func<bool> cancelled) =>
            LinearAutoregressionCore.Learn(data, WindowSize, cancelled);

        private protected override void CheckModel() => Arguments.Require(
            WindowSize is >= 1 and <= LinearAutoregressionCore.MostLags, WindowSize, nameof(WindowSize),
            $"from 1 to {LinearAutoregressionCore.MostLags}");
    }
}
