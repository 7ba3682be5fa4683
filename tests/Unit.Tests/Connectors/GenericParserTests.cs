using System.Collections.Immutable;
using System.Text;
using RetailOrleans.Connectors.Generic;
using static RetailOrleans.Unit.Tests.Connectors.Logs;

namespace RetailOrleans.Unit.Tests.Connectors;

public sealed class GenericJsonParserTests : ParserContract
{
    protected override byte[] Good => Encoding.UTF8.GetBytes(
        """{"rows": [{"timestamp": "2025-07-22T08:00:00Z", "line1_in": 6, "line1_out": 1}, {"timestamp": "2025-07-22 10:00:00", "line1_in": 16, "region1_count": 2}]}""");

    protected override Outcome Parse(byte[] body) => GenericBodies.Parse(body, ("people_counting.rows", "rows[*]"));
}

public sealed class GenericCsvParserTests : ParserContract
{
    protected override byte[] Good => Bytes("timestamp,\"line1_in\",line1_out", "2025-07-22 09:00:00,6,1", "2025-07-22 10:00:00,16,11");

    // A number without a line end behind it may be a whole one.
    protected override bool CutsAlwaysShow => false;

    protected override Outcome Parse(byte[] body) => GenericBodies.Parse(body);
}

internal static class GenericBodies
{
    public static ParserContract.Outcome Parse(byte[] body, params (string Key, string Value)[] parameters)
    {
        var endpoint = GenericEndpoint.Of("people_counting", parameters.Append(("people_counting", "/x")).ToImmutableDictionary(p => p.Item1, p => p.Item2)).Endpoint!;
        var parsed = GenericAnswer.Parse(body, endpoint, GenericField.Of(GenericConnectorTests.Device(1, [])).Fields, Zone, Today);
        return ParserContract.Outcome.Of(
            (parsed.Value ?? GenericAnswer.Nothing).People.Select(row => $"{row.Start:u} {row.End:u} {string.Join(',', row.Counts)}"), parsed.Rejection?.ToString());
    }
}
