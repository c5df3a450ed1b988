using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Loading;

/// <summary>Files of public archives, where they are at hand: beside the repository, never in it.</summary>
[TestClass]
public class RealLoadingTests
{
    private readonly MLContext _context = new(1);

    [TestMethod]
    [DataRow("JapaneseVowels_TRAIN.ts", 270, 7, 26, 1.860936f, 1.261441f)]
    [DataRow("JapaneseVowels_TEST.ts", 370, 7, 29, 0, 0)]
    public void VowelsOfNineSpeakersGoThroughAPipeline(string file, int series, int shortest, int longest, float first, float last)
    {
        IDataView data = _context.Data.LoadFromTsFile(At(file));
        Assert.AreEqual("Series: Single(0, 12); Label: String", DataFiles.Columns(data));
        IEstimator<ITransformer> pipeline = _context.Transforms.Conversion.MapValueToKey("Label")
            .Append(_context.Transforms.CopyColumns("Features", "Series"));
        IDataView mapped = pipeline.Fit(data).Transform(data);
        float[][] rows = [.. mapped.GetColumn<float[]>("Features")];
        Assert.AreEqual(series, rows.Length);
        Assert.IsTrue(rows.All(row => row.Length % 12 == 0 && row.All(float.IsFinite)));
        Assert.AreEqual(shortest, rows.Min(row => row.Length) / 12);
        Assert.AreEqual(longest, rows.Max(row => row.Length) / 12);
        Assert.AreEqual(9ul, ((KeyDataViewType)mapped.Schema["Label"].Type).Count);
        if (first != 0)
        {
            // 20 steps; of step 1 the first two channels, of the last one the first.
            Assert.AreEqual(240, rows[0].Length);
            CollectionAssert.AreEqual(new[] { first, -0.207383f }, rows[0][..2]);
            Assert.AreEqual(last, rows[0][19 * 12]);
            CollectionAssert.AreEqual(
                Enumerable.Range(1, 9).SelectMany(speaker => Enumerable.Repeat((uint)speaker, 30)).ToArray(),
                mapped.GetColumn<uint>("Label").ToArray());
        }
    }

    [TestMethod]
    [DataRow("atis-train.conllu", 4274, 48655)]
    [DataRow("atis-dev.conllu", 572, 6644)]
    public void SentencesOfTravellersGoThroughAPipeline(string file, int sentences, int words)
    {
        IDataView data = _context.Data.LoadFromConlluFile(At(file), ConlluColumns.All);
        IDataView copied = _context.Transforms.CopyColumns("Words", "Form").Fit(data).Transform(data);
        string[][] forms = [.. copied.GetColumn<string[]>("Words")];
        string[][] tags = [.. copied.GetColumn<string[]>("Upos")];
        int[][] heads = [.. copied.GetColumn<int[]>("Head")];
        Assert.AreEqual(sentences, forms.Length);
        Assert.AreEqual(words, forms.Sum(s => s.Length));
        string[] universal =
            ["ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "SCONJ", "SYM", "VERB", "X"];
        string[] texts = DataFiles.Texts(copied, "Text");
        for (int i = 0; i < sentences; i++)
        {
            Assert.AreEqual(texts[i], string.Join(' ', forms[i]));
            Assert.AreEqual(forms[i].Length, tags[i].Length);
            Assert.IsTrue(tags[i].All(universal.Contains), string.Join(' ', tags[i]));
            Assert.AreEqual(1, heads[i].Count(head => head == 0), "A sentence has one root.");
        }
        if (file.Contains("train"))
        {
            Assert.AreEqual("0001.train", DataFiles.Texts(copied, "SentenceId")[0]);
            StringAssert.StartsWith(texts[0], "what is the cost of a round trip flight from pittsburgh");
            CollectionAssert.AreEqual(new[] { "PRON", "AUX", "DET", "NOUN" }, tags[0][..4]);
        }
    }

    [TestMethod]
    public void CasesOfEightCountriesAreOneSequenceOfEightFeatures()
    {
        string path = At("covid-key-countries.csv");
        string[] countries = ["China", "US", "United_Kingdom", "Italy", "France", "Germany", "Spain", "Iran"];
        // Every row gets the id of its year: four digits of the date.
        string[] lines = File.ReadAllLines(path);
        using var files = new DataFiles();
        string withYear = files.Write([$"Year,{lines[0]}", .. lines[1..].Select(line => $"{line[..4]},{line}")]);
        IDataView data = _context.Data.LoadSequencesFromTable(withYear, "Year", countries, null, "Date");
        Assert.AreEqual("Id: String; Series: Single(0, 8)", DataFiles.Columns(data));
        float[][] rows = [.. data.GetColumn<float[]>("Series")];
        Assert.AreEqual(lines.Length - 1, rows.Sum(row => row.Length) / 8);
        CollectionAssert.AreEqual(new float[] { 548, 1, 0, 0, 0, 0, 0, 0, 643, 1 }, rows[0][..10]);
        CollectionAssert.AreEqual(new[] { "2020", "2021", "2022" }, DataFiles.Texts(data, "Id"));
    }

    private static string At(string name) => RealData.PathOf(name);
}
