using Microsoft.Playwright;
using RetailOrleans.E2E.Fixture;

namespace RetailOrleans.E2E;

public sealed class WallTests(DashboardFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task The_wall_is_live_without_chrome_and_is_left_by_Escape()
    {
        var organization = await Fixture.FoundAsync();
        var store = await organization.AddStoreAsync("Setúbal", capacity: 40);
        var door = await organization.AddCounterAsync(store, "Door");
        await OpenAsync();
        await SignInAsync(organization.Token);

        await Page.GetByTestId("wall-button").ClickAsync();
        await Expect(Page.GetByTestId($"wall-tile-{store}")).ToContainTextAsync("0of 40");
        await Expect(Page.GetByRole(AriaRole.Navigation)).ToHaveCountAsync(0);
        await organization.CountAsync(door, TimeProvider.System.GetUtcNow().AddMinutes(-10), entries: 41, exits: 2);
        await Expect(Page.GetByTestId($"wall-tile-{store}")).ToContainTextAsync("39of 40");
        await Expect(Page.GetByTestId($"wall-tile-{store}")).ToContainTextAsync("98 % full");

        await Page.Keyboard.PressAsync("Escape");
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Fleet");
        await Expect(Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" })).ToBeVisibleAsync();
    }
}
