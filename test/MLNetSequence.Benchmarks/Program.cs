using MLNetSequence.Benchmarks;
using MLNetSequence.Benchmarks.Learning;
using MLNetSequence.Benchmarks.Scoring;
using MLNetSequence.Benchmarks.Text;

// How fast the engine is, whether it learns, and how fast text becomes tokens: see Arguments.Usage.

if (args is ["--help" or "-h"])
{
    Console.WriteLine(Arguments.Usage);
    return 0;
}
Arguments arguments;
try
{
    arguments = Arguments.Parse(args);
}
catch (ArgumentException e)
{
    Console.Error.WriteLine(e.Message);
    Console.Error.WriteLine(Arguments.Usage);
    return 2;
}
if (arguments.Learn)
{
    LearningTasks.Run(arguments);
    return 0;
}
if (arguments.Text)
{
    return TextRun.Run(arguments);
}
if (arguments.Scoring)
{
    return ScoringRun.Run(arguments);
}
Results results = SpeedRun.Run(arguments);
Report.Print(results);
Console.WriteLine();
Console.WriteLine($"Written to {ReportFile.Write(results)}");
return 0;
