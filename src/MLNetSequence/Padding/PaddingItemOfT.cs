using System.Numerics;

namespace MLNetSequence.Padding;

/// <inheritdoc/>
internal sealed class PaddingItem<T> : PaddingItem
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    private static bool IsFloating => typeof(T) == typeof(float) || typeof(T) == typeof(double);

    public override string Range =>
        IsFloating ? $"a number in the range of {typeof(T).Name}" : $"a whole number from {T.MinValue} to {T.MaxValue}";

    public override bool CanBe(double value, ulong? keys)
    {
        if (IsFloating)
        {
            return !double.IsFinite(value) || T.IsFinite(T.CreateChecked(value));
        }
        // The largest of 64 bits is rounded up to a power of two as a double, and so is out of range itself.
        bool inRange = double.IsInteger(value)
            && value >= double.CreateChecked(T.MinValue) && value < double.CreateChecked(T.MaxValue) + 1;
        return inRange && (keys is not { } count || (ulong)value <= count);
    }

    public override int Longest(IDataView data, StepColumn column)
    {
        using DataViewRowCursor cursor = data.GetRowCursor([column.Column]);
        var reader = new StepReader<T>(cursor, column);
        int longest = 0;
        long rows = 0;
        for (; cursor.MoveNext(); rows++)
        {
            longest = Math.Max(longest, reader.Read());
        }
        return longest > 0 ? longest : throw new InvalidOperationException(rows == 0
            ? "The data has no rows to take the longest sequence of; give a length."
            : $"There is no step in column '{column.Column.Name}', in none of its {rows} rows; give a length.");
    }

    public override IReadOnlyList<Delegate> Getters(DataViewRow row, StepColumn column, SequencePaddingEstimator.Options options)
    {
        int length = options.Length!.Value;
        var reader = new StepReader<T>(row, column);
        var padder = new StepPadder<T>(length, column.Features, T.CreateChecked(options.Value));
        StepPlace Place() => StepPlace.Of(reader.Read(), length, options.Padding, options.Truncating);
        ValueGetter<VBuffer<T>> getPadded = (ref VBuffer<T> padded) =>
        {
            StepPlace place = Place();
            padder.Pad(reader.Vector, place, ref padded);
        };
        ValueGetter<VBuffer<bool>> getMask = (ref VBuffer<bool> mask) =>
        {
            StepPlace place = Place();
            VBufferEditor<bool> editor = VBufferEditor.Create(ref mask, length);
            editor.Values.Clear();
            editor.Values.Slice(place.Start, place.Kept).Fill(true);
            mask = editor.Commit();
        };
        return options.MaskColumnName is null ? [getPadded] : [getPadded, getMask];
    }
}
