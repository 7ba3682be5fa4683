namespace RetailOrleans.Storage.Tests.Orleans;

public sealed class ReminderTests(OrleansCatalog catalog) : IClassFixture<OrleansCatalog>
{
    private readonly string _service = $"service-{Guid.NewGuid():N}";

    [Fact]
    public async Task An_upsert_answers_0_and_then_counts_up()
    {
        Assert.Equal(0, await UpsertAsync("store/1", "poll", 10));
        Assert.Equal(1, await UpsertAsync("store/1", "poll", 10, periodMs: 120_000));
        Assert.Equal(0, await UpsertAsync("store/1", "close", 10));

        var row = Assert.Single(await catalog.RowsAsync(
            "ReadReminderRowKey", ("ServiceId", _service), ("GrainId", "store/1"), ("ReminderName", "poll")));
        Assert.Equal(120_000L, row["Period"]);
        Assert.Equal(OrleansCatalog.Noon, row["StartTime"]);
        Assert.Equal(1, row["Version"]);
        Assert.Equal(2, (await catalog.RowsAsync("ReadReminderRowsKey", ("ServiceId", _service), ("GrainId", "store/1"))).Count);
    }

    [Fact]
    public async Task A_period_longer_than_24_days_of_milliseconds_fits()
    {
        const long SixtyDays = 60L * 24 * 3600 * 1000;
        await UpsertAsync("store/1", "yearly", 1, SixtyDays);
        var row = Assert.Single(await catalog.RowsAsync("ReadReminderRowsKey", ("ServiceId", _service), ("GrainId", "store/1")));
        Assert.Equal(SixtyDays, row["Period"]);
    }

    [Theory]
    [InlineData("ReadRangeRows1Key", -10, 10, new[] { 0, 10 })]
    [InlineData("ReadRangeRows1Key", int.MinValue, int.MaxValue, new[] { -10, 0, 10, 20, int.MaxValue })]
    [InlineData("ReadRangeRows2Key", 10, -10, new[] { int.MinValue, -10, 20, int.MaxValue })]
    [InlineData("ReadRangeRows2Key", 0, 0, new[] { int.MinValue, -10, 0, 10, 20, int.MaxValue })]
    public async Task A_range_excludes_its_begin_includes_its_end_and_may_wrap(string key, int begin, int end, int[] expected)
    {
        foreach (var hash in new[] { int.MinValue, -10, 0, 10, 20, int.MaxValue })
        {
            await UpsertAsync($"{hash}", "poll", hash);
        }

        var rows = await catalog.RowsAsync(key, ("ServiceId", _service), ("BeginHash", begin), ("EndHash", end));
        Assert.Equal(expected, rows.Select(row => int.Parse((string)row["GrainId"]!, null)).Order());
    }

    [Fact]
    public async Task A_delete_needs_the_present_version()
    {
        await UpsertAsync("store/1", "poll", 1);
        await UpsertAsync("store/1", "poll", 1);
        Assert.False(await DeleteAsync(0));
        Assert.True(await DeleteAsync(1));
        Assert.False(await DeleteAsync(1));
    }

    [Fact]
    public async Task Deleting_all_of_a_service_leaves_the_others()
    {
        await UpsertAsync("store/1", "poll", 1);
        await catalog.ExecuteAsync("DeleteReminderRowsKey", ("ServiceId", "another"));
        Assert.Single(await catalog.RowsAsync("ReadReminderRowsKey", ("ServiceId", _service), ("GrainId", "store/1")));
        await catalog.ExecuteAsync("DeleteReminderRowsKey", ("ServiceId", _service));
        Assert.Empty(await catalog.RowsAsync("ReadReminderRowsKey", ("ServiceId", _service), ("GrainId", "store/1")));
    }

    /// <summary>Orleans binds a small period as an integer and a large one as a bigint.</summary>
    private async Task<int> UpsertAsync(string grain, string name, int hash, long periodMs = 60_000) =>
        (int)(await catalog.ScalarAsync(
            "UpsertReminderRowKey",
            ("ServiceId", _service), ("GrainId", grain), ("ReminderName", name), ("StartTime", OrleansCatalog.Noon),
            ("Period", periodMs <= int.MaxValue ? (object)(int)periodMs : periodMs), ("GrainHash", hash)))!;

    private Task<bool> DeleteAsync(int version) =>
        catalog.FlagAsync(
            "DeleteReminderRowKey", ("ServiceId", _service), ("GrainId", "store/1"), ("ReminderName", "poll"), ("Version", version));
}
