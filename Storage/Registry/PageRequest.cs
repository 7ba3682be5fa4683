namespace RetailOrleans.Storage.Registry;

/// <summary>Which part of a list is wanted.</summary>
/// <param name="Limit">1 to 1,000.</param>
/// <param name="Offset">How many to leave out, from 0; only without a cursor.</param>
/// <param name="After">Where the page before ended; null = at the beginning.</param>
public sealed record PageRequest(int Limit = 100, int Offset = 0, PageCursor? After = null);
