namespace RetailOrleans.ForecastBench;

/// <summary>The shops of the back-test: a busy one that grows, a quiet one in a half-hour zone that shrinks, one in between that stays.</summary>
internal static class Shops
{
    /// <summary>The first day of their two years. The second year is the one that is forecast.</summary>
    public static readonly DateOnly First = new(2024, 1, 1);

    public static readonly DateOnly Year = new(2025, 1, 1);

    private const int Days = 731 + 15;

    public static IReadOnlyList<(string Name, Func<long, SimulatedShop> Make)> All { get; } =
    [
        ("busy", seed => new SimulatedShop(seed, "Europe/Lisbon", 9, 22, 140, 0.1, First, Days)),
        ("quiet", seed => new SimulatedShop(seed, "Asia/Kolkata", 10, 21, 25, -0.08, First, Days)),
        ("steady", seed => new SimulatedShop(seed, "America/New_York", 9, 21, 60, 0, First, Days)),
    ];
}
