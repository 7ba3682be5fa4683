namespace RetailOrleans.WebApi.Sales;

/// <summary>The body of POST /api/stores/{id}/sales, for the OpenAPI document.</summary>
/// <param name="Records">At most 10,000.</param>
public sealed record SalesRequestShape(IReadOnlyList<SalesRecordShape> Records);

/// <summary>What a store sold in one interval.</summary>
/// <param name="Timestamp">Start, inclusive; with the store the record's identity.</param>
/// <param name="EndTime">End, exclusive.</param>
/// <param name="Transactions">0 is data.</param>
/// <param name="Revenue">In the currency.</param>
/// <param name="Currency">ISO 4217; a store's sales have one.</param>
public sealed record SalesRecordShape(DateTimeOffset Timestamp, DateTimeOffset EndTime, int Transactions, decimal Revenue, string Currency);
