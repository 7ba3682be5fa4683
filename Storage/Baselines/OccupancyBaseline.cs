namespace RetailOrleans.Storage.Baselines;

/// <summary>How many people somebody counted in a store.</summary>
/// <param name="At">When, UTC; with the store its identity.</param>
/// <param name="Occupancy">People.</param>
/// <param name="Note">For people; null without.</param>
/// <param name="SetBy">Whose token.</param>
/// <param name="SetAt">When it was told.</param>
public sealed record OccupancyBaseline(DateTimeOffset At, int Occupancy, string? Note, string SetBy, DateTimeOffset SetAt);
