namespace RetailOrleans.WebApi.Json;

/// <summary>An answer that says only what was done.</summary>
public sealed record MessageResponse(string Message);
