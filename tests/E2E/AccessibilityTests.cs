using System.Text.Json;
using Microsoft.Playwright;
using RetailOrleans.E2E.Fixture;
using RetailOrleans.TestKit;

namespace RetailOrleans.E2E;

/// <summary>axe on every page, light and dark, desktop and phone; what it found is in artifacts/test-results/axe.txt.</summary>
public sealed class AccessibilityTests(DashboardFixture fixture) : BrowserTest(fixture)
{
    [Theory]
    [InlineData(1440, 900, "light")]
    [InlineData(1440, 900, "dark")]
    [InlineData(390, 844, "light")]
    [InlineData(390, 844, "dark")]
    public async Task Axe_finds_nothing_serious(int width, int height, string theme)
    {
        var organization = await Fixture.FoundAsync();
        var store = await organization.AddStoreAsync("Beja", capacity: 50);
        var door = await organization.AddCounterAsync(store, "Door");
        await organization.CountAsync(door, TimeProvider.System.GetUtcNow().AddMinutes(-10), entries: 47, exits: 1);
        await OpenAsync(width, height);
        await Page.EmulateMediaAsync(new() { ColorScheme = theme == "dark" ? ColorScheme.Dark : ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
        var axe = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "Dashboard", "node_modules", "axe-core", "axe.min.js"), TestContext.Current.CancellationToken);

        var found = new List<string>();
        var all = 0;
        await CheckAsync("/", "sign-in");
        await SignInAsync(organization.Token);
        var pages = new[]
        {
            "/", $"/stores/{store}", "/sensors", $"/sensors/{door}", $"/sensors/{door}/edit", "/sensors/import", "/settings/stores", $"/settings/stores/{store}",
            "/settings/tokens", "/settings/channels", "/alerts", "/alerts/rules", "/analytics", "/wall", "/nowhere",
        };
        foreach (var path in pages)
        {
            await Page.GotoAsync(path);
            await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
            await Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await CheckAsync(path, path);
        }

        var line = $"axe {theme} {width}x{height}: {pages.Length + 1} pages, {found.Count} serious, {all} in all";
        await File.AppendAllLinesAsync(Path.Combine(RepositoryRoot.Path, "artifacts", "test-results", "axe.txt"), [line, .. found], TestContext.Current.CancellationToken);
        Assert.True(found.Count == 0, string.Join('\n', found));

        async Task CheckAsync(string path, string name)
        {
            if (path == "/" && name == "sign-in")
            {
                await Expect(Page.GetByTestId("sign-in-token")).ToBeVisibleAsync();
            }

            await Page.EvaluateAsync(axe);
            var violations = await Page.EvaluateAsync<JsonElement>(
                "async () => (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })).violations.map(v => ({ id: v.id, impact: v.impact, nodes: v.nodes.slice(0, 3).map(n => n.html) }))");
            foreach (var violation in violations.EnumerateArray())
            {
                all++;
                if (violation.GetProperty("impact").GetString() is "serious" or "critical")
                {
                    found.Add($"{name}: {violation.GetProperty("id").GetString()} {violation.GetProperty("nodes")}");
                }
            }
        }
    }
}
