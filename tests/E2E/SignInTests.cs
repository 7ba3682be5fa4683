using Microsoft.Playwright;
using RetailOrleans.E2E.Fixture;

namespace RetailOrleans.E2E;

public sealed class SignInTests(DashboardFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_wrong_token_is_explained()
    {
        await OpenAsync();
        await Page.GetByTestId("sign-in-token").FillAsync("not-a-token");
        await Page.GetByTestId("sign-in-button").ClickAsync();

        await Expect(Page.GetByTestId("sign-in-problem")).ToHaveTextAsync("This token is not accepted. It may be mistyped, expired or revoked.");
        await Expect(Page.GetByTestId("sign-in-token")).ToHaveValueAsync("not-a-token");
    }

    [Fact]
    public async Task The_administrators_token_signs_in_until_it_signs_out()
    {
        await OpenAsync();
        await SignInAsync(await Fixture.AdministratorTokenAsync());
        await Page.ReloadAsync();
        await Expect(Connection).ToHaveTextAsync("Live");

        await Page.GetByRole(AriaRole.Button, new() { Name = "More" }).ClickAsync();
        await Page.GetByRole(AriaRole.Menuitem, new() { Name = "Sign out" }).ClickAsync();

        await Expect(Page.GetByTestId("sign-in-token")).ToBeVisibleAsync();
        await Page.ReloadAsync();
        await Expect(Page.GetByTestId("sign-in-token")).ToBeVisibleAsync();
    }
}
