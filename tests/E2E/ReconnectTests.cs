using System.Text.RegularExpressions;
using RetailOrleans.E2E.Fixture;

namespace RetailOrleans.E2E;

public sealed partial class ReconnectTests(DashboardFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_page_survives_the_death_of_the_silo_and_is_live_again_by_itself()
    {
        var organization = await Fixture.FoundAsync();
        var store = await organization.AddStoreAsync("Coimbra");
        var door = await organization.AddCounterAsync(store, "Door");
        var start = TimeProvider.System.GetUtcNow().AddMinutes(-10);
        await organization.CountAsync(door, start, entries: 12, exits: 5);
        await OpenAsync();
        await SignInAsync(organization.Token);
        var card = Page.GetByTestId($"store-card-{store}");
        await Expect(card.GetByTestId("entries-today")).ToHaveTextAsync("12");
        await Page.EvaluateAsync("window.stillTheSamePage = true");

        await Fixture.Silo.KillAsync();
        try
        {
            await Expect(Connection).ToHaveTextAsync(Away());
            await Expect(card.GetByTestId("entries-today")).ToHaveTextAsync("12");
        }
        finally
        {
            await Fixture.Silo.StartAsync(TestContext.Current.CancellationToken);
        }

        await organization.CountAsync(door, start.AddMinutes(5), entries: 30, exits: 2);
        await Expect(Connection).ToHaveTextAsync("Live", new() { Timeout = 30_000 });
        await Expect(card.GetByTestId("entries-today")).ToHaveTextAsync("42");
        await Expect(card.GetByTestId("occupancy")).ToHaveTextAsync("35 in store");

        // And it goes on from there.
        await organization.CountAsync(door, start.AddMinutes(-5), entries: 1, exits: 0);
        await Expect(card.GetByTestId("entries-today")).ToHaveTextAsync("43");
        Assert.True(await Page.EvaluateAsync<bool>("window.stillTheSamePage === true"), "The page was loaded again.");
    }

    [GeneratedRegex("^(Reconnecting|Offline)")]
    private static partial Regex Away();
}
