using System.Text;

namespace RetailOrleans.Storage.Tests.Orleans;

public sealed class GrainStateTests(OrleansCatalog catalog) : IClassFixture<OrleansCatalog>
{
    private readonly string _service = $"service-{Guid.NewGuid():N}";

    [Fact]
    public async Task A_first_write_is_version_1_and_each_write_from_the_present_version_adds_1()
    {
        Assert.Empty(await ReadAsync("a"));
        Assert.Equal(1, await WriteAsync("a", null, "one"));
        Assert.Equal(2, await WriteAsync("a", 1, "two"));
        var row = Assert.Single(await ReadAsync("a"));
        Assert.Equal("two", Encoding.UTF8.GetString((byte[])row["PayloadBinary"]!));
        Assert.Equal(2, row["Version"]);
    }

    [Fact]
    public async Task A_write_from_another_version_answers_the_version_it_named_and_changes_nothing()
    {
        await WriteAsync("a", null, "one");
        await WriteAsync("a", 1, "two");
        Assert.Equal(1, await WriteAsync("a", 1, "late"));
        Assert.Null(await WriteAsync("a", null, "second first write"));
        Assert.Equal(7, await WriteAsync("nobody", 7, "never written"));
        Assert.Equal("two", Encoding.UTF8.GetString((byte[])Assert.Single(await ReadAsync("a"))["PayloadBinary"]!));
        Assert.Empty(await ReadAsync("nobody"));
    }

    [Fact]
    public async Task A_clear_keeps_the_version_going_and_a_delete_ends_it()
    {
        await WriteAsync("a", null, "one");
        Assert.Equal(9, await ClearAsync("a", 9));
        Assert.Equal(2, await ClearAsync("a", 1));
        Assert.Null(Assert.Single(await ReadAsync("a"))["PayloadBinary"]);
        Assert.Equal(3, await WriteAsync("a", 2, "again"));

        Assert.Equal(2, await DeleteAsync("a", 2));
        Assert.Single(await ReadAsync("a"));
        Assert.Equal(4, await DeleteAsync("a", 3));
        Assert.Empty(await ReadAsync("a"));
        Assert.Equal(1, await WriteAsync("a", null, "anew"));
    }

    [Fact]
    public async Task Keys_of_every_kind_are_apart()
    {
        Assert.Equal(1, await WriteAsync(null, null, "number", n1: 5));
        Assert.Equal(1, await WriteAsync(null, null, "guid", n0: 5, n1: 5));
        Assert.Equal(1, await WriteAsync("5", null, "text"));
        Assert.Equal(1, await WriteAsync("5", null, "other state", state: "store"));
        Assert.Equal("number", Encoding.UTF8.GetString((byte[])Assert.Single(await ReadAsync(null, n1: 5))["PayloadBinary"]!));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text key")]
    public async Task Of_eight_concurrent_first_writers_exactly_one_wins(string? key)
    {
        for (var round = 0; round < 50; round++)
        {
            long number = round;
            var versions = await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => WriteAsync(key, null, $"{writer}", n0: number)));
            Assert.Equal(1, versions.Count(version => version == 1));
            Assert.Equal(7, versions.Count(version => version is null));
            Assert.Single(await ReadAsync(key, n0: number));
        }
    }

    [Fact]
    public async Task Of_eight_concurrent_writers_from_one_version_exactly_one_wins()
    {
        await WriteAsync("a", null, "one");
        for (var version = 1; version < 50; version++)
        {
            var present = version;
            var versions = await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => WriteAsync("a", present, $"{writer}")));
            Assert.Equal(1, versions.Count(answer => answer == version + 1));
            Assert.Equal(7, versions.Count(answer => answer == version));
        }
    }

    private Task<List<Dictionary<string, object?>>> ReadAsync(string? key, long n0 = 0, long n1 = 0) =>
        catalog.RowsAsync("ReadFromStorageKey", Key(key, n0, n1, "sensor"));

    private async Task<int?> WriteAsync(string? key, int? version, string payload, long n0 = 0, long n1 = 0, string state = "sensor") =>
        (int?)await catalog.ScalarAsync(
            "WriteToStorageKey",
            [.. Key(key, n0, n1, state), ("GrainStateVersion", version), ("PayloadBinary", Encoding.UTF8.GetBytes(payload))]);

    private async Task<int?> ClearAsync(string key, int version) =>
        (int?)await catalog.ScalarAsync("ClearStorageKey", [.. Key(key, 0, 0, "sensor"), ("GrainStateVersion", version)]);

    private async Task<int?> DeleteAsync(string key, int version) =>
        (int?)await catalog.ScalarAsync("DeleteStorageKey", [.. Key(key, 0, 0, "sensor"), ("GrainStateVersion", version)]);

    private (string Name, object? Value)[] Key(string? key, long n0, long n1, string state) =>
    [
        ("GrainIdHash", 1), ("GrainIdN0", n0), ("GrainIdN1", n1), ("GrainTypeHash", 2),
        ("GrainTypeString", state), ("GrainIdExtensionString", key), ("ServiceId", _service),
    ];
}
