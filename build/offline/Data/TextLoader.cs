namespace Microsoft.ML
{
    public static class TextLoaderSaverCatalog
    {
        public static IDataView LoadFromTextFile(this DataOperationsCatalog catalog, string path, TextLoader.Column[] columns,
            char separatorChar = '\t', bool hasHeader = false, bool allowQuoting = false, bool trimWhitespace = false, bool allowSparse = false)
            => allowSparse ? throw new NotSupportedException("The ML.NET stand-in reads no sparse text.")
                : new TextDataView(path, columns, (separatorChar, hasHeader, allowQuoting, trimWhitespace));

        public static IDataView LoadFromTextFile<TInput>(this DataOperationsCatalog catalog, string path, char separatorChar = '\t',
            bool hasHeader = false, bool allowQuoting = false, bool trimWhitespace = false, bool allowSparse = false)
            => catalog.LoadFromTextFile(path, TextLoader.Columns(typeof(TInput)), separatorChar, hasHeader, allowQuoting, trimWhitespace, allowSparse);
    }
}

namespace Microsoft.ML.Data
{
    /// <summary>The types a text file's columns can have.</summary>
    public enum DataKind : byte
    {
        SByte = 1, Byte = 2, Int16 = 3, UInt16 = 4, Int32 = 5, UInt32 = 6, Int64 = 7, UInt64 = 8, Single = 9, Double = 10,
        String = 11, Boolean = 12, DateTime = 14,
    }

    /// <summary>How columns are made of the fields of a line.</summary>
    public sealed class TextLoader
    {
        private TextLoader() { }

        internal static Column[] Columns(Type rowType)
        {
            Range[] Sources(string member)
            {
                var load = rowType.GetMember(member)[0].GetCustomAttribute<LoadColumnAttribute>();
                Check(load is not null, $"'{member}' is missing the LoadColumn attribute");
                return load.Sources;
            }
            return [.. SchemaDefinition.Create(rowType, SchemaDefinition.Direction.Read).Select(column
                => new Column(column.ColumnName, Sources(column.MemberName), (PrimitiveDataViewType)column.ColumnType.ItemType()))];
        }

        public sealed class Column
        {
            public Column(string name, DataKind dataKind, int index) : this(name, dataKind, [new Range(index)]) { }
            public Column(string name, DataKind dataKind, int minIndex, int maxIndex) : this(name, dataKind, [new Range(minIndex, maxIndex)]) { }
            public Column(string name, DataKind dataKind, Range[] source) : this(name, source, TypeOf(dataKind)) { }

            internal Column(string name, Range[] source, PrimitiveDataViewType item)
            {
                Fields = [.. source.SelectMany(range => Enumerable.Range(range.Min, range.Max - range.Min + 1))];
                (Name, Item, IsVector) = (name, item, source.Length > 1 || source[0].IsVector);
            }

            private static PrimitiveDataViewType TypeOf(DataKind kind) => kind == DataKind.String ? TextDataViewType.Instance
                : PrimitiveDataViewType.FromRaw(Type.GetType($"System.{kind}", throwOnError: true)!)!;

            internal string Name { get; }
            internal PrimitiveDataViewType Item { get; }
            internal bool IsVector { get; }
            internal int[] Fields { get; }
        }

        /// <summary>Fields from the first to the last, both included. One made of two numbers is a vector, even of one field.</summary>
        public sealed class Range
        {
            public Range(int index) : this(index, index) => IsVector = false;

            public Range(int min, int? max)
            {
                CheckParam(min >= 0, nameof(min), "Must be non-negative");
                CheckParam(!(max < min), nameof(max), "Must be greater than or equal to min");
                Max = max ?? throw new NotSupportedException("The ML.NET stand-in reads no ranges up to the end of the line.");
                (Min, IsVector) = (min, true);
            }

            internal int Min { get; }
            internal int Max { get; }
            internal bool IsVector { get; }
        }
    }
}
