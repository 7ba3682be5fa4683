using Microsoft.Playwright;
using RetailOrleans.TestKit;

namespace RetailOrleans.E2E.Fixture;

/// <summary>A test with a browser window of its own. When it fails, what was on screen is in artifacts/test-results.</summary>
public abstract class BrowserTest(DashboardFixture fixture) : IAsyncDisposable
{
    private readonly List<string> _scriptErrors = [];
    private IPage? _page;

    protected DashboardFixture Fixture => fixture;

    protected IPage Page => _page ?? throw new InvalidOperationException("Open a page first.");

    protected ILocator Connection => Page.GetByTestId("connection-state");

    /// <summary>A new window at the sign-in, of the size of a desktop by default.</summary>
    protected async Task OpenAsync(int width = 1440, int height = 900)
    {
        var context = await fixture.Browser.NewContextAsync(new()
        {
            BaseURL = fixture.Silo.Url.ToString(),
            ViewportSize = new() { Width = width, Height = height },
            HasTouch = width < 500,
            Locale = "en-GB",
        });
        _page = await context.NewPageAsync();
        _page.PageError += (_, error) => _scriptErrors.Add(error);
        await _page.GotoAsync("/");
    }

    /// <summary>Signs in as a person does and waits until the fleet is live.</summary>
    protected async Task SignInAsync(string token)
    {
        await Page.GetByTestId("sign-in-token").FillAsync(token);
        await Page.GetByTestId("sign-in-button").ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Fleet", Exact = true })).ToBeVisibleAsync();
        await Expect(Connection).ToHaveTextAsync("Live");
    }

    protected static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_page is null)
        {
            return;
        }

        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            var name = $"{TestContext.Current.TestMethod?.MethodName}.png";
            await _page.ScreenshotAsync(new() { Path = Path.Combine(RepositoryRoot.Path, "artifacts", "test-results", name), FullPage = true });
        }

        await _page.Context.CloseAsync();
        Assert.Empty(_scriptErrors);
    }
}
