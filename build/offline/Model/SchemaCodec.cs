using System.Runtime.InteropServices;

namespace Microsoft.ML.Data;

/// <summary>
/// Writes a schema: a count, and for each column its name, its type, the number of its annotations and those (name, type, items).
/// A type: its dimensions (none for a scalar), the plain type behind it, how many keys (0 for none). Items: a count, then texts as
/// BinaryWriter does and all else as its bytes. Hidden columns are kept: they make others' indices.
/// </summary>
internal static class SchemaCodec
{
    public static void Write(BinaryWriter writer, DataViewSchema schema)
    {
        writer.Write(schema.Count);
        foreach (var column in schema)
        {
            writer.Write(column.Name);
            WriteType(writer, column.Type);
            writer.Write(column.Annotations.Schema.Count);
            foreach (var annotation in column.Annotations.Schema)
            {
                writer.Write(annotation.Name);
                WriteType(writer, annotation.Type);
                Generic.Call<object>(annotation.Type.ItemType().RawType, WriteAnnotation<int>, writer, column.Annotations, annotation);
            }
        }
    }

    public static DataViewSchema Read(BinaryReader reader)
    {
        var schema = new DataViewSchema.Builder();
        for (int columns = reader.ReadInt32(); columns > 0; columns--)
        {
            var (name, type, annotations) = (reader.ReadString(), ReadType(reader), new Annotations.Builder());
            for (int count = reader.ReadInt32(); count > 0; count--)
            {
                var (kind, kindType) = (reader.ReadString(), ReadType(reader));
                annotations.Add(kind, kindType, Generic.Call<Delegate>(kindType.ItemType().RawType, ReadGetter<int>, reader, kindType));
            }
            schema.AddColumn(name, type, annotations.ToAnnotations());
        }
        return schema.ToSchema();
    }

    public static void WriteItems<T>(BinaryWriter writer, T[] items)
    {
        writer.Write(items.Length);
        if (items is Text[] texts)
            Array.ForEach(texts, text => writer.Write(text.ToString()));
        else
            writer.Write(Bytes(items));
    }

    public static T[] ReadItems<T>(BinaryReader reader)
    {
        int count = reader.ReadInt32();
        // An item takes at least its size: a forged count is found out before it allocates.
        long size = typeof(T) == typeof(Text) ? 1 : Unsafe.SizeOf<T>();
        CheckDecode(count >= 0 && count * size <= reader.BaseStream.Length - reader.BaseStream.Position, "Corrupt values");
        if (typeof(T) == typeof(Text))
            return [.. Enumerable.Range(0, count).Select(_ => (T)(object)reader.ReadString().AsMemory())];
        var items = new T[count];
        reader.BaseStream.ReadExactly(Bytes(items));
        return items;
    }

    public static void WriteType(BinaryWriter writer, DataViewType type)
    {
        WriteItems(writer, (type as VectorDataViewType)?.Dimensions.ToArray() ?? []);
        writer.Write((byte)Array.FindIndex(PrimitiveDataViewType.Plain, plain => plain.RawType == type.ItemType().RawType));
        writer.Write((type.ItemType() as KeyDataViewType)?.Count ?? 0);
    }

    public static DataViewType ReadType(BinaryReader reader)
    {
        var (dimensions, index, keys) = (ReadItems<int>(reader), reader.ReadByte(), reader.ReadUInt64());
        CheckDecode(index < PrimitiveDataViewType.Plain.Length, "Corrupt schema");
        var item = PrimitiveDataViewType.Plain[index];
        item = keys == 0 ? item : new KeyDataViewType(item.RawType, keys);
        return dimensions.Length == 0 ? item : new VectorDataViewType(item, dimensions);
    }

    private static void WriteAnnotation<T>(BinaryWriter writer, Annotations annotations, Column annotation)
    {
        var (vector, items) = (default(VBuffer<T>), new T[1]);
        if (annotation.Type is VectorDataViewType)
            annotations.GetValue(annotation.Name, ref vector);
        else
            annotations.GetValue(annotation.Name, ref items[0]);
        WriteItems(writer, annotation.Type is VectorDataViewType ? [.. vector.DenseValues()] : items);
    }

    private static Delegate ReadGetter<T>(BinaryReader reader, DataViewType type)
    {
        var items = ReadItems<T>(reader);
        CheckDecode(type is VectorDataViewType || items.Length == 1, "Corrupt schema");
        return type is VectorDataViewType ? Cursors.Items(items) : (ValueGetter<T>)((ref T value) => value = items[0]);
    }

    private static Span<byte> Bytes<T>(T[] items) => MemoryMarshal.CreateSpan(
        ref Unsafe.As<T, byte>(ref MemoryMarshal.GetArrayDataReference(items)), items.Length * Unsafe.SizeOf<T>());
}
