using System.Collections.Immutable;
using RetailOrleans.Connectors;
using RetailOrleans.Connectors.Milesight;
using static RetailOrleans.Unit.Tests.Connectors.Logs;

namespace RetailOrleans.Unit.Tests.Connectors;

public sealed class MilesightEndpointTests
{
    [Fact]
    public void The_canonical_people_query_is_camera_local_and_whole_hours() =>
        Assert.Equal(
            ["/dataloader.cgi?dw=vcalogcsv&report_type=0&statistics_type=3&linetype=31&time_start=2025-07-22-09:00:00&time_end=2025-07-22-10:59:59"],
            Queries(MilesightEndpoint.People, Device(), Window("2025-07-22T08:20:00Z", "2025-07-22T09:20:00Z")));

    [Fact]
    public void A_window_that_ends_on_the_hour_does_not_ask_for_the_next() =>
        Assert.EndsWith("time_end=2025-07-22-09:59:59", Assert.Single(Queries(MilesightEndpoint.Heat, Device(), Window("2025-07-22T08:20:00Z", "2025-07-22T09:00:00Z"))));

    [Fact]
    public void Each_local_date_is_asked_by_itself() =>
        Assert.Equal(
            ["2025-07-20-23:00:00 2025-07-20-23:59:59", "2025-07-21-00:00:00 2025-07-21-23:59:59", "2025-07-22-00:00:00 2025-07-22-10:59:59"],
            MilesightEndpoint.Intervals(Window("2025-07-20T22:10:00Z", "2025-07-22T09:20:00Z"), Zone)
                .Select(interval => $"{interval.Start:yyyy-MM-dd-HH:mm:ss} {interval.End:yyyy-MM-dd-HH:mm:ss}"));

    [Theory]
    [InlineData("2025-10-26T00:50:00Z", "2025-10-26T01:05:00Z")]
    [InlineData("2025-10-26T00:10:00Z", "2025-10-26T01:50:00Z")]
    public void Across_the_repeated_hour_that_hour_is_asked(string from, string to) =>
        Assert.Equal([(new DateTime(2025, 10, 26, 1, 0, 0), new DateTime(2025, 10, 26, 1, 59, 59))], MilesightEndpoint.Intervals(Window(from, to), Zone));

    [Fact]
    public void Hours_of_a_half_hour_zone_are_the_camera_s_own() =>
        Assert.Equal(
            [(new DateTime(2025, 7, 22, 14, 0, 0), new DateTime(2025, 7, 22, 15, 59, 59))],
            MilesightEndpoint.Intervals(Window("2025-07-22T09:15:00Z", "2025-07-22T10:15:00Z"), "Asia/Kolkata"));

    [Fact]
    public void Parameters_can_be_replaced_added_and_left_out()
    {
        var device = Device(("people_counting.linetype", "15"), ("people_counting.time_end", ""), ("people_counting.type", "a b&c"), ("heatmap.sub_type", "1"));
        Assert.Equal(
            ["/dataloader.cgi?dw=vcalogcsv&report_type=0&statistics_type=3&time_start=2025-07-22-10:00:00&linetype=15&type=a%20b%26c"],
            Queries(MilesightEndpoint.People, device, Window("2025-07-22T09:00:00Z", "2025-07-22T09:20:00Z")));
    }

    [Fact]
    public void As_many_regions_are_asked_as_there_are() =>
        Assert.Contains("&region1=1&region2=1&time_start", Queries(MilesightEndpoint.Regions(2), Device(), Today)[0]);

    [Theory]
    [InlineData("/other.cgi", "/other.cgi?action=get.vca.alarmstatus")]
    [InlineData("//elsewhere/x", "/cgi-bin/operator/operator.cgi?action=get.vca.alarmstatus")]
    [InlineData("http://elsewhere/x", "/cgi-bin/operator/operator.cgi?action=get.vca.alarmstatus")]
    public void A_path_can_be_replaced_but_not_the_host(string path, string query) =>
        Assert.Equal(query, MilesightEndpoint.Status.Query(Device(("real_time_status.path", path)), default, default));

    private static string[] Queries(MilesightEndpoint endpoint, Device device, CollectionWindow window) =>
        [.. MilesightEndpoint.Intervals(window, device.ZoneId).Select(interval => endpoint.Query(device, interval.Start, interval.End))];

    private static Device Device(params (string Key, string Value)[] parameters) =>
        new("127.1.0.1", 80, Zone, new DeviceConnection("http", true, TimeSpan.FromSeconds(5), DeviceAuth.None), parameters.ToImmutableDictionary(p => p.Key, p => p.Value), true, true, 4, 4);
}
