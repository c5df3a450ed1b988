using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;
using Options = MLNetSequence.SequencePaddingEstimator.Options;

namespace MLNetSequence.Tests.Padding;

/// <summary>What PadSequences refuses, and what it fills in.</summary>
[TestClass]
public class PaddingArgumentsTests
{
    private static readonly TransformsCatalog Catalog = new MLContext().Transforms;

    [TestMethod]
    public void ArgumentsOutsideTheirRangeAreRefusedByName()
    {
        AssertRefused<ArgumentOutOfRangeException>("Length", () => Catalog.PadSequences("Out", "In", 0));
        AssertRefused<ArgumentOutOfRangeException>("Length", () => Catalog.PadSequences("Out", "In", -1));
        AssertRefused<ArgumentOutOfRangeException>("Padding", () => Catalog.PadSequences("Out", "In", 1, (SequenceEnd)2));
        AssertRefused<ArgumentOutOfRangeException>(
            "Truncating", () => Catalog.PadSequences("Out", "In", 1, default, (SequenceEnd)(-1)));
        AssertRefused<ArgumentException>("OutputColumnName", () => Catalog.PadSequences("", "In", 1));
        AssertRefused<ArgumentException>("OutputColumnName", () => Catalog.PadSequences("", null, 1));
        AssertRefused<ArgumentNullException>("OutputColumnName", () => Catalog.PadSequences(null!, "In", 1));
        AssertRefused<ArgumentException>("MaskColumnName", () => Catalog.PadSequences(new Options { MaskColumnName = "" }));
        AssertRefused<ArgumentException>("MaskColumnName", () => Catalog.PadSequences(new Options { MaskColumnName = "Features" }));
        AssertRefused<ArgumentNullException>("options", () => Catalog.PadSequences((Options)null!));
        AssertRefused<ArgumentNullException>("catalog", () => ((TransformsCatalog)null!).PadSequences("Out", "In", 1));
        AssertRefused<ArgumentNullException>("catalog", () => ((TransformsCatalog)null!).PadSequences(new Options()));
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    public void WithoutAnInputNameTheOutputTakesTheInputsPlace(string? input)
    {
        Table data = new Table().AddTokens("Tokens", ["a", "b"], [1, 2], [1]);
        IDataView padded = Catalog.PadSequences("Tokens", input, length: 3).Fit(data).Transform(data);
        CollectionAssert.AreEqual(new[] { "[0 1 2]", "[0 0 1]" }, Values.Of(padded, "Tokens"));
        Assert.IsTrue(padded.Schema[0].IsHidden);
    }

    [TestMethod]
    public void OptionsAreCopied()
    {
        var options = new Options { OutputColumnName = "Out", InputColumnName = "In", Length = 3 };
        SequencePaddingEstimator estimator = Catalog.PadSequences(options);
        (options.OutputColumnName, options.InputColumnName, options.MaskColumnName) = ("Other", "None", "Mask");
        (options.Length, options.Padding, options.Truncating, options.Value) = (9, SequenceEnd.Post, SequenceEnd.Post, 5);
        Table data = Padded.Rows<int>(new VectorDataViewType(NumberDataViewType.Int32), [1], [1, 2, 3, 4]);
        IDataView padded = estimator.Fit(data).Transform(data);
        CollectionAssert.AreEqual(new[] { "In", "Out" }, padded.Schema.Select(c => c.Name).ToArray());
        CollectionAssert.AreEqual(new[] { "0 0 1", "2 3 4" }, Padded.Read<int>(padded, "Out"));
    }

    /// <summary>Keras rounds 0.5 to 0 and lets 256 wrap around in a byte. Ours says so before any row is read.</summary>
    [TestMethod]
    [DataRow("Key3", -1.0, "a key: a whole number from 0 to 3")]
    [DataRow("Key3", 4.0, "a key: a whole number from 0 to 3")]
    [DataRow("Key3", 0.5, "a key: a whole number from 0 to 3")]
    [DataRow("Key3", double.NaN, "a key: a whole number from 0 to 3")]
    [DataRow("KeyByte", 5.0, "a key: a whole number from 0 to 4")]
    [DataRow("KeyUInt64", 18446744073709551616.0, "a key: a whole number from 0 to 18446744073709551615")]
    [DataRow("SByte", 128.0, "a whole number from -128 to 127")]
    [DataRow("SByte", -129.0, "a whole number from -128 to 127")]
    [DataRow("Byte", -1.0, "a whole number from 0 to 255")]
    [DataRow("Byte", 256.0, "a whole number from 0 to 255")]
    [DataRow("Int32", 0.5, "a whole number from -2147483648 to 2147483647")]
    [DataRow("Int32", double.PositiveInfinity, "a whole number from -2147483648 to 2147483647")]
    [DataRow("Int32", 2147483648.0, "a whole number from -2147483648 to 2147483647")]
    [DataRow("Int64", 9223372036854775808.0, "a whole number from -9223372036854775808 to 9223372036854775807")]
    [DataRow("UInt64", 18446744073709551616.0, "a whole number from 0 to 18446744073709551615")]
    [DataRow("Single", 1e39, "a number in the range of Single")]
    public void AValueThatTheItemsCannotHaveIsRefused(string type, double value, string expected)
    {
        Table data = Column(type);
        SequencePaddingEstimator estimator = Padded.Estimator(o => (o.Value, o.Length) = (value, 2));
        ITransformer ofDoubles = estimator.Fit(Column("Double"));
        AssertRefused(() => estimator.Fit(data), value, expected);
        AssertRefused(() => ofDoubles.Transform(data), value, expected);
        if (!type.StartsWith("Key", StringComparison.Ordinal))
        {
            AssertRefused(() => estimator.GetOutputSchema(Shapes.Of(data.Schema)), value, expected);
        }
        Assert.AreEqual(0, data.RowsRead);
    }

    /// <summary>How many keys there are is not known before Fit; how many there can be is.</summary>
    [TestMethod]
    [DataRow("Key3", -1.0, "a key: a whole number from 0 to 4294967295")]
    [DataRow("Key3", 4294967296.0, "a key: a whole number from 0 to 4294967295")]
    [DataRow("KeyByte", 0.5, "a key: a whole number from 0 to 255")]
    [DataRow("KeyByte", 256.0, "a key: a whole number from 0 to 255")]
    public void AValueThatNoKeyCanHaveIsRefusedEarly(string type, double value, string expected)
    {
        SchemaShape shape = Shapes.Of(Column(type).Schema);
        AssertRefused(() => Padded.Estimator(o => o.Value = value).GetOutputSchema(shape), value, expected);
        Padded.Estimator(o => o.Value = 200).GetOutputSchema(shape);
    }

    [TestMethod]
    [DataRow("Key3", 3.0, "3")]
    [DataRow("KeyUInt64", 9223372036854775808.0, "9223372036854775808")]
    [DataRow("SByte", -128.0, "-128")]
    [DataRow("Byte", 255.0, "255")]
    [DataRow("Byte", -0.0, "0")]
    [DataRow("Int32", -2147483648.0, "-2147483648")]
    [DataRow("Int64", -9223372036854775808.0, "-9223372036854775808")]
    [DataRow("UInt64", 18446744073709549568.0, "18446744073709549568")]
    [DataRow("Single", 0.1, "3dcccccd")]
    [DataRow("Single", -0.0, "80000000")]
    [DataRow("Single", double.NaN, "ffc00000")]
    [DataRow("Single", double.NegativeInfinity, "ff800000")]
    [DataRow("Single", 1e-60, "00000000")]
    [DataRow("Double", 1e300, "7e37e43c8800759c")]
    [DataRow("Double", -0.0, "8000000000000000")]
    [DataRow("Double", double.NaN, "fff8000000000000")]
    public void AValueAtTheEdgeIsFilledIn(string type, double value, string expected)
    {
        IDataView padded = Padded.Of(Column(type), o => (o.Value, o.Length, o.Padding) = (value, 2, SequenceEnd.Post));
        Assert.AreEqual($" {expected}]", Values.Of(padded, "Out")[0][^(expected.Length + 2)..]);
        Assert.AreEqual($"[{expected} {expected}]", Values.Of(padded, "Out")[1]);
    }

    /// <summary>One step, which is 0 and so is left out of its sparse vector, and none.</summary>
    private static Table Column(string type) => type switch
    {
        "Key3" => Of<uint>(new KeyDataViewType(typeof(uint), 3)),
        "KeyByte" => Of<byte>(new KeyDataViewType(typeof(byte), 4)),
        "KeyUInt64" => Of<ulong>(new KeyDataViewType(typeof(ulong), ulong.MaxValue)),
        "SByte" => Of<sbyte>(NumberDataViewType.SByte),
        "Byte" => Of<byte>(NumberDataViewType.Byte),
        "Int32" => Of<int>(NumberDataViewType.Int32),
        "Int64" => Of<long>(NumberDataViewType.Int64),
        "UInt64" => Of<ulong>(NumberDataViewType.UInt64),
        "Single" => Of<float>(NumberDataViewType.Single),
        _ => Of<double>(NumberDataViewType.Double),
    };

    private static Table Of<T>(PrimitiveDataViewType type) => Padded.SparseRows<T>(new VectorDataViewType(type), [default!], []);

    private static void AssertRefused(Action call, double value, string expected)
    {
        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(call);
        Assert.AreEqual("Value", error.ParamName);
        Assert.AreEqual(value, error.ActualValue);
        StringAssert.Contains(error.Message, "sequence column 'In'");
        StringAssert.Contains(error.Message, "Vector<");
        StringAssert.Contains(error.Message, expected);
    }

    private static void AssertRefused<T>(string name, Action call)
        where T : ArgumentException => Assert.AreEqual(name, Assert.ThrowsExactly<T>(call).ParamName);
}
