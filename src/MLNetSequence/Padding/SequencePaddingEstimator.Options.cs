using MLNetSequence.Mapping;

namespace MLNetSequence;

public sealed partial class SequencePaddingEstimator
{
    /// <summary>How to pad. Copied when the estimator is made: changing it later changes nothing.</summary>
    public sealed class Options
    {
        /// <summary>Name of the column to make.</summary>
        public string OutputColumnName { get; set; } = "Features";

        /// <summary>Name of the sequence column to read; null for the name of the output.</summary>
        public string? InputColumnName { get; set; }

        /// <summary>
        /// Steps of every sequence afterwards, at least 1. Keras' <c>maxlen</c>. Null, the default: as many as the longest sequence has
        /// that is seen at Fit; a longer one that comes later is cut.
        /// </summary>
        public int? Length { get; set; }

        /// <summary>The end at which a shorter sequence is filled. Default: its beginning.</summary>
        public SequenceEnd Padding { get; set; } = SequenceEnd.Pre;

        /// <summary>The end at which a longer sequence is cut. Default: its beginning.</summary>
        public SequenceEnd Truncating { get; set; } = SequenceEnd.Pre;

        /// <summary>
        /// What stands in every feature of a step that is filled in. Default: 0, which for keys is the missing key. It must be a value
        /// that the items can have: a key from 0 to the number of keys, a whole number in the range of an integer, any number for
        /// Single (NaN and the infinities too; a finite one in its range is rounded to it) and Double.
        /// </summary>
        public double Value { get; set; }

        /// <summary>
        /// Name of a second column to make, of Booleans: true where a step is real, false where it was filled in. Default: null, for
        /// no such column.
        /// </summary>
        public string? MaskColumnName { get; set; }

        internal Options CheckedCopy()
        {
            ArgumentException.ThrowIfNullOrEmpty(OutputColumnName);
            if (Length < 1)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(Length), Length, $"{nameof(Length)} must be at least 1; null means the longest sequence seen at Fit.");
            }
            Arguments.Defined(Padding, nameof(Padding));
            Arguments.Defined(Truncating, nameof(Truncating));
            Arguments.NullOrName(MaskColumnName, nameof(MaskColumnName));
            if (MaskColumnName == OutputColumnName)
            {
                throw new ArgumentException(
                    $"The mask cannot have the name of the padded column, '{OutputColumnName}'.", nameof(MaskColumnName));
            }
            var copy = (Options)MemberwiseClone();
            copy.InputColumnName = Arguments.InputOr(OutputColumnName, InputColumnName);
            return copy;
        }

        /// <summary>The same with a length that is known.</summary>
        internal Options WithLength(int length)
        {
            var copy = (Options)MemberwiseClone();
            copy.Length = length;
            return copy;
        }
    }
}
