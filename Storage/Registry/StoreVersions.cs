using RetailOrleans.Calendar;
using RetailOrleans.Grains.Interfaces.Settings;

namespace RetailOrleans.Storage.Registry;

/// <summary>What a store's settings were, and until when. A change applies since the beginning, unless it says from when on.</summary>
internal static class StoreVersions
{
    /// <summary>Between two calendars lies one day that is shorter or longer than others.</summary>
    private static readonly TimeSpan ShortestDay = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestDay = TimeSpan.FromHours(47);

    /// <summary>The first business day of new settings that shall hold from an instant on.</summary>
    /// <exception cref="RegistryConflictException">The day before would be no day.</exception>
    public static DateOnly FirstDay(StoreSettings before, StoreDraft after, DateTimeOffset from)
    {
        var (past, calendar) = (StorePast.Of(before).Calendar, StoreCalendar.Create(after.TimeZone, after.DayStart));
        var first = calendar.DayOf(from).Date;
        var dayBefore = calendar.Day(first).Start - past.Day(first.AddDays(-1)).Start;
        return dayBefore >= ShortestDay && dayBefore <= LongestDay
            ? first
            : throw new RegistryConflictException(
                "effective_from",
                $"With the new time zone and day start, {first:yyyy-MM-dd} begins {dayBefore.TotalHours:0.#} hours after the day before it. Change zone and day start one after the other, or for the whole past (without effective_from).");
    }

    /// <summary>Keeps what held before a change, as far as it still holds.</summary>
    /// <param name="transaction">That of the change.</param>
    /// <param name="before">The store as it was.</param>
    /// <param name="after">The store as it is.</param>
    /// <param name="first">First business day of the new settings; null = the beginning.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task ChangeAsync(
        RegistryTransaction transaction, StoreSettings before, StoreSettings after, DateOnly? first, CancellationToken cancellationToken)
    {
        if (first is not { } date)
        {
            // What did not change keeps its past.
            await transaction.ExecuteAsync(
                """
                update store_versions set time_zone = coalesce($2, time_zone), day_start = coalesce($3, day_start),
                  operating_hours = coalesce($4, operating_hours), capacity = case when $5 then $6 else capacity end
                where store_id = $1
                """,
                [
                    after.StoreId, Sql.Text(before.TimeZone == after.TimeZone ? null : after.TimeZone),
                    Sql.Typed(before.DayStart == after.DayStart ? null : after.DayStart, NpgsqlTypes.NpgsqlDbType.Time),
                    Sql.Typed(before.OperatingHours == after.OperatingHours ? null : after.OperatingHours, NpgsqlTypes.NpgsqlDbType.Jsonb),
                    before.Capacity != after.Capacity, Sql.Typed(after.Capacity, NpgsqlTypes.NpgsqlDbType.Integer),
                ],
                cancellationToken);
            return;
        }

        await transaction.ExecuteAsync(
            """
            insert into store_versions (store_id, until_date, time_zone, day_start, capacity, operating_hours)
            select $1, $2, v.* from (
              (select time_zone, day_start, capacity, operating_hours from store_versions where store_id = $1 and until_date >= $2 order by until_date limit 1)
              union all
              select $3, $4, $5, $6) v
            limit 1
            on conflict do nothing
            """,
            [
                after.StoreId, date, before.TimeZone, before.DayStart, Sql.Typed(before.Capacity, NpgsqlTypes.NpgsqlDbType.Integer), Sql.Json(before.OperatingHours),
            ],
            cancellationToken);
        await transaction.ExecuteAsync("delete from store_versions where store_id = $1 and until_date > $2", [after.StoreId, date], cancellationToken);
    }
}
