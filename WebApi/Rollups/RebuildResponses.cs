namespace RetailOrleans.WebApi.Rollups;

/// <summary>Which business days shall be recomputed.</summary>
/// <param name="StartDate">First local date.</param>
/// <param name="EndDate">Last local date, inclusive.</param>
/// <param name="StoreIds">Default: all stores that the token may see.</param>
public sealed record RebuildRequest(DateOnly StartDate, DateOnly EndDate, IReadOnlyList<Guid>? StoreIds = null);

/// <summary>A recomputation and how far it is.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="State">running or done.</param>
/// <param name="StartDate">First business day.</param>
/// <param name="EndDate">Last business day, inclusive.</param>
/// <param name="StoreIds">Of which stores.</param>
/// <param name="Days">Days of stores in all.</param>
/// <param name="DaysLeft">Days of stores that are still owed.</param>
/// <param name="Progress">0 to 1.</param>
/// <param name="EstimatedSeconds">How long the rest will take, by what the last days took.</param>
/// <param name="CreatedAt">When it was asked for.</param>
public sealed record RebuildResponse(
    Guid Id, string State, DateOnly StartDate, DateOnly EndDate, IReadOnlyList<Guid> StoreIds, int Days, int DaysLeft, double Progress, int EstimatedSeconds,
    DateTimeOffset CreatedAt);

/// <summary>One recomputation.</summary>
public sealed record RebuildAnswer(RebuildResponse Rebuild);

/// <summary>The newest recomputations.</summary>
public sealed record RebuildListAnswer(IReadOnlyList<RebuildResponse> Rebuilds);

/// <summary>What a change of settings has recomputed; the numbers follow within that time.</summary>
/// <param name="Days">Business days.</param>
/// <param name="EstimatedSeconds">How long it will take, by what the last days took.</param>
public sealed record RecomputationResponse(int Days, int EstimatedSeconds);
