namespace RetailOrleans.Storage.Sales;

/// <summary>What became of records of sales: all of them stored, or none and why.</summary>
public sealed record SalesOutcome(int Inserted, int Updated, int Unchanged, IReadOnlyList<SalesRefusal> Refusals);
