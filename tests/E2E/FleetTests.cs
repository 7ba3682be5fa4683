using Microsoft.Playwright;
using RetailOrleans.E2E.Fixture;

namespace RetailOrleans.E2E;

public sealed class FleetTests(DashboardFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task The_fleet_shows_every_store_and_finds_one()
    {
        var organization = await Fixture.FoundAsync();
        var porto = await organization.AddStoreAsync("Porto Norte");
        var lisboa = await organization.AddStoreAsync("Lisboa Baixa");
        await organization.AddCounterAsync(porto, "Door");
        await OpenAsync();
        await SignInAsync(organization.Token);

        await Expect(Card(porto)).ToContainTextAsync("1 of 1 sensors waiting");
        await Expect(Card(lisboa)).ToContainTextAsync("No sensors yet");

        await Page.Keyboard.PressAsync("/");
        await Page.Keyboard.TypeAsync("norte");
        await Expect(Card(lisboa)).ToHaveCountAsync(0);
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Porto Norte");
        await Expect(Page.GetByTestId("store-peak")).ToHaveTextAsync("Peak today–");
    }

    [Fact]
    public async Task A_reading_changes_the_card_without_a_reload()
    {
        var organization = await Fixture.FoundAsync();
        var store = await organization.AddStoreAsync("Faro", capacity: 120);
        var door = await organization.AddCounterAsync(store, "Door");
        var start = TimeProvider.System.GetUtcNow().AddMinutes(-10);
        await OpenAsync();
        await SignInAsync(organization.Token);
        await Expect(Card(store).GetByTestId("entries-today")).ToHaveTextAsync("0");
        await Page.EvaluateAsync("window.stillTheSamePage = true");

        await organization.CountAsync(door, start, entries: 12, exits: 5);
        await Expect(Card(store).GetByTestId("occupancy")).ToHaveTextAsync("7 of 120");
        await Expect(Card(store).GetByTestId("entries-today")).ToHaveTextAsync("12");
        await Expect(Card(store)).ToContainTextAsync("Its sensor is healthy");

        // The same reading with other numbers replaces the first one; the next reading adds to it.
        await organization.CountAsync(door, start, entries: 11, exits: 5);
        await organization.CountAsync(door, start.AddMinutes(5), entries: 30, exits: 2);
        await Expect(Card(store).GetByTestId("occupancy")).ToHaveTextAsync("34 of 120");
        await Expect(Card(store).GetByTestId("entries-today")).ToHaveTextAsync("41");
        await Expect(Page.GetByTestId("total-occupancy").Locator("dd").First).ToHaveTextAsync("34");
        await Expect(Page.GetByTestId("total-entries").Locator("dd").First).ToHaveTextAsync("41");

        Assert.True(await Page.EvaluateAsync<bool>("window.stillTheSamePage === true"), "The page was loaded again.");
    }

    private ILocator Card(Guid store) => Page.GetByTestId($"store-card-{store}");
}
