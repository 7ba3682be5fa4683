using Microsoft.Playwright;
using RetailOrleans.E2E.Fixture;

namespace RetailOrleans.E2E;

public sealed class OfflineTests(DashboardFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task Without_a_network_the_app_still_opens_and_says_so()
    {
        var organization = await Fixture.FoundAsync();
        await organization.AddStoreAsync("Ericeira");
        await OpenAsync();
        await SignInAsync(organization.Token);
        await Page.EvaluateAsync("navigator.serviceWorker.ready.then(() => undefined)");
        // The files of this page are kept once the worker has seen them.
        await Page.ReloadAsync();
        await Expect(Connection).ToHaveTextAsync("Live");

        await Page.Context.SetOfflineAsync(true);
        await Page.ReloadAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Fleet", Exact = true })).ToBeVisibleAsync();
        await Expect(Connection).Not.ToHaveTextAsync("Live");

        await Page.Context.SetOfflineAsync(false);
        await Expect(Connection).ToHaveTextAsync("Live", new() { Timeout = 30_000 });
        await Expect(Page.Locator("main")).ToContainTextAsync("Ericeira", new() { Timeout = 30_000 });
    }
}
