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

    public override bool CanTry => true;

    public override RowCopy? Copy(PartitionMonth month, ReadingRow[] rows) =>
        rows.Length < RowCopy.FewestRows ? null : new RowCopy(month.PartitionOf(Name), $"sensor_key, start_at, {Columns}", rows, WriteRow);

    protected override string InsertSql(string partition) => $"""
        insert into {partition} (sensor_key, start_at, duration_s, received_after_s,
          line1_in, line1_out, line2_in, line2_out, line3_in, line3_out, line4_in, line4_out, more_lines)
        select sensor_key, start_at, duration_s, received_after_s,
          nullif(a, 0), nullif(b, 0), nullif(c, 0), nullif(d, 0), nullif(e, 0), nullif(f, 0), nullif(g, 0), nullif(h, 0), nullif(more, '')::int[]
        from unnest($1::int[], $2::timestamptz[], $3::int[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[], $9::int[], $10::int[],
          $11::int[], $12::int[], $13::text[])
          as r (sensor_key, start_at, duration_s, received_after_s, a, b, c, d, e, f, g, h, more)
        """;

    protected override string UpdateSql(string partition) => $"""
        update {partition} as t set duration_s = r.duration_s, received_after_s = r.received_after_s,
          line1_in = nullif(a, 0), line1_out = nullif(b, 0), line2_in = nullif(c, 0), line2_out = nullif(d, 0),
          line3_in = nullif(e, 0), line3_out = nullif(f, 0), line4_in = nullif(g, 0), line4_out = nullif(h, 0),
          more_lines = nullif(more, '')::int[]
        from unnest($1::int[], $2::timestamptz[], $3::int[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[], $9::int[], $10::int[],
          $11::int[], $12::int[], $13::text[])
          as r (sensor_key, start_at, duration_s, received_after_s, a, b, c, d, e, f, g, h, more)
        where t.sensor_key = r.sensor_key and t.start_at = r.start_at
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

    private static void WriteRow(BinaryRows rows, in ReadingRow row)
    {
        rows.StartRow(4 + FixedCounts + 1);
        rows.Write(row.SensorKey);
        rows.Write(row.Start);
        rows.Write(row.DurationSeconds);
        rows.Write(row.ReceivedAfterSeconds);
        for (var i = 0; i < FixedCounts; i++)
        {
            rows.WriteUnlessZero(CountAt(row.Counts, i));
        }

        rows.WriteUnlessEmpty(row.Counts.AsSpan(Math.Min(FixedCounts, row.Counts.Length)));
    }
}
