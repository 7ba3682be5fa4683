using System.Collections.Immutable;
using Npgsql;
using NpgsqlTypes;

namespace RetailOrleans.Storage.Registry;

/// <summary>What a new activation of a sensor's grain takes over from the one before.</summary>
/// <param name="Epoch">A number that no activation had before; 0 when there is no such sensor.</param>
/// <param name="CollectedUntil">Up to when the device has been asked; null = never.</param>
/// <param name="Owed">Older stretches that are still to be asked for, in order, apart from each other.</param>
public sealed record SensorTakeover(long Epoch, DateTimeOffset? CollectedUntil, ImmutableArray<Stretch> Owed)
{
    /// <summary>Of a row that has epoch, collected_until and owed from a place on.</summary>
    internal static SensorTakeover Read(NpgsqlDataReader row, int place) => new(
        row.GetInt64(place), row.Nullable<DateTimeOffset>(place + 1),
        [.. row.GetFieldValue<NpgsqlRange<DateTime>[]>(place + 2).Select(range => new Stretch(range.LowerBound, range.UpperBound))]);
}
