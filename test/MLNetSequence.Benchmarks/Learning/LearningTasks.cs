using System.Globalization;

namespace MLNetSequence.Benchmarks.Learning;

/// <summary>A task whose outcome is known.</summary>
internal interface ILearningTask
{
    string Name { get; }

    /// <summary>Trains; one result for each network that the task is tried on.</summary>
    IEnumerable<LearningResult> Run(Arguments arguments);
}

/// <summary>All tasks, and the table of what came out.</summary>
internal static class LearningTasks
{
    public static IReadOnlyList<ILearningTask> All { get; } =
        [new AddingProblem(), new CopyMemory(), new SequentialParity(), new CharacterModel()];

    public static void Run(Arguments arguments)
    {
        var results = new List<LearningResult>();
        foreach (ILearningTask task in All.Where(t => arguments.TakesTask(t.Name)))
        {
            Console.WriteLine($"{task.Name} …");
            results.AddRange(task.Run(arguments));
        }
        Print(results);
    }

    private static void Print(List<LearningResult> results)
    {
        if (results.Count == 0)
        {
            return;
        }
        int width = results.Max(r => r.Measured.Length);
        Console.WriteLine();
        Console.WriteLine($"{"task",-16} {"network",-10} {"steps",7} {"seconds",8}  {"measured".PadRight(width)}  goal");
        foreach (LearningResult r in results)
        {
            string verdict = r.Reached switch
            {
                true => ": reached",
                false => ": MISSED",
                null => "",
            };
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{r.Task,-16} {r.Network,-10} {r.Steps,7} {r.Seconds,8:F1}  {r.Measured.PadRight(width)}  {r.Goal}{verdict}"));
        }
    }
}
