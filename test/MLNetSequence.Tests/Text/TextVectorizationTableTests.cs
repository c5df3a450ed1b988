using Microsoft.ML;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Text;

/// <summary>
/// Every argument of Keras' <c>TextVectorization</c> (keras 3, layers/preprocessing/text_vectorization.py), with vocabulary and output
/// worked out by hand from its source. Where frequencies tie, Keras goes by falling order of the words' bytes, we by first appearance:
/// the tables have no ties, except where that is the point.
/// </summary>
[TestClass]
public class TextVectorizationTableTests
{
    private static readonly string[] Arguments =
    [
        "max_tokens", "standardize", "split", "ngrams", "output_mode", "output_sequence_length", "pad_to_max_tokens", "vocabulary",
        "idf_weights", "sparse", "ragged", "encoding", "ties",
    ];

    private static readonly string[] Letters = ["c c c b b a"];

    private static readonly ParityRow[] Table =
    [
        new("max_tokens=None")
        {
            Here = AsKeras,
            Texts = Letters,
            Words = ["[UNK]", "c", "b", "a"],
            Text = "a b x c",
            Keys = [4, 3, 1, 2],
        },
        // 4 indices: padding, unknown, two words.
        new("max_tokens=4")
        {
            Here = With(o => o.MaximumTokens = 3),
            Texts = Letters,
            Words = ["[UNK]", "c", "b"],
            Text = "a b x c",
            Keys = [1, 3, 1, 2],
        },
        new("standardize='lower_and_strip_punctuation'")
        {
            Here = AsKeras,
            Texts = ["Don't! DON'T do-it. Dont do-it ..."],
            Words = ["[UNK]", "dont", "doit"],
            Text = "do it, don't (doit)",
            Keys = [1, 1, 2, 3],
        },
        new("standardize='lower'")
        {
            Here = o => o.Splitter = new WhitespaceSplitter(),
            Texts = ["Don't! don't! do-it."],
            Words = ["[UNK]", "don't!", "do-it."],
            Text = "DON'T! don't",
            Keys = [2, 1],
        },
        new("standardize='strip_punctuation'")
        {
            Here = With(o => o.LowerCase = false),
            Texts = ["Don't! Don't! dont"],
            Words = ["[UNK]", "Dont", "dont"],
            Text = "D.o.n.t dont",
            Keys = [2, 3],
        },
        new("standardize=None")
        {
            Here = o => (o.Splitter, o.LowerCase) = (new WhitespaceSplitter(), false),
            Texts = ["Don't! Don't! don't!"],
            Words = ["[UNK]", "Don't!", "don't!"],
            Text = "Don't! DON'T!",
            Keys = [2, 1],
        },
        new("standardize=callable") { Elsewhere = "CustomMapping of ML.NET, on the text before." },
        new("split='whitespace'")
        {
            Here = AsKeras,
            Texts = ["  a\tb\na\r\n  "],
            Words = ["[UNK]", "a", "b"],
            Text = "\fb\va ",
            Keys = [3, 2],
        },
        new("split='character'")
        {
            Here = With(o => o.Splitter = new CharacterSplitter()),
            Texts = ["B.b b a"],
            Words = ["[UNK]", "b", " ", "a"],
            Text = "a b,é",
            Keys = [4, 3, 2, 1],
        },
        new("split=None")
        {
            Here = With(o => o.Splitter = new PatternSplitter("(?s).+")),
            Texts = ["a b.", "A b", "b"],
            Words = ["[UNK]", "a b", "b"],
            Text = "a b",
            Keys = [2],
        },
        new("split=callable")
        {
            Here = With(o => o.Splitter = new CustomSplitter("bars", text => text.Split('x'))),
            Texts = ["aXb!xa"],
            Words = ["[UNK]", "a", "b"],
            Text = "bxcxa",
            Keys = [3, 1, 2],
        },
        new("ngrams=None")
        {
            Here = AsKeras,
            Texts = ["a b a"],
            Words = ["[UNK]", "a", "b"],
            Text = "a b",
            Keys = [2, 3],
        },
        // Words: a b a b a b. a 3, b 3 (a first); pairs a b 3, b a 2. First appearance: a, b, then the pairs.
        new("ngrams=2")
        {
            Here = With(o => o.Splitter = new WordNGramSplitter { FilterCharacters = "" }),
            Texts = ["a b a b a b"],
            Words = ["[UNK]", "a", "b", "a b", "b a"],
            Text = "B, a b c",
            Keys = [3, 2, 3, 1, 5, 4, 1],
        },
        new("ngrams=(2, 3)")
        {
            Here = With(o => o.Splitter = new WordNGramSplitter { Minimum = 2, Maximum = 3, FilterCharacters = "" }),
            Texts = ["a  b\tc a b"],
            Words = ["[UNK]", "a b", "b c", "c a", "a b c", "b c a", "c a b"],
            Text = "c a b",
            Keys = [4, 2, 7],
        },
        new("ngrams=(1, 3)") { Elsewhere = "Widths with a gap between them: a CustomSplitter." },
        new("output_mode='int'")
        {
            Here = AsKeras,
            Texts = Letters,
            Words = ["[UNK]", "c", "b", "a"],
            Text = "",
            Keys = [],
        },
        new("output_mode='multi_hot', 'count', 'tf_idf'") { Elsewhere = "SequenceToMatrix" },
        new("output_sequence_length=n") { Elsewhere = "PadSequences: see below." },
        new("pad_to_max_tokens=True") { Elsewhere = "Only for a matrix: SequenceToMatrix" },
        new("vocabulary=list")
        {
            Here = With(o => o.Vocabulary = SequenceVocabulary.FromWords(["earth", "wind", "and", "fire"])),
            Words = ["[UNK]", "earth", "wind", "and", "fire"],
            Text = "Fire and water",
            Keys = [5, 4, 1],
        },
        new("vocabulary=list that begins with the special tokens")
        {
            Here = With(o => o.Vocabulary = SequenceVocabulary.FromWords(["[UNK]", "earth", "wind"])),
            Words = ["[UNK]", "earth", "wind"],
            Text = "wind and",
            Keys = [3, 1],
        },
        new("vocabulary=path") { Elsewhere = "SequenceVocabulary.FromFile: see GivenVocabularyTests." },
        new("idf_weights=list") { Elsewhere = "SequenceToMatrix" },
        new("sparse=True") { Elsewhere = "SequenceToMatrix" },
        new("ragged=True") { Elsewhere = "Always: the output is a vector of varying length." },
        new("encoding='utf-8'") { Elsewhere = "Text of ML.NET is Unicode already; a loader decodes it." },
        // Keras: the, dont, then sit, sat, on, mat, cat. Its list, given, gives its keys.
        new("ties")
        {
            Here = AsKeras,
            Texts = ["The cat sat on the mat.", "Don't sit; don't!"],
            Words = ["[UNK]", "the", "dont", "cat", "sat", "on", "mat", "sit"],
            Text = "sit",
            Keys = [8],
        },
    ];

