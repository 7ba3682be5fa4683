using System.Text;
using RetailOrleans.Connectors.Milesight;
using static RetailOrleans.Unit.Tests.Connectors.Logs;

namespace RetailOrleans.Unit.Tests.Connectors;

public sealed class MilesightPeopleParserTests : ParserContract
{
    protected override byte[] Good => Bytes(Header, Hour("2025/07/22", 8, 6, 1, 30, 12), Hour("2025/07/22", 9, 16, 11, 282, 79));

    protected override Outcome Parse(byte[] body)
    {
        var parsed = MilesightPeopleLog.Parse(body, Zone, Today, 0);
        return Outcome.Of(parsed.Value.IsDefault ? [] : parsed.Value.Select(row => $"{row.Start:u} {row.End:u} {string.Join(',', row.Counts)}"), parsed.Rejection?.ToString());
    }
}

public sealed class MilesightRegionParserTests : ParserContract
{
    protected override byte[] Good => Bytes(
        "StartTime, EndTime, region1, region2, region3, region4, Sum",
        "2025/07/22 08:00:00,2025/07/22 08:59:59,201,635,703,3,1542", "2025/07/22 09:00:00,2025/07/22 09:59:59,1,2,3,4,10");

    protected override Outcome Parse(byte[] body)
    {
        var parsed = MilesightRegionLog.Parse(body, Zone, Today, 0);
        return Outcome.Of(parsed.Value.IsDefault ? [] : parsed.Value.Select(row => $"{row.Start:u} {row.End:u} {string.Join(',', row.Counts)}"), parsed.Rejection?.ToString());
    }
}

public sealed class MilesightHeatParserTests : ParserContract
{
    protected override byte[] Good => Bytes(
        "StartTime, EndTime, Value(s)", "2025-07-22 08:00:00,2025-07-22 08:59:59,7055", "2025-07-22 09:00:00,2025-07-22 09:59:59,26390");

    protected override bool CutsAlwaysShow => false;

    protected override Outcome Parse(byte[] body)
    {
        var parsed = MilesightHeatLog.Parse(body, Zone, Today);
        return Outcome.Of(parsed.Value.IsDefault ? [] : parsed.Value, parsed.Rejection?.ToString());
    }
}

public sealed class MilesightStatusParserTests : ParserContract
{
    protected override byte[] Good => Encoding.UTF8.GetBytes("var current_in_count='2722';\nvar current_out_count='1008';\nvar current_counter_alarm='5';\n");

    // Statement by statement it reads as a shorter answer that lacks the others.
    protected override bool CutsAlwaysShow => false;

    protected override Outcome Parse(byte[] body)
    {
        var parsed = MilesightAlarmStatus.Parse(body, Today.To);
        return Outcome.Of(parsed.Value is { Alarm: null, Counters: null } or null ? [] : new[] { parsed.Value }, parsed.Rejection?.ToString());
    }
}

public sealed class MilesightCountSettingsParserTests : ParserContract
{
    protected override byte[] Good => Encoding.UTF8.GetBytes("var count_enable='1';\nvar auto_reset_enable='1';\nvar auto_reset_weekday='7';\n");

    protected override bool CutsAlwaysShow => false;

    protected override Outcome Parse(byte[] body)
    {
        var parsed = MilesightCountSettings.Parse(body);
        return Outcome.Of(parsed.Value is null ? [] : new[] { parsed.Value }, parsed.Rejection?.ToString());
    }
}

public sealed class MilesightSpaceHeatParserTests : ParserContract
{
    protected override byte[] Good => Encoding.UTF8.GetBytes("""{"max": 9538, "min": 0, "map_w": 320, "map_h": 240, "data": [{"x": 0, "y": 0, "value": 12}, {"x": 319, "y": 239, "value": 9538}]}""");

    protected override Outcome Parse(byte[] body)
    {
        var parsed = MilesightSpaceHeat.Parse(body);
        return Outcome.Of(parsed.Value is null ? [] : new[] { $"{parsed.Value.Width} {parsed.Value.Height} {string.Join(',', parsed.Value.Values)}" }, parsed.Rejection?.ToString());
    }

    [Fact]
    public void Points_lie_where_they_say_and_the_rest_is_zero()
    {
        var grid = MilesightSpaceHeat.Parse(Good).Value!;
        Assert.Equal((320, 240, 320 * 240), (grid.Width, grid.Height, grid.Values.Length));
        Assert.Equal((12, 9538, 2), (grid.Values[0], grid.Values[^1], grid.Values.Count(value => value > 0)));
    }

    [Theory]
    [InlineData("""{"map_w": 2, "map_h": 2, "data": [{"x": 2, "y": 0, "value": 1}]}""")]
    [InlineData("""{"map_w": 2, "map_h": 2, "data": [{"x": 1, "y": 0, "value": -1}]}""")]
    [InlineData("""{"map_w": 2, "map_h": 2, "data": [{"x": 1, "y": 0}]}""")]
    [InlineData("""{"map_w": 0, "map_h": 2, "data": []}""")]
    [InlineData("""{"map_w": 100000, "map_h": 100000, "data": []}""")]
    [InlineData("""{"map_w": 2, "map_h": 1, "data": [1, 2, 3]}""")]
    [InlineData("""[]""")]
    [InlineData("""{"error": "busy"}""")]
    public void What_is_no_grid_is_refused(string body) => Assert.NotNull(MilesightSpaceHeat.Parse(Encoding.UTF8.GetBytes(body)).Rejection);

    [Fact]
    public void A_plain_list_of_cells_is_understood() =>
        Assert.Equal([1, 2, 3, 4], MilesightSpaceHeat.Parse("""{"map_w": 2, "map_h": 2, "data": [1, 2, 3, 4.7]}"""u8.ToArray()).Value!.Values);
}
