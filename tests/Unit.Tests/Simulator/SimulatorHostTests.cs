using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RetailOrleans.Connectors;
using RetailOrleans.Simulator;
using RetailOrleans.Simulator.Control;
using RetailOrleans.Simulator.Faults;
using RetailOrleans.Simulator.Fleet;

namespace RetailOrleans.Unit.Tests.Simulator;

/// <summary>The pretend cameras asked by the real connector, over loopback.</summary>
public sealed class SimulatorHostTests
{
    // Autumn in Lisbon and Madrid, spring in Sydney, half hours in Kolkata: every calendar oddity within days.
    [Theory]
    [InlineData("2025-07-22T16:20:31Z")]
    [InlineData("2025-10-26T00:40:00Z")]
    [InlineData("2025-10-26T01:40:00Z")]
    [InlineData("2025-10-26T16:20:00Z")]
    [InlineData("2025-03-30T16:20:00Z")]
    [InlineData("2025-10-04T17:05:00Z")]
    public async Task What_a_poll_returns_is_the_truth_hour_by_hour(string instant)
    {
        var time = new FakeTimeProvider(DateTimeOffset.Parse(instant));
        var fleet = PretendFleet.Create(7, 5, 4);
        await using var host = await SimulatorHost.StartAsync(fleet, 0, 0, time, TestContext.Current.CancellationToken);
        var truth = TruthReport.At(fleet, null, time.GetUtcNow());
        foreach (var (store, expected) in fleet.Stores.Zip(truth.Stores))
        {
            var day = store.Calendar.DayOf(time.GetUtcNow());
            var (entries, exits, passing) = (new int[expected.Hours.Length], new int[expected.Hours.Length], new int[expected.Hours.Length]);
            foreach (var camera in store.Cameras)
            {
                var answer = await PollAsync(host, time, store, camera, day.Start);
                Assert.Empty(answer.Faults);
                Assert.Equal(expected.Hours.Select(hour => hour.HourStart), answer.People.Select(row => row.Start));
                for (var hour = 0; hour < answer.People.Length; hour++)
                {
                    foreach (var line in camera.Lines)
                    {
                        var (entered, left) = (answer.People[hour].Counts[(line.Number - 1) * 2], answer.People[hour].Counts[((line.Number - 1) * 2) + 1]);
                        (entered, left) = line.Invert ? (left, entered) : (entered, left);
                        if (line.Type is LineType.Passing)
                        {
                            passing[hour] += entered + left;
                        }
                        else
                        {
                            entries[hour] += entered;
                            exits[hour] += left;
                        }
                    }
                }
            }

            Assert.Equal(expected.Hours.Select(hour => hour.Entries), entries);
            Assert.Equal(expected.Hours.Select(hour => hour.Exits), exits);
            Assert.Equal(expected.Hours.Select(hour => hour.Passing), passing);
            Assert.Equal(expected.Total, new Movement(entries.Sum(), exits.Sum(), passing.Sum()));
        }
    }

