using System.Collections.Immutable;
using FsCheck.Xunit;

namespace RetailOrleans.Unit.Tests.Connectors;

/// <summary>
/// What every parser of device answers owes, whatever the vendor: inherit it, give a good body, and add what is the format's own.
/// Connectors/README.md says where this belongs.
/// </summary>
public abstract class ParserContract
{
    /// <summary>What a parser made of a body: what it read, in order, or why it refused.</summary>
    public sealed record Outcome(ImmutableArray<object> Read, string? Refusal)
    {
        public static Outcome Of<T>(IEnumerable<T> read, string? refusal) where T : notnull => new(refusal is null ? [.. read.Select(one => (object)$"{one}")] : [], refusal);
    }

    /// <summary>A real answer, made anonymous, that gives at least one observation.</summary>
    protected abstract byte[] Good { get; }

    /// <summary>Whether a body that was cut within its last value can be told from a whole one.</summary>
    protected virtual bool CutsAlwaysShow => true;

    protected abstract Outcome Parse(byte[] body);

    [Fact]
    public void A_good_body_is_read()
    {
        var outcome = Parse(Good);
        Assert.Null(outcome.Refusal);
        Assert.NotEmpty(outcome.Read);
    }

    [Fact]
    public void An_empty_body_gives_nothing() => Assert.Empty(Parse([]).Read);

    [Fact]
    public void A_body_cut_anywhere_is_refused_or_gives_a_part_of_the_whole()
    {
        var whole = Parse(Good).Read;
        for (var length = 1; length < Good.Length; length++)
        {
            var read = Parse(Good[..length]).Read;
            Assert.True(read.Length <= whole.Length, $"Cut after {length} bytes it gives more than the whole.");
            var compared = CutsAlwaysShow ? read.Length : Math.Max(0, read.Length - 1);
            Assert.Equal(whole.Take(compared), read.Take(compared));
        }
    }

    [Fact]
    public void A_web_page_is_refused() => Assert.NotNull(Parse("<!DOCTYPE html><html><body>Sign in</body></html>"u8.ToArray()).Refusal);

    [Property(MaxTest = 200)]
    public void Garbage_never_throws(byte[] garbage) => _ = Parse(garbage);

    [Property(MaxTest = 300)]
    public void A_damaged_body_never_throws(byte[] damage, int at)
    {
        var body = Good.ToArray();
        var start = (int)((uint)at % (uint)body.Length);
        damage.AsSpan(0, Math.Min(damage.Length, body.Length - start)).CopyTo(body.AsSpan(start));
        _ = Parse(body);
    }
}
