using System.Collections.Concurrent;
using System.Text.Json.Serialization;
using MLNetSequence.Text;

namespace MLNetSequence;

/// <summary>
/// Tokens by code of your own. A model file holds the code's name only: whoever loads the model calls
/// <see cref="Register(string, ITextSplitter)"/> with it before.
/// </summary>
/// <remarks>It makes strings, one for each text and one for each token; the other splitters make none.</remarks>
/// <example><code>
/// options.Splitter = new CustomSplitter("syllables", text => Syllables.Of(text));
/// // In the program that loads the model:
/// CustomSplitter.Register("syllables", text => Syllables.Of(text));
/// ITransformer model = mlContext.Model.Load("model.zip", out _);
/// </code></example>
public sealed record CustomSplitter : SequenceSplitter
{
    private static readonly ConcurrentDictionary<string, ITextSplitter> Registered = new(StringComparer.Ordinal);

    private readonly ITextSplitter? _splitter;

    /// <summary>A splitter that calls your code.</summary>
    /// <param name="name">The name that the model file holds; not empty.</param>
    /// <param name="splitter">The code.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public CustomSplitter(string name, ITextSplitter splitter)
        : this(Checked(name))
    {
        ArgumentNullException.ThrowIfNull(splitter);
        _splitter = splitter;
    }

    /// <inheritdoc cref="CustomSplitter(string, ITextSplitter)"/>
    public CustomSplitter(string name, Func<string, IEnumerable<string>> splitter)
        : this(name, FromFunction(splitter))
    {
    }

    [JsonConstructor]
    private CustomSplitter(string name) => Name = name;

    /// <summary>The name that the model file holds.</summary>
    [JsonInclude]
    public string Name { get; private init; }

    /// <summary>Says which code a name in a model file stands for, for this process. The last call for a name counts.</summary>
    /// <param name="name">The name that the splitter had when the model was fitted.</param>
    /// <param name="splitter">The code.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static void Register(string name, ITextSplitter splitter)
    {
        ArgumentNullException.ThrowIfNull(splitter);
        Registered[Checked(name)] = splitter;
    }

    /// <inheritdoc cref="Register(string, ITextSplitter)"/>
    public static void Register(string name, Func<string, IEnumerable<string>> splitter) => Register(name, FromFunction(splitter));

    internal override Func<TextScan> Prepare()
    {
        ITextSplitter? splitter = _splitter ?? Registered.GetValueOrDefault(Checked(Name));
        return splitter is not null
            ? () => new CustomScan(Name, splitter)
            : throw new InvalidOperationException(
                $"The model splits texts by code that no model file can hold, named '{Name}'. Before the model is loaded, call "
                + $"{nameof(CustomSplitter)}.{nameof(Register)}(\"{Name}\", …) with the splitter that it was fitted with.");
    }

    private static string Checked(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Surrogates.AreWhole(name)
            ? name
            : throw new ArgumentException("The name has half of a character, which no model file could hold.", nameof(name));
    }

    private static FunctionSplitter FromFunction(Func<string, IEnumerable<string>> splitter)
    {
        ArgumentNullException.ThrowIfNull(splitter);
        return new FunctionSplitter(splitter);
    }

    private sealed class FunctionSplitter(Func<string, IEnumerable<string>> function) : ITextSplitter
    {
        public IEnumerable<string> Split(string text) => function(text);
    }
}
