using Microsoft.Playwright;
using RetailOrleans.E2E.Fixture;

namespace RetailOrleans.E2E;

public sealed class LanguageTests(DashboardFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task The_language_changes_at_once_and_stays()
    {
        var organization = await Fixture.FoundAsync();
        var store = await organization.AddStoreAsync("Aveiro");
        await OpenAsync();
        await SignInAsync(organization.Token);

        await Page.GetByTestId("language-button").ClickAsync();
        await Page.GetByRole(AriaRole.Menuitem, new() { Name = "Português" }).ClickAsync();
        await Expect(Heading).ToHaveTextAsync("Lojas");
        await Expect(Page.GetByTestId($"store-card-{store}")).ToContainTextAsync("Ainda sem sensores");
        await Expect(Connection).ToHaveTextAsync("Em direto");
        Assert.Equal("pt", await Page.EvaluateAsync<string>("document.documentElement.lang"));

        await Page.ReloadAsync();
        await Expect(Heading).ToHaveTextAsync("Lojas");
        await Page.GetByTestId("language-button").ClickAsync();
        await Page.GetByRole(AriaRole.Menuitem, new() { Name = "Español" }).ClickAsync();
        await Expect(Heading).ToHaveTextAsync("Tiendas");
    }

    private ILocator Heading => Page.GetByRole(AriaRole.Heading, new() { Level = 1 });
}
