using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Series;
using MLNetSequence.Interop;
using MLNetSequence.Tests.Forecasting.Baselines;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Forecasting.Models;

/// <summary>Payloads whose checksum is right but whose content is not.</summary>
[TestClass]
public class DamagedForecastTests
{
    private static readonly ForecastingTransformer[] Models = [.. Options().Select(o => new BaselineForecaster(
        MLNet.Environment(Baseline.Catalog), o).Fit(Data()))];

    [TestMethod]
    public void AModelThatIsWholeIsRead()
    {
        foreach (ForecastingTransformer model in Models)
        {
            byte[] payload = ForecastFile.Write(model.Model, null);
            CollectionAssert.AreEqual(payload, ForecastFile.Write(ForecastFile.Read(payload).Model, null));
        }
    }

    [TestMethod]
    public void AModelCutOffAnywhereIsRefused()
    {
        foreach (ForecastingTransformer model in Models)
        {
            byte[] payload = ForecastFile.Write(model.Model, null);
            for (int length = 0; length < payload.Length; length++)
            {
                Assert.ThrowsExactly<InvalidDataException>(() => ForecastFile.Read(payload[..length]), $"{length}");
            }
            Assert.ThrowsExactly<InvalidDataException>(() => ForecastFile.Read([.. payload, 0]));
        }
    }

    /// <summary>A byte that was changed is noticed, or gives a model that forecasts something; nothing else is ever thrown.</summary>
    [TestMethod]
    public void AChangedByteNeverDoesWorse()
    {
        int loaded = 0;
        foreach (ForecastingTransformer model in Models)
        {
            byte[] payload = ForecastFile.Write(model.Model, null);
            for (int at = 0; at < payload.Length; at++)
            {
                foreach (byte change in new byte[] { 0x01, 0x80 })
                {
                    byte[] changed = [.. payload];
                    changed[at] ^= change;
                    loaded += Forecasts(changed, $"Byte {at} ^ {change}") ? 1 : 0;
                }
            }
        }
        Assert.IsGreaterThan(0, loaded, "A value of a series may be another.");
    }

    [TestMethod]
    [DataRow("\"formatVersion\":1", "\"formatVersion\":2", "format version 2")]
    [DataRow("\"core\":\"drift\"", "\"core\":\"dryft\"", "forecasts by 'dryft'")]
    [DataRow("\"horizon\":2", "\"horizon\":0", "horizon")]
    [DataRow("\"horizon\":2", "\"horizon\":2000000", "1,048,576")]
    [DataRow("\"level\":0.95", "\"level\":1.5", "level")]
    [DataRow("\"output\":\"Forecast\"", "\"output\":\"\"", "damaged")]
    [DataRow("\"output\":\"Forecast\"", "\"output\":null", "damaged")]
    [DataRow("\"lower\":null", "\"lower\":\"\"", "damaged")]
    [DataRow("\"lower\":null", "\"lower\":\"Forecast\"", "damaged")]
    [DataRow("\"width\":1", "\"width\":0", "columns make no sense")]
    [DataRow("\"width\":1", "\"width\":-1", "columns make no sense")]
    [DataRow("\"width\":1", "\"width\":2000000", "columns make no sense")]
    [DataRow("\"targets\":[", "\"targets\":[null,", "columns make no sense")]
    [DataRow("\"keys\":[]", "\"keys\":[null]", "columns make no sense")]
    [DataRow("\"name\":\"A\"", "\"name\":\"\"", "columns make no sense")]
    [DataRow("\"months\":0", "\"months\":1", "step")]
    [DataRow("\"statics\":[],", "", "damaged")]
    public void AHeadThatMakesNoSenseIsRefused(string from, string to, string part)
    {
        byte[] payload = ForecastFile.Write(Models.Single(m => m.Model.Core.Kind == "drift").Model, null);
        int length = BitConverter.ToInt32(payload);
        string head = Encoding.UTF8.GetString(payload, 4, length);
        StringAssert.Contains(head, from);
        byte[] changed = Encoding.UTF8.GetBytes(head.Replace(from, to));
        byte[] all = [.. BitConverter.GetBytes(changed.Length), .. changed, .. payload[(4 + length)..]];
        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => ForecastFile.Read(all)).Message, part);
    }

    /// <summary>A copy goes on by itself: what is added to it changes nothing in what it was copied from.</summary>
    [TestMethod]
    public void ACopiedMemoryIsOneOfItsOwn()
    {
        Table data = new Table().AddNumbers("A", float.NaN, float.NaN);
        ForecastMemory memory = Baseline.Catalog.ForecastByDrift("Forecast", "A", 1).Fit(data).Model.Memory;
        byte[] before = memory.Save();
        SeriesRows copy = memory.Copy().Series[0];
        copy.Add([5], 0);
        Assert.AreEqual(5, copy.Facts.FirstValues[0]);
        CollectionAssert.AreEqual(before, memory.Save());
        Assert.IsTrue(float.IsNaN(memory.Series[0].Facts.FirstValues[0]));
    }

    private static bool Forecasts(byte[] payload, string what)
    {
        ForecastingTransformer model;
        try
        {
            model = ForecastFile.Read(payload);
        }
        catch (InvalidDataException)
        {
            return false;
        }
        try
        {
            foreach (SeriesForecast next in model.Forecast(3))
            {
                Assert.HasCount(3, next.Values(), what);
                Assert.HasCount(3, next.Quantile(0.9, next.Targets.Count - 1), what);
            }
        }
        catch (InvalidOperationException e)
        {
            // A year that was changed may be the last.
            StringAssert.Contains(e.Message, "the calendar ends", what);
        }
        return true;
    }

    private static IEnumerable<BaselineForecaster.Options> Options()
    {
        yield return Named(new BaselineForecaster.SeasonalNaiveOptions { SeasonLength = 2 });
        yield return Named(new BaselineForecaster.DriftOptions());
        yield return Named(new BaselineForecaster.LinearAutoregressionOptions { WindowSize = 1 });
    }

    private static BaselineForecaster.Options Named(BaselineForecaster.Options options)
    {
        (options.TargetColumnNames, options.Horizon) = (["A"], 2);
        (options.GroupColumnName, options.TimeColumnName) = ("Group", "Date");
        return options;
    }

    private static Table Data() => new Table()
        .AddNumbers("A", 1, 3, 2, 5, float.NaN, 8)
        .AddText("Group", "x", "x", "y", "x", "y", "y")
        .Add("Date", DateTimeDataViewType.Instance, [.. new[] { 1, 2, 1, 3, 2, 3 }.Select(d => new DateTime(2024, 1, d))]);
}
