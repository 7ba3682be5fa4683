using System.Collections.Immutable;
using RetailOrleans.Connectors;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.WebApi.Ingest;

namespace RetailOrleans.WebApi.Devices;

/// <summary>From a device's report to readings, by the rules of every other reading. Pure.</summary>
internal static class PushReadings
{
    /// <summary>The readings that may be stored, and why others may not.</summary>
    public static (ReadingBatch Batch, ImmutableArray<string> Refused) Of(PushReport report, IngestRules rules)
    {
        var refused = ImmutableArray.CreateBuilder<string>();
        var batch = new ReadingBatch(
            [.. report.People.Where(o => Fits(o.Start, o.End, o.Counts, ReadingKind.People)).Select(o => new PeopleReading(o.Start, o.End, o.Counts))],
            [.. report.Regions.Where(o => Fits(o.Start, o.End, o.Counts, ReadingKind.Regions)).Select(o => new RegionReading(
                o.Start, o.End, o.Kind is RegionKind.Visits ? RegionCountKind.Visits : RegionCountKind.Occupancy, o.Counts))],
            [],
            report.Alarm is { } alarm ? [new AlarmReading(alarm.At, alarm.CounterStatus, alarm.RegionInMask, alarm.RegionOutMask)] : [],
            false);
        return (batch, refused.ToImmutable());

        bool Fits(DateTimeOffset start, DateTimeOffset end, ImmutableArray<int> counts, ReadingKind kind)
        {
            var why = rules.Start(start, kind) ?? IngestRules.End(start, end)
                ?? (counts.Any(count => count is < 0 or > IngestRules.MaxCount) ? $"A count is not within 0 and {IngestRules.MaxCount}." : null);
            if (why is not null)
            {
                refused.Add(why);
            }

            return why is null;
        }
    }
}
