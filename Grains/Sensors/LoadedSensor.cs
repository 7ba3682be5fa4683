using RetailOrleans.Calendar;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Grains.Sensors;

/// <summary>What a sensor's grain begins with.</summary>
/// <param name="State">Settings and what is stored of its day.</param>
/// <param name="Calendar">Its store's.</param>
/// <param name="StoreRevision">Of its store's settings.</param>
/// <param name="Takeover">An epoch that no earlier activation had, and how far collection has come.</param>
internal sealed record LoadedSensor(SensorState State, StoreCalendar Calendar, long StoreRevision, SensorTakeover Takeover);
