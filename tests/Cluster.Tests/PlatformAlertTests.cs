using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR.Client;
using RetailOrleans.Cluster.Tests.Fixture;
using RetailOrleans.TestKit;

namespace RetailOrleans.Cluster.Tests;

/// <summary>The platform is told of while it is not well.</summary>
[Collection(OneClusterAtATime.Name)]
public sealed class PlatformAlertTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_that_is_away_is_told_of_at_once_and_stored_when_it_is_back()
    {
        await using var receiver = new WebhookReceiver();
        await using var server = await PostgresServer.StartDurableAsync(Cancellation);
        await using var deployment = await Deployment.CreateAsync(server);
        var silo = deployment.Silo(0);
        var channel = (await deployment.PostAsync("/api/notification-channels", new { name = "ops", type = "webhook", url = receiver.Url }))
            .GetProperty("notification_channel").GetProperty("id").GetGuid();
        var rule = await AddRuleAsync(deployment, "database_unreachable", 2, channel);
        var raised = Channel.CreateUnbounded<JsonElement>();
        await using var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(silo.Http.BaseAddress!, "/hubs/live"), options => options.AccessTokenProvider = () => Task.FromResult<string?>(deployment.Token.Trim()))
            .Build();
        hub.On<JsonElement>("AlertRaised", alert => raised.Writer.TryWrite(alert));
        await hub.StartAsync(Cancellation);
        await hub.InvokeAsync<JsonElement>("WatchOrganization", Cancellation);

        // Once another rule has been raised, this silo knows both.
        var always = await AddRuleAsync(deployment, "writer_backlog", 0);
        Assert.Equal(always, (await raised.Reader.ReadAsync(Cancellation)).GetProperty("rule_id").GetGuid());
        await server.CrashAsync(Cancellation);
        var alert = await raised.Reader.ReadAsync(Cancellation);
        Assert.Equal((rule, "firing", JsonValueKind.Null), (
            alert.GetProperty("rule_id").GetGuid(), alert.GetProperty("status").GetString(), alert.GetProperty("store_id").ValueKind));

        await server.StartAsync(Cancellation);
        var stored = (await Eventually.AnswersAsync(
            () => TryAlertsAsync(deployment, silo, rule), alerts => alerts is [var one] && one.GetProperty("status").GetString() == "resolved",
            TimeSpan.FromSeconds(60), Cancellation)).Answer![0];
        Assert.Equal(alert.GetProperty("id").GetGuid(), stored.GetProperty("id").GetGuid());
        await Eventually.AnswersAsync(
            () => Task.FromResult(receiver.Requests.Count(request => request.Answered == 204)), taken => taken == 2, TimeSpan.FromSeconds(30), Cancellation);
        Assert.Equal(
            ["alert.raised", "alert.changed"], receiver.Requests.Select(request => JsonDocument.Parse(request.Body).RootElement.GetProperty("event").GetString()));
    }

    [Fact]
    public async Task A_silo_that_dies_is_missed_until_another_is_there()
    {
        await using var deployment = await Deployment.CreateAsync();
        var first = deployment.Silo(0);
        var second = await deployment.StartSiloAsync();
        var rule = await AddRuleAsync(deployment, "silos_lost", 1);
        await second.KillAsync(Cancellation);

        await UntilAsync(deployment, first, rule, "firing");
        await deployment.StartSiloAsync();
        await UntilAsync(deployment, first, rule, "resolved");
    }

    private static async Task<Guid> AddRuleAsync(Deployment deployment, string metric, double value, params Guid[] channels) =>
        (await deployment.PostAsync("/api/alert-rules", new { name = metric, type = "platform", condition = new { metric, value }, channels }))
            .GetProperty("alert_rule").GetProperty("id").GetGuid();

    private static async Task UntilAsync(Deployment deployment, SiloProcess silo, Guid rule, string status) => await Eventually.AnswersAsync(
        () => TryAlertsAsync(deployment, silo, rule), alerts => alerts is [var one] && one.GetProperty("status").GetString() == status,
        TimeSpan.FromSeconds(60), Cancellation);

    private static async Task<JsonElement[]?> TryAlertsAsync(Deployment deployment, SiloProcess silo, Guid rule)
    {
        try
        {
            return [.. (await deployment.GetAsync(silo, $"/api/alerts?rule_id={rule}")).GetProperty("alerts").EnumerateArray()];
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
