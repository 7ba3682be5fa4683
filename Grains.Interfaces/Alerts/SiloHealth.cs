namespace RetailOrleans.Grains.Interfaces.Alerts;

/// <summary>How the platform looks from one silo.</summary>
/// <param name="Silo">Which; never shown to tenants.</param>
/// <param name="DatabaseAwayFor">For how long the database has not answered; zero = it answers.</param>
/// <param name="WriterBacklog">How much of the queue of readings is taken, from 0 to 1.</param>
/// <param name="SilosLost">Silos that died and were not replaced.</param>
[GenerateSerializer, Immutable, Alias("retail.SiloHealth")]
public sealed record SiloHealth(
    [property: Id(0)] string Silo,
    [property: Id(1)] TimeSpan DatabaseAwayFor,
    [property: Id(2)] double WriterBacklog,
    [property: Id(3)] int SilosLost);
