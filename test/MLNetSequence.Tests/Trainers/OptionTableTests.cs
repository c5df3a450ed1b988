using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Trainers;

/// <summary>No option is silently ignored, and none is lost on save: of every class of options, every property.</summary>
[TestClass]
public class OptionTableTests
{
    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private static IEnumerable<object[]> Options =>
        OptionTables.All.SelectMany((c, i) => c.Cases().Select(option => new object[] { i, option.Name }));

    /// <summary>Whoever adds an option says in a table what it does.</summary>
    [TestMethod]
    public void EveryOptionThatCanBeSetHasACase()
    {
        foreach (OptionClass c in OptionTables.All)
        {
            string[] settable = [.. c.Type.GetProperties().Where(p => p.SetMethod is { IsPublic: true }).Select(p => p.Name)];
            CollectionAssert.AreEquivalent(settable, c.Cases().Select(option => option.Name).ToArray(), c.Type.FullName);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Options))]
    public void ItSurvivesSavingOrIsOfTheRunAlone(int index, string name)
    {
        (OptionClass c, OptionCase option, PropertyInfo property) = Find(index, name);
        OptionSetting setting = Setting(c, option, property);
        SequencePredictionTransformer model = c.Task.Fit(setting);
        var loaded = (SequencePredictionTransformer)ModelFile.Reload(model, c.Task.Data().Schema);
        option.Clean?.Invoke();

        object? set = property.GetValue(c.At(setting));
        object? kept = property.GetValue(c.At(new OptionSetting(loaded.TrainerOptions, loaded.Layers!)));
        object? usual = property.GetValue(c.At(new OptionSetting(c.Task.NewOptions(), Small.Layers)));
        if (option.OfTheRunAlone)
        {
            // Threads, which Small says, are null where nobody does; what else belongs to the run has its default again.
            Assert.AreEqual(property.GetValue(Default(c)), kept);
            return;
        }
        Assert.AreNotEqual(Text(property, usual), Text(property, set), "The case must change something.");
        if (name == nameof(SequenceTrainerOptions.Training))
        {
            set = ((TrainingOptions)set!) with { Threads = null };
        }
        Assert.AreEqual(Text(property, set), Text(property, kept));
    }

    [TestMethod]
    [DynamicData(nameof(Options))]
    public void ItDoesSomething(int index, string name)
    {
        (OptionClass c, OptionCase option, PropertyInfo property) = Find(index, name);
        var run = new OptionRun(
            () => c.Task.Fit(Setting(c, option, null)),
            () => c.Task.Fit(Setting(c, option, property)),
            c.Task);
        (option.Effect ?? (r => r.ModelsDiffer()))(run);
        option.Clean?.Invoke();
    }

    private static (OptionClass Class, OptionCase Option, PropertyInfo Property) Find(int index, string name)
    {
        OptionClass c = OptionTables.All[index];
        return (c, c.Cases().Single(option => option.Name == name), c.Type.GetProperty(name)!);
    }

    private static OptionSetting Setting(OptionClass c, OptionCase option, PropertyInfo? property)
    {
        var setting = new OptionSetting(c.Task.NewOptions(), Small.Layers);
        option.Before?.Invoke(c.Task, setting.Options);
        property?.SetValue(c.At(setting), option.Value(c.Task));
        return setting;
    }

    private static object Default(OptionClass c) => Activator.CreateInstance(c.Type)!;

    // By the declared type, so that an optimizer says which it is.
    private static string Text(PropertyInfo property, object? value) => JsonSerializer.Serialize(value, property.PropertyType, Json);
}
