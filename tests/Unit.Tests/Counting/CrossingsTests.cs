using System.Collections.Immutable;
using RetailOrleans.Grains.Counting;
using RetailOrleans.Grains.Interfaces.Settings;

namespace RetailOrleans.Unit.Tests.Counting;

public sealed class CrossingsTests
{
    [Fact]
    public void Without_configured_lines_every_line_is_an_entrance()
    {
        var rules = Rules();
        Assert.False(rules.IsConfigured);
        Assert.Equal(new Crossings(9, 12, 0), Crossings.Of([1, 2, 3, 4, 5, 6], rules));
    }

    [Fact]
    public void Types_decide_where_a_line_counts()
    {
        var rules = Rules(
            ("line1", new LineConfig("Front")), ("line2", new LineConfig(Type: LineType.Exit)), ("line3", new LineConfig(Type: LineType.Passing)),
            ("line4", new LineConfig(Type: LineType.Internal)), ("line5", new LineConfig(Type: LineType.Ignore)));

        Assert.Equal(new Crossings(10 + 3, 1 + 20, 5 + 6), Crossings.Of([10, 1, 3, 20, 5, 6, 70, 80, 90, 100], rules));
        Assert.Equal("Front", rules[0].Name);
        Assert.Equal("line2", rules[1].Name);
    }

    [Fact]
    public void Invert_swaps_in_and_out_first() =>
        Assert.Equal(new Crossings(2, 10, 0), Crossings.Of([10, 2], Rules(("line1", new LineConfig(Invert: true)))));

    [Fact]
    public void With_some_lines_configured_an_unlisted_one_is_ignored() =>
        Assert.Equal(new Crossings(3, 4, 0), Crossings.Of([100, 200, 3, 4], Rules(("line2", new LineConfig()))));

    [Fact]
    public void Trailing_zeros_need_not_be_there() => Assert.Equal(new Crossings(7, 0, 0), Crossings.Of([7], Rules()));

    [Fact]
    public void Sixteen_lines_count()
    {
        var counts = Enumerable.Repeat(100_000, 32).ToArray();
        Assert.Equal(new Crossings(1_600_000, 1_600_000, 0), Crossings.Of(counts, Rules()));
    }

    private static LineRules Rules(params (string Key, LineConfig Config)[] lines) => LineRules.Of(
        SensorConfig.Default with { Lines = lines.ToImmutableSortedDictionary(line => line.Key, line => line.Config, StringComparer.Ordinal) });
}
