namespace MLNetSequence.Tests.Text;

/// <summary>
/// Every argument of Keras' <c>Tokenizer</c> (keras_preprocessing/text.py), with word_index and texts_to_sequences worked out by hand
/// from its source.
/// </summary>
[TestClass]
public class KerasTokenizerTableTests
{
    private static readonly string[] Arguments =
        ["num_words", "filters", "lower", "split", "char_level", "oov_token", "analyzer", "document_count", "texts"];

    private static readonly string[] Cats = ["The cat sat on the mat.", "The dog sat!"];

    private static readonly ParityRow[] Table =
    [
        new("num_words=None")
        {
            Here = o => o.OutOfVocabularyToken = null,
            Texts = Cats,
            Words = ["the", "sat", "cat", "on", "mat", "dog"],
            Text = "the zebra sat on a dog",
            Keys = [1, 2, 4, 6],
        },
        // Words whose index is below 4: three of them. Keras keeps the rest of word_index, but never gives it out.
        new("num_words=4")
        {
            Here = o => (o.MaximumTokens, o.OutOfVocabularyToken) = (3, null),
            Texts = Cats,
            Words = ["the", "sat", "cat"],
            Text = "the zebra sat on a cat",
            Keys = [1, 2, 3],
        },
        new("num_words=4, oov_token='[UNK]'")
        {
            Here = o => o.MaximumTokens = 3,
            Texts = Cats,
            Words = ["[UNK]", "the", "sat"],
            Text = "the zebra sat on a cat",
            Keys = [2, 1, 3, 1, 1, 1],
        },
        new("oov_token=None")
        {
            Here = o => o.OutOfVocabularyToken = null,
            Texts = ["a b a"],
            Words = ["a", "b"],
            Text = "b c a",
            Keys = [2, 1],
        },
        new("oov_token='<unk>'")
        {
            Here = o => o.OutOfVocabularyToken = "<unk>",
            Texts = ["a b a"],
            Words = ["<unk>", "a", "b"],
            Text = "b c a",
            Keys = [3, 1, 2],
        },
        new("filters=default")
        {
            Here = _ => { },
            Texts = ["it's a-b_c (d) {e} \"f\" 50% #g\th\ni"],
            Words = ["[UNK]", "it's", "a", "b", "c", "d", "e", "f", "50", "g", "h", "i"],
            Text = "i/h=it's?",
            Keys = [12, 11, 2],
        },
        new("filters=''")
        {
            Here = o => o.Splitter = new WordSplitter { FilterCharacters = "" },
            Texts = ["a-b c. c."],
            Words = ["[UNK]", "c.", "a-b"],
            Text = "c c. a-b",
            Keys = [1, 2, 3],
        },
        new("filters=\"'\"")
        {
            Here = o => o.Splitter = new WordSplitter { FilterCharacters = "'" },
            Texts = ["it's it."],
            Words = ["[UNK]", "it", "s", "it."],
            Text = "s'it it's.",
            Keys = [3, 2, 2, 1],
        },
        new("lower=True")
        {
            Here = o => o.LowerCase = true,
            Texts = ["Good GOOD film"],
            Words = ["[UNK]", "good", "film"],
            Text = "gOOd",
            Keys = [2],
        },
        new("lower=False")
        {
            Here = o => o.LowerCase = false,
            Texts = ["Good GOOD Good film"],
            Words = ["[UNK]", "Good", "GOOD", "film"],
            Text = "gOOd GOOD",
            Keys = [1, 3],
        },
        // Filters become the separator: "a b,c.d" → "a b,c,d" → "a b", "c", "d".
        new("split=','")
        {
            Here = o => o.Splitter = new PatternSplitter("[!\"#$%&()*+,\\-./:;<=>?@[\\\\\\]^_`{|}~\\t\\n]") { MatchesSeparate = true },
            Texts = ["a b,c.d,c"],
            Words = ["[UNK]", "c", "a b", "d"],
            Text = "A b;x,d",
            Keys = [3, 1, 4],
        },
        // Filters do not count then; blanks are tokens.
        new("char_level=True")
        {
            Here = o => o.Splitter = new CharacterSplitter(),
            Texts = ["Abba, a😀"],
            Words = ["[UNK]", "a", "b", ",", " ", "😀"],
            Text = "a 😀b!",
            Keys = [2, 5, 6, 3, 1],
        },
        new("char_level=False")
        {
            Here = _ => { },
            Texts = ["ab"],
            Words = ["[UNK]", "ab"],
            Text = "a ab",
            Keys = [1, 2],
        },
        // Keras hands the analyzer the text as it is.
        new("analyzer=lambda t: t.split('-')")
        {
            Here = o => (o.Splitter, o.LowerCase) = (new CustomSplitter("hyphens", text => text.Split('-')), false),
            Texts = ["A-b c-A"],
            Words = ["[UNK]", "A", "b c"],
            Text = "a-b c-A",
            Keys = [1, 3, 2],
        },
        new("document_count") { Elsewhere = "SequenceToMatrix counts the rows that it is fitted to." },
        new("texts=list of lists") { Elsewhere = "A column that is a vector of text: see SplitTextTests." },
    ];

    [TestMethod]
    public void EveryArgumentGivesTheSameOrIsNamed() => ParityRow.CheckAll(Table, Arguments);
}
