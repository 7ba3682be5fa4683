using Npgsql;
using RetailOrleans.Grains.Interfaces.Readings;

namespace RetailOrleans.Storage.Readings;

internal sealed class HeatTable : ReadingTable
{
    public override ReadingKind Kind => ReadingKind.Heat;

    public override string Name => "heat_readings";

    public override string Columns => "duration_s, received_after_s, heat_value";

    protected override string UpsertSql => """
        insert into heat_readings as t (sensor_key, start_at, duration_s, received_after_s, heat_value)
        select * from unnest($1::int[], $2::timestamptz[], $3::int[], $4::int[], $5::float8[])
        on conflict (sensor_key, start_at) do update set
          duration_s = excluded.duration_s, received_after_s = excluded.received_after_s, heat_value = excluded.heat_value
        where (t.duration_s, t.heat_value) is distinct from (excluded.duration_s, excluded.heat_value)
        returning sensor_key, start_at, 0, (xmax = 0)
        """;

    public override ReadingRow Read(NpgsqlDataReader reader) => new(
        reader.GetInt32(0), reader.GetDateTime(1), 0, reader.GetInt32(2), reader.GetInt32(3), [], reader.GetDouble(4));

    protected override void AddParameters(NpgsqlParameterCollection parameters, ReadOnlySpan<ReadingRow> rows)
    {
        parameters.Add(Column(rows, static r => r.SensorKey));
        parameters.Add(Instants(rows));
        parameters.Add(Column(rows, static r => r.DurationSeconds));
        parameters.Add(Column(rows, static r => r.ReceivedAfterSeconds));
        parameters.Add(Column(rows, static r => r.Heat));
    }
}
