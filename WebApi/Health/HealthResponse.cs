namespace RetailOrleans.WebApi.Health;

/// <summary>Whether the process can do its work.</summary>
/// <param name="Status">healthy, degraded or unhealthy.</param>
/// <param name="Checks">Each part's status.</param>
public sealed record HealthResponse(string Status, IReadOnlyDictionary<string, string> Checks);
