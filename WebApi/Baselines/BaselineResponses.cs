namespace RetailOrleans.WebApi.Baselines;

/// <summary>Under its name.</summary>
public sealed record BaselineAnswer(BaselineResponse Baseline);

/// <summary>Newest first.</summary>
public sealed record BaselineListAnswer(IReadOnlyList<BaselineResponse> Baselines);

/// <summary>How many people somebody counted in a store. From then on its occupancy is that many and the net flow since, until its day ends.</summary>
/// <param name="At">When; with the store its identity.</param>
/// <param name="Occupancy">People.</param>
/// <param name="Note">For people.</param>
/// <param name="SetBy">Whose token.</param>
/// <param name="SetAt">When it was told.</param>
public sealed record BaselineResponse(DateTimeOffset At, int Occupancy, string? Note, string SetBy, DateTimeOffset SetAt);

/// <summary>The body of POST /api/stores/{id}/baselines.</summary>
/// <param name="Occupancy">People in the store, 0 to 100,000.</param>
/// <param name="At">When they were counted, to the minute; absent = now.</param>
/// <param name="Note">At most 200 characters.</param>
public sealed record BaselineRequest(int Occupancy, DateTimeOffset? At, string? Note);
