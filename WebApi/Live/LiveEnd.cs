namespace RetailOrleans.WebApi.Live;

/// <summary>Why a live client's connection is ended by us.</summary>
internal enum LiveEnd
{
    /// <summary>Its token was revoked or has expired.</summary>
    TokenEnded,

    /// <summary>It takes nothing of what is sent to it.</summary>
    Stalled,

    /// <summary>Its transport is closed.</summary>
    Gone,

    /// <summary>What it watched does not exist any more.</summary>
    NothingToWatch,
}
