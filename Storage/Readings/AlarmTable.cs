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

    protected override string UpsertSql => """
        insert into alarm_readings as t (sensor_key, start_at, received_after_s, counter_status, region_in_alarms, region_out_alarms)
        select * from unnest($1::int[], $2::timestamptz[], $3::int[], $4::int[], $5::int[], $6::int[])
        on conflict (sensor_key, start_at) do update set
          received_after_s = excluded.received_after_s, counter_status = excluded.counter_status,
          region_in_alarms = excluded.region_in_alarms, region_out_alarms = excluded.region_out_alarms
        where (t.counter_status, t.region_in_alarms, t.region_out_alarms)
          is distinct from (excluded.counter_status, excluded.region_in_alarms, excluded.region_out_alarms)
        returning sensor_key, start_at, 0, (xmax = 0)
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
