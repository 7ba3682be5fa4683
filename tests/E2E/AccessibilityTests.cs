using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using RetailOrleans.E2E.Fixture;
using RetailOrleans.TestKit;

namespace RetailOrleans.E2E;

/// <summary>axe on every page, light and dark, desktop and phone; what it found is in artifacts/test-results/axe.txt.</summary>
public sealed class AccessibilityTests(DashboardFixture fixture) : BrowserTest(fixture)
{
    /// <summary>A PNG of one pixel.</summary>
    private const string Pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

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
        await using var device = new RawDevice(HeatCamera.Answer);
        var ceiling = await organization.AddCameraAsync(store, "Ceiling", device.Port);
        await PlaceAsync(organization, store, ceiling);
        await organization.WaitForHeatAsync(store);
        await OpenAsync(width, height);
        await Page.EmulateMediaAsync(new() { ColorScheme = theme == "dark" ? ColorScheme.Dark : ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
        var axe = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "Dashboard", "node_modules", "axe-core", "axe.min.js"), TestContext.Current.CancellationToken);

        var found = new List<string>();
        var all = 0;
        await CheckAsync("/", "sign-in");
        await SignInAsync(organization.Token);
        var pages = new[]
        {
            "/", $"/stores/{store}", "/sensors", $"/sensors/{door}", $"/sensors/{door}/edit", "/sensors/new", "/sensors/import", "/settings/stores", $"/settings/stores/{store}",
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

        static async Task PlaceAsync(Organization organization, Guid store, Guid sensor)
        {
            using var picture = new ByteArrayContent(Convert.FromBase64String(Pixel));
            await organization.SendAsync(HttpMethod.Put, $"/api/stores/{store}/floor-plan", picture);
            using var places = JsonContent.Create(new { places = new[] { new { sensor_id = sensor, x = 0.5, y = 0.5, width = 0.5, height = 0.5, rotation = 0 } } });
            await organization.SendAsync(HttpMethod.Patch, $"/api/stores/{store}/floor-plan", places);
        }

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
