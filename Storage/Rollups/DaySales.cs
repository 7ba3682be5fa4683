namespace RetailOrleans.Storage.Rollups;

/// <summary>What a store's business day sold.</summary>
/// <param name="Transactions">How many.</param>
/// <param name="Revenue">In <paramref name="Currency"/>.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record DaySales(long Transactions, decimal Revenue, string Currency);
