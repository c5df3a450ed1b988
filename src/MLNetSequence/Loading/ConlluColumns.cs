namespace MLNetSequence;

/// <summary>
/// Which fields of a CoNLL-U file become columns: for each sentence a vector with one item a word. The field ID does not: it is
/// only the words' number.
/// </summary>
[Flags]
public enum ConlluColumns
{
    /// <summary>No field: only the columns SentenceId and Text.</summary>
    None = 0,

    /// <summary>The word as it stands in the text: vector of text.</summary>
    Form = 1,

    /// <summary>Its lemma or stem: vector of text.</summary>
    Lemma = 2,

    /// <summary>Its universal part of speech: vector of text.</summary>
    Upos = 4,

    /// <summary>Its part of speech in the language's own scheme: vector of text.</summary>
    Xpos = 8,

    /// <summary>Its morphological features: vector of text.</summary>
    Feats = 16,

    /// <summary>The number of the word that it depends on, from 1; 0 for the root, -1 where the file says '_': vector of Int32.</summary>
    Head = 32,

    /// <summary>How it depends on it: vector of text.</summary>
    Deprel = 64,

    /// <summary>The enhanced dependency graph, as the file writes it: vector of text.</summary>
    Deps = 128,

    /// <summary>Anything else: vector of text.</summary>
    Misc = 256,

    /// <summary>All fields.</summary>
    All = Form | Lemma | Upos | Xpos | Feats | Head | Deprel | Deps | Misc,
}
