using MLNetSequence.Mapping;

namespace MLNetSequence.Text;

/// <summary>Reads a column of texts once and counts their tokens. Of the texts nothing is kept but a few blocks.</summary>
/// <param name="newTokenizer">Makes what splits texts, for one thread each.</param>
internal sealed class VocabularyLearner(Func<TextTokenizer> newTokenizer)
{
    // More threads than that only wait for the one that reads.
    private const int MostThreads = 4;

    /// <summary>Threads to count on. The outcome does not depend on it.</summary>
    public int Threads { get; init; } = Math.Min(Environment.ProcessorCount, MostThreads);

    /// <summary>Characters that are handed to a thread at once.</summary>
    public int BlockCapacity { get; init; } = 1 << 16;

    /// <summary>Reads all rows.</summary>
    /// <param name="data">The data.</param>
    /// <param name="column">Its text column: texts to split, or vectors of items that are tokens.</param>
    /// <param name="rows">How many rows there were.</param>
    public TokenCounts Learn(IDataView data, DataViewSchema.Column column, out long rows)
    {
        bool areSplit = column.Type is VectorDataViewType;
        var counts = new TokenCounts();
        using var crew = new CountingCrew(() => NewWorker(counts.NewCounter(), areSplit), Threads, BlockCapacity);
        using DataViewRowCursor cursor = data.GetRowCursor([column]);
        var feed = new Feed(crew);
        rows = areSplit ? ReadItems(cursor, column, feed) : ReadTexts(cursor, column, feed);
        feed.Finish();
        return counts;
    }

    private static long ReadTexts(DataViewRowCursor cursor, DataViewSchema.Column column, Feed feed)
    {
        ValueGetter<ReadOnlyMemory<char>> get = cursor.GetGetter<ReadOnlyMemory<char>>(column);
        ReadOnlyMemory<char> text = default;
        long rows = 0;
        for (; cursor.MoveNext(); rows++)
        {
            get(ref text);
            feed.Add(text.Span);
        }
        return rows;
    }

    private static long ReadItems(DataViewRowCursor cursor, DataViewSchema.Column column, Feed feed)
    {
        var reader = new DenseReader<ReadOnlyMemory<char>>(cursor.GetGetter<VBuffer<ReadOnlyMemory<char>>>(column));
        long rows = 0;
        for (; cursor.MoveNext(); rows++)
        {
            foreach (ReadOnlyMemory<char> item in reader.Read())
            {
                feed.Add(item.Span);
            }
        }
        return rows;
    }

    private Action<TextBlock> NewWorker(TokenCounts.Counter counter, bool areSplit)
    {
        TextTokenizer tokenizer = newTokenizer();
        return block =>
        {
            long place = (block.Number << 32) + 1;
            for (int i = 0; i < block.Count; i++)
            {
                if (areSplit)
                {
                    tokenizer.Clear();
                    tokenizer.Take(block.Text(i));
                }
                else
                {
                    tokenizer.Split(block.Text(i), block.FirstText + i);
                }
                counter.Add(tokenizer.Tokens, place);
                place += tokenizer.Tokens.Bounds.Length;
            }
        };
    }

    /// <summary>Fills blocks and hands them on.</summary>
    private sealed class Feed(CountingCrew crew)
    {
        private TextBlock _block = Begun(crew, 0, 0);

        public void Add(ReadOnlySpan<char> text)
        {
            if (!_block.TryAdd(text))
            {
                long number = _block.Number + 1;
                long texts = _block.FirstText + _block.Count;
                crew.Count(_block);
                _block = Begun(crew, number, texts);
                _block.TryAdd(text);
            }
        }

        public void Finish() => crew.Finish(_block);

        private static TextBlock Begun(CountingCrew crew, long number, long texts)
        {
            TextBlock block = crew.Rent();
            block.Begin(number, texts);
            return block;
        }
    }
}
