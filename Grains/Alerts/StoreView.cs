using System.Collections.Immutable;
using RetailOrleans.Calendar;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Interfaces.Stores;
using RetailOrleans.Grains.Stores;
using RetailOrleans.Storage.Patterns;
using RetailOrleans.Storage.Sales;

namespace RetailOrleans.Grains.Alerts;

/// <summary>What rules see of a store at one instant.</summary>
/// <param name="State">The store's state.</param>
/// <param name="Live">Its live numbers at that instant.</param>
/// <param name="Now">The instant.</param>
/// <param name="ListeningSince">Since when sensors can reach the store; silence before says nothing about them.</param>
/// <param name="Sales">The business day's sales, in order; null while nobody has read them.</param>
/// <param name="Usual">What is usual in the week; null while nobody has read it.</param>
internal sealed record StoreView(
    StoreState State, StoreLive Live, DateTimeOffset Now, DateTimeOffset ListeningSince, ImmutableArray<SalesRecord>? Sales = null, WeekPattern? Usual = null)
{
    /// <summary>The business day.</summary>
    public BusinessDay Day { get; } = State.Calendar.DayOf(Now);

    /// <summary>The sensors that a rule may be about: switched on.</summary>
    public IEnumerable<SensorSnapshot> Sensors => State.Sensors.Where(sensor => sensor.IsActive);

    /// <summary>A sensor's name, for people.</summary>
    public string NameOf(Guid sensorId) => State.Sensors.FirstOrDefault(sensor => sensor.SensorId == sensorId)?.Name ?? "A sensor that is gone";
}