    [Fact]
    public async Task The_running_hour_grows_and_keeps_its_interval()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2025, 7, 22, 16, 10, 0, TimeSpan.Zero));
        var fleet = PretendFleet.Create(7, 1, 1);
        await using var host = await SimulatorHost.StartAsync(fleet, 0, 0, time, TestContext.Current.CancellationToken);
        var early = (await PollAsync(host, time, fleet.Stores[0], fleet.Stores[0].Cameras[0], time.GetUtcNow().AddMinutes(-1))).People.Single();
        time.Advance(TimeSpan.FromMinutes(40));
        var late = (await PollAsync(host, time, fleet.Stores[0], fleet.Stores[0].Cameras[0], time.GetUtcNow().AddMinutes(-1))).People.Single();
        Assert.Equal((early.Start, early.End), (late.Start, late.End));
        Assert.True(late.Counts.Sum() > early.Counts.Sum());
    }

    [Fact]
    public async Task Every_kind_of_endpoint_is_understood_by_the_connector()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2025, 7, 22, 16, 20, 0, TimeSpan.Zero));
        var fleet = PretendFleet.Create(7, 1, 4);
        await using var host = await SimulatorHost.StartAsync(fleet, 0, 0, time, TestContext.Current.CancellationToken);
        var store = fleet.Stores[0];
        var start = store.Calendar.DayOf(time.GetUtcNow()).Start;
        foreach (var camera in store.Cameras)
        {
            var answer = await PollAsync(host, time, store, camera, start);
            Assert.Empty(answer.Faults);
            Assert.Equal(TimeSpan.Zero, answer.ClockOffset);
            Assert.Equal(answer.People.Length, answer.Heat.Length);
            Assert.Equal(camera.Regions.IsEmpty ? 0 : answer.People.Length, answer.Regions.Length);
            Assert.Equal(answer.People.Sum(row => row.Counts.Where((_, index) => index % 2 == 0).Sum()), answer.Counters?.In);
            Assert.Equal(answer.People.Sum(row => row.Counts.Where((_, index) => index % 2 == 1).Sum()), answer.Counters?.Out);
            Assert.True(answer.Heat.Sum(row => row.Value) > 0);
            Assert.Equal(80 * 60, answer.SpaceHeat?.Values.Length);
            Assert.True(answer.SpaceHeat?.Values.Max() > 0);
            Assert.Equal(start, answer.SpaceHeat?.Start);
        }
    }

    [Fact]
    public async Task History_is_answered_too()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2025, 7, 22, 16, 20, 0, TimeSpan.Zero));
        var fleet = PretendFleet.Create(7, 1, 2);
        await using var host = await SimulatorHost.StartAsync(fleet, 0, 0, time, TestContext.Current.CancellationToken);
        var store = fleet.Stores[0];
        var answer = await PollAsync(host, time, store, store.Cameras[0], store.Calendar.Day(new DateOnly(2025, 7, 15)).Start);
        Assert.Equal((24 * 7) + 18, answer.People.Length);
        foreach (var day in store.Calendar.Days(new DateOnly(2025, 7, 15), new DateOnly(2025, 7, 21)))
        {
            var camera = TruthReport.At(fleet, day.Date, time.GetUtcNow()).Stores[0].Cameras[0];
            var rows = answer.People.Where(row => day.Contains(row.Start)).ToArray();
            Assert.All(camera.Lines, line => Assert.Equal(line.Hours.Select(hour => hour.In), rows.Select(row => row.Counts[(line.Line - 1) * 2])));
        }
    }

    [Fact]
    public async Task A_wrong_password_is_refused_by_basic_and_digest_cameras()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2025, 7, 22, 16, 20, 0, TimeSpan.Zero));
        var fleet = PretendFleet.Create(7, 1, 4);
        await using var host = await SimulatorHost.StartAsync(fleet, 0, 0, time, TestContext.Current.CancellationToken);
        foreach (var camera in fleet.Stores[0].Cameras)
        {
            var answer = await PollAsync(host, time, fleet.Stores[0], camera with { Password = "wrong" }, time.GetUtcNow().AddHours(-1));
            Assert.Equal(FaultKind.CredentialsRefused, Assert.Single(answer.Faults).Kind);
        }
    }

    [Theory]
    [InlineData("offline", FaultKind.Unreachable)]
    [InlineData("unauthorized", FaultKind.CredentialsRefused)]
    [InlineData("html", FaultKind.NotACounter)]
    [InlineData("truncated", FaultKind.Truncated)]
    [InlineData("redirect", FaultKind.Redirected)]
    [InlineData("huge", FaultKind.TooLarge)]
    [InlineData("broken", FaultKind.ServerError)]
    public async Task A_camera_with_a_fault_is_recognized_gives_no_numbers_and_is_well_again_when_it_is_taken_away(string fault, FaultKind kind)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2025, 7, 22, 16, 20, 0, TimeSpan.Zero));
        var fleet = PretendFleet.Create(7, 1, 3);
        await using var host = await SimulatorHost.StartAsync(fleet, 0, 0, time, TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = host.Control };
        foreach (var camera in fleet.Stores[0].Cameras)
        {
            (await http.PostAsync($"/faults?camera={camera.Address}&fault={fault}", null, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
            var answer = await PollAsync(host, time, fleet.Stores[0], camera, time.GetUtcNow().AddHours(-1));
            Assert.Equal(kind, answer.Faults[0].Kind);
            Assert.False(answer.Answered);
            Assert.Empty(answer.People);
            (await http.DeleteAsync($"/faults?camera={camera.Address}", TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
            Assert.Empty((await PollAsync(host, time, fleet.Stores[0], camera, time.GetUtcNow().AddHours(-1))).Faults);
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await http.PostAsync("/faults?camera=127.9.0.1&fault=html", null, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await http.PostAsync($"/faults?camera={fleet.Stores[0].Cameras[0].Address}&fault=nonsense", null, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Theory]
    [InlineData("silent")]
    [InlineData("drip")]
    public async Task A_camera_that_keeps_its_caller_waiting_is_given_up(string fault)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2025, 7, 22, 16, 20, 0, TimeSpan.Zero));
        var fleet = PretendFleet.Create(7, 1, 1);
        await using var host = await SimulatorHost.StartAsync(fleet, 0, 0, time, TestContext.Current.CancellationToken);
        host.Faults.SetAll(fleet, $"{fault}=1", time.GetUtcNow());
        var poll = PollAsync(host, time, fleet.Stores[0], fleet.Stores[0].Cameras[0], time.GetUtcNow().AddHours(-1));

        // Only this clock moves a caller's patience: however slowly bytes drip, it ends.
        while (!poll.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(poll, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken));
        }

        Assert.Equal(FaultKind.TimedOut, (await poll).Faults[0].Kind);
        Assert.Empty((await poll).People);
    }

    [Fact]
    public async Task A_camera_with_a_wrong_clock_counts_the_same_people_under_its_own_hours()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2025, 7, 22, 16, 20, 0, TimeSpan.Zero));
        var fleet = PretendFleet.Create(7, 1, 1);
        await using var host = await SimulatorHost.StartAsync(fleet, 0, 0, time, TestContext.Current.CancellationToken);
        var (store, camera) = (fleet.Stores[0], fleet.Stores[0].Cameras[0]);
        var day = store.Calendar.DayOf(time.GetUtcNow()).Start;
        var right = await PollAsync(host, time, store, camera, day);
        host.Faults.SetAll(fleet, "clock:-120=1", time.GetUtcNow());
        var wrong = await PollAsync(host, time, store, camera, day.AddHours(-2));
        Assert.Equal(TimeSpan.FromHours(-2), wrong.ClockOffset);

        // The hours that have not begun by its own clock follow, as zeros.
        Assert.Equal(
            right.People.Select(row => (row.Start.AddHours(-2), string.Join(',', row.Counts))),
            wrong.People.Take(right.People.Length).Select(row => (row.Start, string.Join(',', row.Counts))));
    }

    [Fact]
    public async Task Counters_that_were_reset_begin_anew()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2025, 7, 22, 16, 20, 0, TimeSpan.Zero));
        var fleet = PretendFleet.Create(7, 1, 1);
        await using var host = await SimulatorHost.StartAsync(fleet, 0, 0, time, TestContext.Current.CancellationToken);
        var before = (await PollAsync(host, time, fleet.Stores[0], fleet.Stores[0].Cameras[0], time.GetUtcNow().AddHours(-1))).Counters!;
        host.Faults.SetAll(fleet, "reset=1", time.GetUtcNow());
        time.Advance(TimeSpan.FromMinutes(30));
        var after = (await PollAsync(host, time, fleet.Stores[0], fleet.Stores[0].Cameras[0], time.GetUtcNow().AddHours(-1))).Counters!;
        Assert.InRange(after.In, 1, before.In - 1);
    }

    [Theory]
    [InlineData("silent=3,clock:-90=2", 5)]
    [InlineData("", 0)]
    public void Faults_are_spread_over_the_fleet(string list, int faults)
    {
        var board = new FaultBoard();
        board.SetAll(PretendFleet.Create(7, 10, 4), list, default);
        Assert.Equal(faults, board.All.Count);
    }

    [Theory]
    [InlineData("melted=3", "melted=3")]
    [InlineData("silent=41", "40 are left")]
    [InlineData("clock=1", "clock:MINUTES")]
    [InlineData("silent", "offline=3")]
    public void A_list_of_faults_that_is_none_is_refused(string list, string words) => Assert.Contains(
        words, Assert.Throws<ArgumentException>(() => new FaultBoard().SetAll(PretendFleet.Create(7, 10, 4), list, default)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_cameras_clock_may_start_anywhere_and_run_fast()
    {
        var real = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var clock = new SimulatedClock(real, new DateTimeOffset(2025, 10, 26, 0, 0, 0, TimeSpan.Zero), 100);
        real.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(new DateTimeOffset(2025, 10, 27, 1, 0, 0, TimeSpan.Zero), clock.GetUtcNow());
    }

    [Fact]
    public async Task The_truth_is_told_at_the_control_port_only()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2025, 7, 22, 16, 20, 0, TimeSpan.Zero));
        var fleet = PretendFleet.Create(7, 2, 2);
        await using var host = await SimulatorHost.StartAsync(fleet, 0, 0, time, TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = host.Control };
        var truth = await http.GetFromJsonAsync<JsonElement>("/truth?date=2025-07-21", TestContext.Current.CancellationToken);
        var store = truth.GetProperty("stores")[0];
        Assert.Equal("DEMO-001", store.GetProperty("code").GetString());
        Assert.Equal(24, store.GetProperty("hours").GetArrayLength());
        Assert.Equal("2025-07-20T23:00:00+00:00", store.GetProperty("hours")[0].GetProperty("hour_start").GetString());
        Assert.Equal(
            store.GetProperty("hours").EnumerateArray().Sum(hour => hour.GetProperty("entries").GetInt32()),
            store.GetProperty("total_complete").GetProperty("entries").GetInt32());
        Assert.Equal(HttpStatusCode.BadRequest, (await http.GetAsync("/truth?date=yesterday", TestContext.Current.CancellationToken)).StatusCode);
        var camera = new Uri($"http://{fleet.Stores[0].Cameras[0].Address}:{host.CameraPort}/truth");
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync(camera, TestContext.Current.CancellationToken)).StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync($"http://127.0.0.1:{host.CameraPort}/truth", TestContext.Current.CancellationToken));
    }

    private static async Task<DeviceAnswer> PollAsync(SimulatorHost host, TimeProvider time, PretendStore store, PretendCamera camera, DateTimeOffset from)
    {
        await using var services = new ServiceCollection().AddSingleton(time).AddConnectors().BuildServiceProvider();
        var auth = new DeviceAuth(camera.Authentication is CameraAuthentication.Basic ? "basic" : "digest", PretendCamera.User, camera.Password);
        var device = new Device(
            camera.Address.ToString(), host.CameraPort, store.Calendar.ZoneId, new DeviceConnection("http", true, TimeSpan.FromSeconds(30), auth),
            ImmutableDictionary<string, string>.Empty, !camera.Regions.IsEmpty, true, 4, camera.Regions.Length);
        return await services.GetServices<IDeviceConnector>().Single(connector => connector.SensorType == "milesight_people_counter")
            .CollectAsync(device, new CollectionWindow(from, time.GetUtcNow()) { WithPicture = true }, TestContext.Current.CancellationToken);
    }
}
