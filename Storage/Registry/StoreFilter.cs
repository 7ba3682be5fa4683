namespace RetailOrleans.Storage.Registry;

/// <summary>Which stores of a scope are wanted; null = whatever.</summary>
/// <param name="Region">Of one region.</param>
/// <param name="IsActive">Open or not.</param>
/// <param name="Search">Part of name or code, whatever the case.</param>
public sealed record StoreFilter(string? Region = null, bool? IsActive = null, string? Search = null);
