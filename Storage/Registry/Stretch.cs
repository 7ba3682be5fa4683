namespace RetailOrleans.Storage.Registry;

/// <summary>A stretch of time, [From, To), UTC.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive, after <paramref name="From"/>.</param>
public readonly record struct Stretch(DateTimeOffset From, DateTimeOffset To);