    [TestMethod]
    public void EveryArgumentGivesTheSameOrIsNamed() => ParityRow.CheckAll(Table, Arguments);

    /// <summary>The example of Keras' documentation, with output_sequence_length=4 and the order that Keras gives to ties.</summary>
    [TestMethod]
    public void OutputSequenceLengthIsPaddingAndCuttingAtTheEnd()
    {
        var context = new MLContext();
        IEstimator<ITransformer> pipeline = context.Transforms.Text
            .TokenizeIntoSequence(new SequenceTokenizingEstimator.Options
            {
                InputColumnName = "Text",
                Vocabulary = SequenceVocabulary.FromWords(["baz", "bar", "foo", "boom", "bada"]),
            })
            .Append(context.Transforms.PadSequences("Padded", "Tokens", 4, SequenceEnd.Post, SequenceEnd.Post));
        Table texts = Tokenize.Texts("foo qux bar", "qux baz", "baz bada boom foo bar");
        CollectionAssert.AreEqual(
            new[] { "[4 1 3 0]", "[1 2 0 0]", "[2 6 5 4]" }, Values.Of(pipeline.Fit(texts).Transform(texts), "Padded"));
    }

    // What TextVectorization does unless it is told otherwise.
    private static void AsKeras(SequenceTokenizingEstimator.Options options)
    {
        options.Splitter = new WhitespaceSplitter();
        options.RemovedCharacters = SequenceTokenizingEstimator.Punctuation;
    }

    private static Action<SequenceTokenizingEstimator.Options> With(Action<SequenceTokenizingEstimator.Options> change) => options =>
    {
        AsKeras(options);
        change(options);
    };
}
