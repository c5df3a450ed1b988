using Microsoft.ML;
using Microsoft.ML.Transforms;

[assembly: OwnLoader(typeof(TransformerChain<ITransformer>), typeof(TransformerChain), TransformerChain.LoaderSignature)]
[assembly: OwnLoader(typeof(ValueToKeyMappingTransformer), typeof(ValueToKeyMappingTransformer), ValueToKeyMappingTransformer.LoaderSignature)]
[assembly: OwnLoader(typeof(KeyToValueMappingTransformer), typeof(KeyToValueMappingTransformer), KeyToValueMappingTransformer.LoaderSignature)]
[assembly: OwnLoader(typeof(ColumnCopyingTransformer), typeof(ColumnCopyingTransformer), ColumnCopyingTransformer.LoaderSignature)]
[assembly: OwnLoader(typeof(ColumnConcatenatingTransformer), typeof(ColumnConcatenatingTransformer), ColumnConcatenatingTransformer.LoaderSignature)]
[assembly: OwnLoader(typeof(NormalizingTransformer), typeof(NormalizingTransformer), NormalizingTransformer.LoaderSignature)]
