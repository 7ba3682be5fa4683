using Npgsql;
using RetailOrleans.Grains.Interfaces.Readings;

namespace RetailOrleans.Storage.Readings;

internal sealed class PeopleTable : ReadingTable
{
    private const int FixedCounts = 8;

    public override ReadingKind Kind => ReadingKind.People;

    public override string Name => "people_readings";

    public override string Columns =>
        "duration_s, received_after_s, line1_in, line1_out, line2_in, line2_out, line3_in, line3_out, line4_in, line4_out, more_lines";

    protected override string UpsertSql => """
        insert into people_readings as t (sensor_key, start_at, duration_s, received_after_s,
          line1_in, line1_out, line2_in, line2_out, line3_in, line3_out, line4_in, line4_out, more_lines)
        select sensor_key, start_at, duration_s, received_after_s,
          nullif(a, 0), nullif(b, 0), nullif(c, 0), nullif(d, 0), nullif(e, 0), nullif(f, 0), nullif(g, 0), nullif(h, 0), nullif(more, '')::int[]
        from unnest($1::int[], $2::timestamptz[], $3::int[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[], $9::int[], $10::int[],
          $11::int[], $12::int[], $13::text[]) as r (sensor_key, start_at, duration_s, received_after_s, a, b, c, d, e, f, g, h, more)
        on conflict (sensor_key, start_at) do update set
          duration_s = excluded.duration_s, received_after_s = excluded.received_after_s,
          line1_in = excluded.line1_in, line1_out = excluded.line1_out, line2_in = excluded.line2_in, line2_out = excluded.line2_out,
          line3_in = excluded.line3_in, line3_out = excluded.line3_out, line4_in = excluded.line4_in, line4_out = excluded.line4_out,
          more_lines = excluded.more_lines
        where (t.duration_s, t.line1_in, t.line1_out, t.line2_in, t.line2_out, t.line3_in, t.line3_out, t.line4_in, t.line4_out, t.more_lines)
          is distinct from (excluded.duration_s, excluded.line1_in, excluded.line1_out, excluded.line2_in, excluded.line2_out,
            excluded.line3_in, excluded.line3_out, excluded.line4_in, excluded.line4_out, excluded.more_lines)
        returning sensor_key, start_at, 0, (xmax = 0)
        """;

    public override ReadingRow Read(NpgsqlDataReader reader) => new(
        reader.GetInt32(0), reader.GetDateTime(1), 0, reader.GetInt32(2), reader.GetInt32(3), ReadCounts(reader, 4, FixedCounts), 0);

    protected override void AddParameters(NpgsqlParameterCollection parameters, ReadOnlySpan<ReadingRow> rows)
    {
        parameters.Add(Column(rows, static r => r.SensorKey));
        parameters.Add(Instants(rows));
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
