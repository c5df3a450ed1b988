using System.Text.Json;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training.Schedules;

namespace MLNetSequence.Engine.Tests.Golden;

/// <summary>The rates of every schedule, step by step, against PyTorch's: see test/golden/make_optimizer_golden.py.</summary>
[TestClass]
public sealed class ScheduleGoldenTests
{
    [TestMethod]
    public void RatesEqualPyTorchs()
    {
        foreach (JsonElement golden in GoldenJson.Read("schedules").GetProperty("cases").EnumerateArray())
        {
            string what = golden.GetProperty("schedule").GetRawText();
            ScheduleState state = DescriptionJson.Read<LearningRateSchedule>(what).NewState();
            double baseRate = golden.GetProperty("base_rate").GetDouble();
            int epochs = golden.GetProperty("epochs").GetInt32(), steps = golden.GetProperty("steps_per_epoch").GetInt32();
            double[] expected = GoldenJson.Doubles(golden.GetProperty("rates"));
            JsonElement losses = golden.GetProperty("losses");
            for (int step = 0; step < epochs * steps; step++)
            {
                double rate = state.Rate(baseRate, new ScheduleMoment(step, epochs * steps, step / steps, epochs));
                Near.Equal(expected[step], rate, 1e-9, 1e-15, $"{what}: rate of step {step}");
                if ((step + 1) % steps == 0)
                {
                    state.EpochEnded(losses.ValueKind == JsonValueKind.Array ? losses[step / steps].GetDouble() : double.NaN);
                }
            }
            Assert.HasCount(epochs * steps, expected);
        }
    }
}
