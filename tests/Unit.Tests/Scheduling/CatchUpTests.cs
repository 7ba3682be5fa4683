using FsCheck.Xunit;
using RetailOrleans.Calendar;
using RetailOrleans.Grains.Scheduling;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Unit.Tests.Scheduling;

public sealed class CatchUpTests
{
    private static readonly StoreCalendar Lisbon = StoreCalendar.Create("Europe/Lisbon");
    private static readonly DateTimeOffset Now = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Midnight = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_device_that_was_asked_a_moment_ago_is_asked_from_an_hour_before_that()
    {
        var (window, older) = Asked(Now.AddMinutes(-5)).Live(Now.AddMinutes(-60), Midnight, default, Now);
        Assert.Equal(new Stretch(Now.AddMinutes(-120), Now), window);
        Assert.Null(older);
    }

    [Fact]
    public void After_three_days_the_last_24_hours_come_first_and_the_rest_is_owed()
    {
        var (window, older) = Asked(Now.AddDays(-3)).Live(Now.AddDays(-3), Midnight, default, Now);
        Assert.Equal(new Stretch(Now.AddDays(-1), Now), window);
        Assert.Equal(new Stretch(Now.AddDays(-3).AddHours(-1), Now.AddDays(-1)), older);
    }

    [Fact]
    public void The_first_poll_asks_for_the_day_and_owes_the_history_that_the_registration_wants()
    {
        Assert.Equal((new Stretch(Midnight, Now), null), CatchUp.Nothing.Live(null, Midnight, TimeSpan.FromHours(2), Now));
        var (window, older) = CatchUp.Nothing.Live(null, Midnight, TimeSpan.FromHours(72), Now);
        Assert.Equal(new Stretch(Now.AddDays(-1), Now), window);
        Assert.Equal(new Stretch(Now.AddDays(-3), Now.AddDays(-1)), older);
    }

    // Its rows of now are labelled two hours ago: asked from an hour ago, it would never give one.
    [Fact]
    public void A_camera_whose_clock_is_behind_is_asked_from_its_newest_row_on()
    {
        var (window, _) = Asked(Now.AddMinutes(-5)).Live(Now.AddHours(-2.5), Midnight, default, Now);
        Assert.Equal(Now.AddHours(-3.5), window.From);
    }

    [Fact]
    public void A_device_that_never_counts_anything_is_not_owed_anything_at_each_poll()
    {
        var (window, older) = Asked(Now.AddMinutes(-5)).Live(Now.AddDays(-40), Midnight, default, Now);
        Assert.Equal(Now.AddMinutes(-65), window.From);
        Assert.Null(older);
    }

    [Fact]
    public void The_past_is_asked_for_newest_first_a_local_date_at_a_time()
    {
        var catchUp = CatchUp.Nothing.Owe(new Stretch(Now.AddDays(-3), Now.AddDays(-1)));
        var windows = new List<Stretch>();
        while (catchUp.Window(Lisbon) is { } window)
        {
            windows.Add(window);
            catchUp = catchUp.Pay(window);
        }

        Assert.Equal(
            [
                new Stretch(Midnight.AddDays(-1), Now.AddDays(-1)),
                new Stretch(Midnight.AddDays(-2), Midnight.AddDays(-1)),
                new Stretch(Now.AddDays(-3), Midnight.AddDays(-2)),
            ],
            windows);
    }

    [Fact]
    public void A_window_is_at_most_24_hours_long_also_on_the_day_of_25()
    {
        var autumn = new DateTimeOffset(2026, 10, 27, 0, 0, 0, TimeSpan.Zero);
        var catchUp = CatchUp.Nothing.Owe(new Stretch(autumn.AddDays(-4), autumn));
        var covered = TimeSpan.Zero;
        while (catchUp.Window(Lisbon) is { } window)
        {
            Assert.True(window.To - window.From <= TimeSpan.FromHours(24));
            covered += window.To - window.From;
            catchUp = catchUp.Pay(window);
        }

        Assert.Equal(TimeSpan.FromDays(4), covered);
    }

    [Property]
    public void Owing_and_paying_are_what_they_are_hour_by_hour((byte From, byte Length, bool Owes)[] steps)
    {
        var catchUp = CatchUp.Nothing;
        var hours = new bool[600];
        foreach (var (from, length, owes) in steps)
        {
            var stretch = new Stretch(Now.AddHours(from), Now.AddHours(from + length + 1));
            catchUp = owes ? catchUp.Owe(stretch) : catchUp.Pay(stretch);
            Array.Fill(hours, owes, from, length + 1);
        }

        Assert.Equal(hours, Enumerable.Range(0, hours.Length).Select(hour => catchUp.Owed.Any(owed => owed.From <= Now.AddHours(hour) && owed.To > Now.AddHours(hour))));
        Assert.All(catchUp.Owed.Zip(catchUp.Owed.Skip(1)), pair => Assert.True(pair.First.To < pair.Second.From));
    }

    private static CatchUp Asked(DateTimeOffset until) => CatchUp.Nothing with { Until = until };
}
