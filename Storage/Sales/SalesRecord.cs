namespace RetailOrleans.Storage.Sales;

/// <summary>What a store sold in one interval.</summary>
/// <param name="Start">UTC; with the store the record's identity.</param>
/// <param name="End">UTC, exclusive.</param>
/// <param name="Transactions">0 is data.</param>
/// <param name="Revenue">At most 3 decimals.</param>
/// <param name="Currency">ISO 4217, upper case.</param>
public sealed record SalesRecord(DateTimeOffset Start, DateTimeOffset End, int Transactions, decimal Revenue, string Currency);
