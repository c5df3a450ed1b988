namespace Microsoft.ML.Data;

/// <summary>Objects of a class as a data view, enumerated anew by each cursor.</summary>
internal sealed class EnumerableDataView<TRow>(IEnumerable<TRow> data, MemberColumn[] members) : DataViewBase(MemberColumn.SchemaOf(members))
    where TRow : class
{
    public override long? GetRowCount() => (data as ICollection<TRow>)?.Count;

    public override DataViewRowCursor GetRowCursor(IEnumerable<Column> columnsNeeded, Random? rand = null)
    {
        var (rows, active) = (data.GetEnumerator(), Cursors.Wanted(columnsNeeded));
        var getters = members.Select((member, i) => active(i) ? member.MakeGetter(() => rows.Current) : null);
        return new RootCursor(Schema, [.. getters], () => rows.MoveNext() && (rows.Current ?? throw NullRow()) is not null, rows);
    }

    private static Exception NullRow()
        => Marked(new InvalidOperationException("Encountered null when iterating over data, this is not supported."));
}

/// <summary>Writes rows of a schema into objects of a class; what does not fit is found before any row is read.</summary>
internal sealed class ObjectBinding<TRow> where TRow : class, new()
{
    private readonly List<(MemberColumn Member, Column Column)> _bound = [];

    public ObjectBinding(DataViewSchema schema, bool ignoreMissingColumns, SchemaDefinition? definition)
    {
        foreach (var member in MemberColumn.All(typeof(TRow), definition, SchemaDefinition.Direction.Write))
        {
            var column = schema.GetColumnOrNull(member.Detached.Name);
            if (column is null && ignoreMissingColumns) continue;
            _bound.Add((member, column ?? throw MissingColumn("", member.Detached.Name, nameof(schema))));
            Check(member.Fits(column.Value.Type), $"Can't bind the IDataView column '{column}' to {member}.");
        }
    }

    public Action<TRow> Setter(DataViewRow row)
    {
        var setters = _bound.ConvertAll(pair => pair.Member.MakeSetter(row, pair.Column));
        return target => setters.ForEach(set => set(target));
    }

    public IEnumerable<TRow> Read(IDataView data, bool reuseRowObject)
    {
        using var cursor = data.GetRowCursor(_bound.Select(pair => pair.Column));
        var (set, row) = (Setter(cursor), (TRow?)null);
        while (cursor.MoveNext())
        {
            row = reuseRowObject ? row ?? new TRow() : new TRow();
            set(row);
            yield return row;
        }
    }
}
