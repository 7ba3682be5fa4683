using System.Collections.Immutable;

namespace RetailOrleans.Storage.Alerts;

/// <summary>A channel that this silo alone sends through until the lease ends, and what is due.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Lease">What the claim is known by.</param>
/// <param name="Due">Oldest first; as many as the channel's rate has room for.</param>
/// <param name="Left">How many sends the rate has room for.</param>
public sealed record ClaimedChannel(NotificationChannel Channel, Guid Lease, ImmutableArray<Notification> Due, int Left);
