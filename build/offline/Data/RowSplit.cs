using System.Numerics;
using System.Text;

namespace Microsoft.ML.Data;

/// <summary>
/// Gives every row a number from 0 to 1, the one ML.NET gives it; which numbers are for testing is the caller's. Without a sampling
/// column the number is drawn by the row's place. With one, rows of the same value stay together: keys are spread in their order,
/// Single and Double from the least value to the greatest, all else by a hash. Rows without a number (a missing key, NaN, an empty
/// text) are on neither side. Only texts beyond ASCII have another hash in ML.NET.
/// </summary>
internal sealed class RowSplit(IDataView data, Column? key, int? seed)
{
    private const int HashBits = 30;

    // ML.NET has a seed of its own for hashes where nobody gives one.
    private readonly uint _seed = (uint)(seed ?? (key is null ? 42 : 314489979));
    private Delegate? _place;

    public DataOperationsCatalog.TrainTestData Into(Predicate<double> inTest) => new(Rows(number => !inTest(number)), Rows(inTest));

    private FilteredDataView Rows(Predicate<double> wanted) => new(data, row => MakeTest(row, wanted), tested: key is { } column ? [column] : []);

    private Func<bool> MakeTest(DataViewRow row, Predicate<double> wanted)
    {
        var random = new TauswortheRandom(_seed);
        var number = key is { } column ? Generic.Call<Func<double>>(column.Type.RawType, Read<int>, row, column) : () => random.NextSingle();
        return () => number() is var drawn && !double.IsNaN(drawn) && wanted(drawn);
    }

    private Func<double> Read<T>(DataViewRow row, Column column)
    {
        var (getter, value, place) = (row.GetGetter<T>(column), default(T)!, (Func<T, double>)(_place ??= PlaceOf<T>(column)));
        return () =>
        {
            getter(ref value);
            return place(value);
        };
    }

    private Func<T, double> PlaceOf<T>(Column column) => column.Type switch
    {
        KeyDataViewType keys => value => Place(Convert.ToUInt64(value), keys.Count),
        NumberDataViewType when typeof(T) == typeof(float) || typeof(T) == typeof(double)
            => Generic.Call<Func<T, double>>(typeof(T), Spread<float>, column),
        PrimitiveDataViewType => value => value is Text { IsEmpty: true } ? double.NaN : Place(HashOf(value!), 1 << HashBits),
        _ => throw new NotSupportedException("The ML.NET stand-in splits rows by no vectors."),
    };

    private Func<T, double> Spread<T>(Column column) where T : IFloatingPointIeee754<T>
    {
        T[] seen = [.. data.GetColumn<T>(column).Where(value => !T.IsNaN(value)).DefaultIfEmpty()!];
        T least = seen.Min()!, range = seen.Max()! - least, scale = T.IsZero(range) ? range : T.One / range;
        return value => double.CreateChecked((value - least) * scale);
    }

    private static double Place(ulong value, ulong count) => 0 < value && value <= count ? ((uint)value - 0.5) / count : double.NaN;

    private ulong HashOf(object value)
    {
        byte[] bytes = value switch
        {
            Text text => Encoding.UTF8.GetBytes($"{text}".Trim(' ')),
            bool truth => BitConverter.GetBytes(truth ? 1 : 0),
            DateTime time => BitConverter.GetBytes(time.Ticks),
            ulong number => BitConverter.GetBytes(number),
            long number => BitConverter.GetBytes(number),
            _ => BitConverter.GetBytes((uint)Convert.ToInt64(value)),
        };
        return (Murmur.Hash(_seed, bytes) & ((1u << HashBits) - 1)) + 1;
    }
}
