namespace MLNetSequence.Loading;

/// <summary>Reads the rows of a source, one after the other; <see cref="SourceView"/> makes a data view of it.</summary>
internal interface IRowReader : IDisposable
{
    /// <summary>Reads the next row, of which only the active columns are parsed.</summary>
    /// <exception cref="InvalidDataException">The row is none; the message names file and line.</exception>
    bool Read();

    /// <summary>A <see cref="ValueGetter{TValue}"/> of the current row's value in an active column, by the column's index.</summary>
    Delegate Getter(int column);
}
