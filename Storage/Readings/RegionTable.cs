using Npgsql;
using RetailOrleans.Grains.Interfaces.Readings;

namespace RetailOrleans.Storage.Readings;

internal sealed class RegionTable : ReadingTable
{
    private const int FixedCounts = 4;

    public override ReadingKind Kind => ReadingKind.Regions;

    public override string Name => "region_readings";

    public override string Columns => "kind, duration_s, received_after_s, region1, region2, region3, region4, more_regions";

    public override string SubKind => "case kind when 'v' then 0 else 1 end";

    // Visits and occupancy.
    protected override int SeriesCount => 2;

    protected override string InsertSql(string partition) => $"""
        insert into {partition} (sensor_key, start_at, kind, duration_s, received_after_s, region1, region2, region3, region4, more_regions)
        select sensor_key, start_at, case r.kind when 0 then 'v'::"char" else 'o'::"char" end, duration_s, received_after_s,
          nullif(a, 0), nullif(b, 0), nullif(c, 0), nullif(d, 0), nullif(more, '')::int[]
        from unnest($1::int[], $2::timestamptz[], $3::int[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[], $9::int[], $10::text[])
          as r (sensor_key, start_at, kind, duration_s, received_after_s, a, b, c, d, more)
        """;

    protected override string UpdateSql(string partition) => $"""
        update {partition} as t set duration_s = r.duration_s, received_after_s = r.received_after_s,
          region1 = nullif(a, 0), region2 = nullif(b, 0), region3 = nullif(c, 0), region4 = nullif(d, 0), more_regions = nullif(more, '')::int[]
        from unnest($1::int[], $2::timestamptz[], $3::int[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[], $9::int[], $10::text[])
          as r (sensor_key, start_at, kind, duration_s, received_after_s, a, b, c, d, more)
        where t.sensor_key = r.sensor_key and t.start_at = r.start_at and t.kind = case r.kind when 0 then 'v'::"char" else 'o'::"char" end
        """;

    public override ReadingRow Read(NpgsqlDataReader reader) => new(
        reader.GetInt32(0), reader.GetDateTime(1), reader.GetChar(2) == 'v' ? 0 : 1, reader.GetInt32(3), reader.GetInt32(4),
        ReadCounts(reader, 5, FixedCounts), 0);

    protected override void AddParameters(NpgsqlParameterCollection parameters, ReadOnlySpan<ReadingRow> rows)
    {
        parameters.Add(Column(rows, static r => r.SensorKey));
        parameters.Add(Instants(rows));
        parameters.Add(Column(rows, static r => r.SubKind));
        parameters.Add(Column(rows, static r => r.DurationSeconds));
        parameters.Add(Column(rows, static r => r.ReceivedAfterSeconds));
        for (var i = 0; i < FixedCounts; i++)
        {
            var index = i;
            parameters.Add(Column(rows, r => CountAt(r.Counts, index)));
        }

        parameters.Add(Column(rows, static r => Rest(r.Counts, FixedCounts)));
    }
}
