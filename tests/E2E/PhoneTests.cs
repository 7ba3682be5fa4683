using Microsoft.Playwright;
using RetailOrleans.E2E.Fixture;

namespace RetailOrleans.E2E;

public sealed class PhoneTests(DashboardFixture fixture) : BrowserTest(fixture)
{
    private const int Width = 390;
    private const int Height = 844;

    [Fact]
    public async Task A_phone_has_the_bar_at_the_bottom_and_never_scrolls_sideways()
    {
        var organization = await Fixture.FoundAsync();
        var store = await organization.AddStoreAsync("Donaudampfschifffahrtsgesellschaft am Hauptbahnhofsvorplatz", capacity: 1200);
        var door = await organization.AddCounterAsync(store, "Haupteingangsschwingtürpersonenzählkamera");
        await organization.CountAsync(door, TimeProvider.System.GetUtcNow().AddMinutes(-10), entries: 1234, exits: 56);
        await OpenAsync(Width, Height);
        await SignInAsync(organization.Token);

        await ExpectPhonePageAsync("/", "Fleet");
        await ExpectPhonePageAsync($"/stores/{store}", "Donaudampfschifffahrtsgesellschaft");
        await ExpectPhonePageAsync("/sensors", "Sensors");
        await ExpectPhonePageAsync($"/sensors/{door}", "Haupteingangsschwingtürpersonenzählkamera");
    }

    private async Task ExpectPhonePageAsync(string path, string heading)
    {
        await Page.GotoAsync(path);
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync(heading);
        await Expect(Connection).ToHaveTextAsync("Live");
        await Expect(Page.Locator("main")).ToContainTextAsync("1,2");

        var bar = await Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).BoundingBoxAsync();
        Assert.NotNull(bar);
        Assert.Equal(Height, bar.Y + bar.Height, tolerance: 1);
        Assert.Equal(Width, bar.Width, tolerance: 1);
        var wide = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.True(wide <= Width, $"{path} is {wide} pixels wide on a phone of {Width}.");
    }
}
