using Npgsql;
using RetailOrleans.Grains.Interfaces.Readings;

namespace RetailOrleans.Storage.Readings;

internal sealed class AlarmTable : ReadingTable
{
    private const int FixedCounts = 3;

    public override ReadingKind Kind => ReadingKind.Alarms;

    public override string Name => "alarm_readings";

    public override string Columns => "received_after_s, counter_status, region_in_alarms, region_out_alarms";

    public override string Extent => "interval '0'";

    protected override string InsertSql(string partition) => $"""
        insert into {partition} (sensor_key, start_at, received_after_s, counter_status, region_in_alarms, region_out_alarms)
        select *
        from unnest($1::int[], $2::timestamptz[], $3::int[], $4::int[], $5::int[], $6::int[])
          as r (sensor_key, start_at, received_after_s, counter_status, region_in_alarms, region_out_alarms)
        """;

    protected override string UpdateSql(string partition) => $"""
        update {partition} as t set received_after_s = r.received_after_s, counter_status = r.counter_status,
          region_in_alarms = r.region_in_alarms, region_out_alarms = r.region_out_alarms
        from unnest($1::int[], $2::timestamptz[], $3::int[], $4::int[], $5::int[], $6::int[])
          as r (sensor_key, start_at, received_after_s, counter_status, region_in_alarms, region_out_alarms)
        where t.sensor_key = r.sensor_key and t.start_at = r.start_at
        """;

    public override ReadingRow Read(NpgsqlDataReader reader)
    {
        int[] status = [reader.GetInt32(3), reader.GetInt32(4), reader.GetInt32(5)];
        return new(reader.GetInt32(0), reader.GetDateTime(1), 0, 0, reader.GetInt32(2), status.AsSpan().TrimEnd(0).ToArray(), 0);
    }

    protected override void AddParameters(NpgsqlParameterCollection parameters, ReadOnlySpan<ReadingRow> rows)
    {
        parameters.Add(Column(rows, static r => r.SensorKey));
        parameters.Add(Instants(rows));
        parameters.Add(Column(rows, static r => r.ReceivedAfterSeconds));
        for (var i = 0; i < FixedCounts; i++)
        {
            var index = i;
            parameters.Add(Column(rows, r => CountAt(r.Counts, index)));
        }
    }
}
