namespace RetailOrleans.Storage.Platform;

/// <summary>One incarnation of a silo.</summary>
/// <param name="StartedAt">When it joined.</param>
/// <param name="EndedAt">When it was last known to be alive; null while it is a member.</param>
/// <param name="WasVotedOut">True: others declared it dead; false: it left.</param>
public sealed record SiloLife(DateTimeOffset StartedAt, DateTimeOffset? EndedAt, bool WasVotedOut);
