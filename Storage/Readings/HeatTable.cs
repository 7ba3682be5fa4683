using Npgsql;
using RetailOrleans.Grains.Interfaces.Readings;

namespace RetailOrleans.Storage.Readings;

internal sealed class HeatTable : ReadingTable
{
    public override ReadingKind Kind => ReadingKind.Heat;

    public override string Name => "heat_readings";

    public override string Columns => "duration_s, received_after_s, heat_value";

    protected override string InsertSql(string partition) => $"""
        insert into {partition} (sensor_key, start_at, duration_s, received_after_s, heat_value)
        select *
        from unnest($1::int[], $2::timestamptz[], $3::int[], $4::int[], $5::float8[])
          as r (sensor_key, start_at, duration_s, received_after_s, heat_value)
        """;

    protected override string UpdateSql(string partition) => $"""
        update {partition} as t set duration_s = r.duration_s, received_after_s = r.received_after_s, heat_value = r.heat_value
        from unnest($1::int[], $2::timestamptz[], $3::int[], $4::int[], $5::float8[])
          as r (sensor_key, start_at, duration_s, received_after_s, heat_value)
        where t.sensor_key = r.sensor_key and t.start_at = r.start_at
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
