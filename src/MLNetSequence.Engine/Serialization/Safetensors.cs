using System.Buffers.Binary;
using System.Text.Json;

namespace MLNetSequence.Engine.Serialization;

/// <summary>A named array of floats in a safetensors blob.</summary>
internal readonly record struct NamedTensor(string Name, int[] Shape, ReadOnlyMemory<float> Values);

/// <summary>The safetensors format: 32-bit floats, and where they are asked for, other floats that are read as such.</summary>
/// <remarks>
/// Layout, little-endian:
/// <code>
/// u64            length of the header, at most 100 MB
/// header         JSON: { "__metadata__": { string: string }, name: { "dtype": "F32", "shape": [..], "data_offsets": [from, to] } }
/// data           the tensors' bytes; offsets count from here; they cover it without gap or overlap
/// </code>
/// The header is padded with spaces to a multiple of 8.
/// </remarks>
internal static class Safetensors
{
    private const string Metadata = "__metadata__";
    private const int MaxHeader = 100_000_000;

    public static byte[] Write(IReadOnlyDictionary<string, string> metadata, IReadOnlyList<NamedTensor> tensors)
    {
        byte[] header = WriteHeader(metadata, tensors, out long dataLength);
        byte[] blob = new byte[checked(8 + header.Length + dataLength)];
        BinaryPrimitives.WriteInt64LittleEndian(blob, header.Length);
        header.CopyTo(blob, 8);
        Span<byte> to = blob.AsSpan(8 + header.Length);
        foreach (NamedTensor tensor in tensors)
        {
            foreach (float value in tensor.Values.Span)
            {
                BinaryPrimitives.WriteSingleLittleEndian(to, value);
                to = to[sizeof(float)..];
            }
        }
        return blob;
    }

    /// <summary>Reads a blob; every length is checked before anything is allocated for it.</summary>
    /// <param name="blob">The whole file.</param>
    /// <param name="anyFloat">Takes F64, F16 and BF16, too, each number as the nearest 32-bit float.</param>
    /// <exception cref="InvalidDataException">The blob breaks the format, or holds other numbers.</exception>
    public static (Dictionary<string, string> Metadata, List<NamedTensor> Tensors) Read(ReadOnlySpan<byte> blob, bool anyFloat = false)
    {
        if (blob.Length < 8)
        {
            throw new InvalidDataException($"A safetensors blob has at least 8 bytes; this one has {blob.Length}.");
        }
        long headerLength = BinaryPrimitives.ReadInt64LittleEndian(blob);
        if (headerLength is < 2 or > MaxHeader || headerLength > blob.Length - 8)
        {
            throw new InvalidDataException($"The safetensors header claims {headerLength} bytes of a blob of {blob.Length}.");
        }
        ReadOnlySpan<byte> data = blob[(8 + (int)headerLength)..];
        try
        {
            using JsonDocument header = JsonDocument.Parse(blob.Slice(8, (int)headerLength).ToArray());
            return ReadTensors(header.RootElement, data, anyFloat);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new InvalidDataException($"The safetensors header is damaged: {e.Message}", e);
        }
    }

    private static byte[] WriteHeader(
        IReadOnlyDictionary<string, string> metadata, IReadOnlyList<NamedTensor> tensors, out long dataLength)
    {
        dataLength = 0;
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WritePropertyName(Metadata);
            JsonSerializer.Serialize(json, metadata);
            foreach (NamedTensor tensor in tensors)
            {
                long end = dataLength + tensor.Values.Length * (long)sizeof(float);
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", FloatFormat.Single);
                json.WritePropertyName("shape");
                JsonSerializer.Serialize(json, tensor.Shape);
                json.WritePropertyName("data_offsets");
                JsonSerializer.Serialize(json, (long[])[dataLength, end]);
                json.WriteEndObject();
                dataLength = end;
            }
            json.WriteEndObject();
        }
        while (stream.Length % 8 != 0)
        {
            stream.WriteByte((byte)' ');
        }
        return stream.ToArray();
    }

    private static (Dictionary<string, string>, List<NamedTensor>) ReadTensors(JsonElement header, ReadOnlySpan<byte> data, bool anyFloat)
    {
        var metadata = new Dictionary<string, string>();
        var claims = new List<Claim>();
        foreach (JsonProperty entry in header.EnumerateObject())
        {
            if (entry.Name == Metadata)
            {
                metadata = entry.Value.Deserialize<Dictionary<string, string>>() ?? [];
                if (metadata.ContainsValue(null!))
                {
                    throw new InvalidDataException("The safetensors metadata has a value that is null.");
                }
                continue;
            }
            claims.Add(ReadClaim(entry, data.Length, anyFloat));
        }
        CheckCover(claims, data.Length);
        var tensors = new List<NamedTensor>(claims.Count);
        foreach (Claim claim in claims)
        {
            tensors.Add(new NamedTensor(claim.Name, claim.Shape, FloatFormat.Read(claim.Type, data[claim.Start..claim.End])));
        }
        return (metadata, tensors);
    }

    private static Claim ReadClaim(JsonProperty entry, int dataLength, bool anyFloat)
    {
        string type = entry.Value.GetProperty("dtype").GetString() ?? "";
        int[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(e => e.GetInt32())];
        long[] range = [.. entry.Value.GetProperty("data_offsets").EnumerateArray().Select(e => e.GetInt64())];
        int size = type == FloatFormat.Single || anyFloat ? FloatFormat.Size(type) : 0;
        if (size == 0)
        {
            throw new InvalidDataException(
                $"Tensor '{entry.Name}' has type {type}; this library reads {(anyFloat ? FloatFormat.All : FloatFormat.Single)}.");
        }
        bool inside = range.Length == 2 && range[0] >= 0 && range[1] >= range[0] && range[1] <= dataLength;
        if (shape.Any(n => n < 0) || !inside)
        {
            throw new InvalidDataException(
                $"Tensor '{entry.Name}' has a negative dimension, or a range outside the {dataLength} bytes.");
        }
        // Held below overflow: a dimension is at most 2³¹, and the product stops growing once it is past any blob.
        long count = shape.Contains(0) ? 0 : shape.Aggregate(1L, (a, b) => a > int.MaxValue ? a : a * b);
        long bytesThere = range[1] - range[0];
        if (bytesThere % size != 0 || count != bytesThere / size)
        {
            throw new InvalidDataException($"Tensor '{entry.Name}' has shape [{string.Join(", ", shape)}] but {bytesThere} bytes.");
        }
        return new Claim(entry.Name, type, shape, (int)range[0], (int)range[1]);
    }

    // Before any tensor is allocated: many that share one range would take many times the blob's size.
    private static void CheckCover(List<Claim> claims, int dataLength)
    {
        int covered = 0;
        foreach (Claim claim in claims.OrderBy(c => c.Start).ThenBy(c => c.End))
        {
            if (claim.Start != covered)
            {
                throw new InvalidDataException($"Tensor '{claim.Name}' starts at byte {claim.Start}, expected {covered}.");
            }
            covered = claim.End;
        }
        if (covered != dataLength || claims.DistinctBy(c => c.Name).Count() != claims.Count)
        {
            throw new InvalidDataException($"The tensors cover {covered} bytes of {dataLength}, or two have one name.");
        }
    }

    // A tensor as the header declares it: bytes Start to End of the data.
    private readonly record struct Claim(string Name, string Type, int[] Shape, int Start, int End);
}
