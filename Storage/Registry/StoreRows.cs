using System.Collections.Immutable;
using System.Text.Json;
using Npgsql;
using RetailOrleans.Grains.Interfaces.Settings;

namespace RetailOrleans.Storage.Registry;

/// <summary>A row of stores as settings.</summary>
internal static class StoreRows
{
    public const string Columns =
        "organization_id, id, name, code, region, time_zone, capacity, operating_hours::text, day_start, is_active, created_at, updated_at, revision, "
        + "(select json_agg(json_build_object('Until', v.until_date, 'TimeZone', v.time_zone, 'DayStart', v.day_start, 'Capacity', v.capacity, "
        + "'OperatingHours', v.operating_hours::text) order by v.until_date)::text from store_versions v where v.store_id = stores.id)";

    public static StoreSettings Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.NullableText(3), row.NullableText(4), row.GetString(5), row.Nullable<int>(6),
        row.GetString(7), row.GetFieldValue<TimeOnly>(8), row.GetBoolean(9),
        row.GetFieldValue<DateTimeOffset>(10), row.GetFieldValue<DateTimeOffset>(11), row.GetInt64(12))
    {
        Before = row.NullableText(13) is { } versions ? JsonSerializer.Deserialize<ImmutableArray<StoreVersion>>(versions) : [],
    };
}
