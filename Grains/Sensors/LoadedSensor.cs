using RetailOrleans.Calendar;

namespace RetailOrleans.Grains.Sensors;

/// <summary>What a sensor's grain begins with.</summary>
/// <param name="State">Settings and what is stored of its day.</param>
/// <param name="Calendar">Its store's.</param>
/// <param name="Epoch">No earlier activation had it.</param>
internal sealed record LoadedSensor(SensorState State, StoreCalendar Calendar, long Epoch);
