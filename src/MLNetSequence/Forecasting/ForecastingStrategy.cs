namespace MLNetSequence;

/// <summary>How a network comes from the past to several steps ahead.</summary>
public enum ForecastingStrategy
{
    /// <summary>
    /// All steps at once: the recurrent layers read the window, one linear layer gives the whole horizon, and sees the last rows of the
    /// window itself, too (the autoregressive part of LSTNet, Lai et al. 2018). The fastest, and the default.
    /// </summary>
    Direct,

    /// <summary>
    /// One step, which is then taken for the past of the next (DeepAR, Salinas et al. 2020): any number of steps, and paths that can be
    /// drawn. It reads covariates that are known ahead, and no others.
    /// </summary>
    Recursive,

    /// <summary>
    /// The recurrent layers read the window; others, which see what they made of it and the covariates of each step, write the horizon step
    /// by step (Cho et al. 2014; for quantiles, Wen et al. 2017).
    /// </summary>
    EncoderDecoder,
}
