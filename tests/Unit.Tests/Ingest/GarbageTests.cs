using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RetailOrleans.Storage.Validation;
using RetailOrleans.WebApi.Ingest;

namespace RetailOrleans.Unit.Tests.Ingest;

/// <summary>A body that nobody should send: bytes, or nearly right JSON.</summary>
public sealed record Garbage(byte[] Body)
{
    public override string ToString() => Encoding.UTF8.GetString(Body);
}

public sealed class GarbageTests
{
    public static class Bodies
    {
        private static readonly string[] Names =
        [
            "sensor_id", "data_type", "data", "data_batches", "records", "timestamp", "end_time", "line1_in", "line16_out", "line99999999999_in", "line",
            "region1_count", "region2_in_alarm", "counter_alarm_status", "kind", "heat_value", "l\\u0069ne1_in", "\\ud800", "",
        ];

        private static readonly string[] Scalars =
        [
            "null", "true", "-1", "7", "1e400", "1e-400", "99999999999999999999", "\"\"", "\"\\ud800\"", "\"people_counting\"", "\"regional_counting\"",
            "\"heatmap\"", "\"vca_alarm\"", "\"11111111-1111-1111-1111-111111111111\"", "\"2026-07-15T10:00:00Z\"", "\"2026-07-15T10:05:00Z\"",
            "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59.9999999Z\"", "\"9999-12-31T23:59:59-14:00\"", "\"0001-01-01T00:00:00+14:00\"", "\"occupancy\"",
        ];

        public static Arbitrary<Garbage> All()
        {
            var text = Gen.Sized(size => Value(Math.Min(size, 4)));
            var json = text.Select(Encoding.UTF8.GetBytes);
            var broken = from body in json
                         from at in Gen.Choose(0, Math.Max(0, body.Length - 1))
                         from junk in ArbMap.Default.GeneratorFor<byte>()
                         select Broken(body, at, junk);
            return Gen.Frequency((6, json), (2, broken), (1, ArbMap.Default.GeneratorFor<byte[]>())).Select(body => new Garbage(body)).ToArbitrary();
        }

        private static byte[] Broken(byte[] body, int at, byte junk)
        {
            byte[] broken = [.. body];
            if (broken.Length > 0)
            {
                broken[at] = junk;
            }

            return broken;
        }

        private static Gen<string> Value(int depth)
        {
            var scalar = Gen.Elements(Scalars);
            if (depth == 0)
            {
                return scalar;
            }

            var array = from length in Gen.Choose(0, 3)
                        from items in Gen.ListOf(Value(depth - 1), length)
                        select $"[{string.Join(',', items)}]";
            var properties = from name in Gen.Elements(Names)
                             from value in Value(depth - 1)
                             select $"\"{name}\":{value}";
            var map = from length in Gen.Choose(0, 7)
                      from items in Gen.ListOf(properties, length)
                      select $"{{{string.Join(',', items)}}}";
            return Gen.Frequency((1, scalar), (1, array), (4, map));
        }
    }

    [Property(Arbitrary = [typeof(Bodies)], MaxTest = 3_000)]
    public void A_body_is_read_malformed_or_refused_and_nothing_else(Garbage garbage)
    {
        Judge(() => DataRequest.Read(garbage.Body, IngestSamples.Rules));
        Judge(() => BulkRequest.Read(garbage.Body, IngestSamples.Rules));
    }

    private static void Judge(Action read)
    {
        try
        {
            read();
        }
        catch (Exception exception) when (exception is JsonException or ValidationException)
        {
            // That is what the API turns into a 400.
        }
    }
}
