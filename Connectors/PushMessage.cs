using System.Collections.Immutable;

namespace RetailOrleans.Connectors;

/// <summary>What a device sent, whatever it said of its content type.</summary>
/// <param name="Query">The address's query, in order.</param>
/// <param name="Body">The body, possibly empty.</param>
/// <param name="ReceivedAt">UTC.</param>
public sealed record PushMessage(ImmutableArray<KeyValuePair<string, string>> Query, ReadOnlyMemory<byte> Body, DateTimeOffset ReceivedAt);
