using System.Text;
using Microsoft.Playwright;
using RetailOrleans.E2E.Fixture;
using RetailOrleans.TestKit;

namespace RetailOrleans.E2E;

public sealed class FloorPlanTests(DashboardFixture fixture) : BrowserTest(fixture)
{
    private const string Drawing =
        """<svg xmlns="http://www.w3.org/2000/svg" width="800" height="500"><rect width="800" height="500" fill="#eee"/><path d="M40 40H760V460H40Z" fill="none" stroke="#000"/></svg>""";

    [Theory]
    [InlineData(1440, 900)]
    [InlineData(390, 844)]
    public async Task A_plan_is_uploaded_a_camera_put_on_it_and_its_heat_shows_in_the_store(int width, int height)
    {
        await using var device = new RawDevice(HeatCamera.Answer);
        var organization = await Fixture.FoundAsync();
        var store = await organization.AddStoreAsync("Óbidos");
        await organization.AddCameraAsync(store, "Ceiling", device.Port);
        await organization.WaitForHeatAsync(store);
        await OpenAsync(width, height);
        await SignInAsync(organization.Token);

        // Without a plan the picture stands by itself, with the next step.
        await Page.GotoAsync($"/stores/{store}");
        await Expect(Page.GetByTestId("heat-on-plan").GetByRole(AriaRole.Img, new() { Name = "Heat of Ceiling" })).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Page.GetByRole(AriaRole.Link, new() { Name = "Upload a floor plan" }).ClickAsync();

        // A vector drawing: it is sent as pixels.
        var chooser = await Page.RunAndWaitForFileChooserAsync(() => Page.GetByTestId("choose-plan").ClickAsync());
        await chooser.SetFilesAsync(new FilePayload { Name = "plan.svg", MimeType = "image/svg+xml", Buffer = Encoding.UTF8.GetBytes(Drawing) });
        await Expect(Page.GetByTestId("plan").GetByRole(AriaRole.Img, new() { Name = "Floor plan of Óbidos" })).ToBeVisibleAsync();
        await Page.GetByTestId("plan-editor").GetByText("Ceiling", new() { Exact = true }).First.ClickAsync();
        var placed = Page.GetByTestId("placed-Ceiling");
        await placed.FocusAsync();
        for (var i = 0; i < 10; i++)
        {
            await placed.PressAsync("ArrowLeft");
        }

        await Expect(Page.GetByLabel("From the left")).ToHaveValueAsync("40 %");
        await DragAsync(placed, 60, 0);
        await Page.GetByTestId("save-places").ClickAsync();
        await Expect(Page.GetByTestId("plan-editor")).ToContainTextAsync("The places are saved.");
        await Page.ReloadAsync();
        await Page.GetByTestId("placed-Ceiling").FocusAsync();
        await Expect(Page.GetByLabel("From the left")).Not.ToHaveValueAsync("40 %");

        await Page.GotoAsync($"/stores/{store}");
        await Expect(Page.GetByTestId("plan").GetByTestId("heat-layer")).ToBeVisibleAsync();
        await Page.GetByTestId("heat-span").GetByText("7 days").ClickAsync();
        await Expect(Page.GetByTestId("plan").GetByTestId("heat-layer")).ToBeVisibleAsync();
        var wide = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.True(wide <= width, $"The page is {wide} pixels wide in a window of {width}.");
    }

    [Fact]
    public async Task A_file_that_is_no_picture_is_told_and_a_plan_can_be_deleted()
    {
        var organization = await Fixture.FoundAsync();
        var store = await organization.AddStoreAsync("Silves");
        await OpenAsync();
        await SignInAsync(organization.Token);
        await Page.GotoAsync($"/settings/stores/{store}");

        await ChooseAsync("plan.png", "image/png", "this is no picture");
        await Expect(Page.GetByTestId("plan-editor")).ToContainTextAsync("can’t be shown as a picture");
        await ChooseAsync("plan.svg", "image/svg+xml", Drawing);
        await Expect(Page.GetByTestId("plan")).ToBeVisibleAsync();
        await Page.GetByTestId("delete-plan").ClickAsync();
        await Page.GetByTestId("confirm").ClickAsync();
        await Expect(Page.GetByTestId("plan")).ToHaveCountAsync(0);
    }

    private async Task ChooseAsync(string name, string type, string text)
    {
        var chooser = await Page.RunAndWaitForFileChooserAsync(() => Page.GetByTestId("choose-plan").ClickAsync());
        await chooser.SetFilesAsync(new FilePayload { Name = name, MimeType = type, Buffer = Encoding.UTF8.GetBytes(text) });
    }

    private async Task DragAsync(ILocator what, float dx, float dy)
    {
        // In the middle of the window: on a phone the bar at its bottom lies over what is there.
        await what.EvaluateAsync("element => element.scrollIntoView({ block: 'center' })");
        var box = (await what.BoundingBoxAsync())!;
        await Page.Mouse.MoveAsync(box.X + (box.Width / 4), box.Y + (box.Height / 2));
        await Page.Mouse.DownAsync();
        await Page.Mouse.MoveAsync(box.X + (box.Width / 4) + dx, box.Y + (box.Height / 2) + dy, new() { Steps = 4 });
        await Page.Mouse.UpAsync();
    }
}
