namespace RetailOrleans.Grains.Live;

/// <summary>An activation whose state is compared with what is stored.</summary>
/// <typeparam name="TFingerprint">What its state was made from.</typeparam>
internal interface IAudited<TFingerprint> : IGrainBase
    where TFingerprint : class
{
    /// <summary>Null while there is no state, or it is about to change. To be asked on the grain's own scheduler.</summary>
    TFingerprint? Fingerprint { get; }
}
