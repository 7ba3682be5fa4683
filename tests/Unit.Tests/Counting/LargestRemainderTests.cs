using FsCheck.Xunit;
using RetailOrleans.Grains.Counting;

namespace RetailOrleans.Unit.Tests.Counting;

public sealed class LargestRemainderTests
{
    [Theory]
    [InlineData(10, new long[] { 1, 1, 1 }, new long[] { 4, 3, 3 })]
    [InlineData(-10, new long[] { 1, 1, 1 }, new long[] { -4, -3, -3 })]
    [InlineData(7, new long[] { 1, 2, 4 }, new long[] { 1, 2, 4 })]
    [InlineData(1, new long[] { 0, 1, 1, 0 }, new long[] { 0, 1, 0, 0 })]
    [InlineData(5, new long[] { 3, 3, 4 }, new long[] { 2, 1, 2 })]
    [InlineData(0, new long[] { 2, 5 }, new long[] { 0, 0 })]
    public void The_earlier_of_equal_remainders_gets_the_unit(long amount, long[] weights, long[] expected)
    {
        var parts = new long[weights.Length];
        LargestRemainder.Split(amount, weights, parts);
        Assert.Equal(expected, parts);
    }

    [Property(MaxTest = 500)]
    public void Parts_add_up_and_are_within_one_of_their_share(int amount, byte[] weightBytes)
    {
        var weights = weightBytes.Select(weight => (long)weight).Append(1).ToArray();
        var parts = new long[weights.Length];
        LargestRemainder.Split(amount, weights, parts);

        Assert.Equal(amount, parts.Sum());
        for (var i = 0; i < parts.Length; i++)
        {
            var share = (decimal)amount * weights[i] / weights.Sum();
            Assert.True(Math.Abs(parts[i] - share) < 1, $"Part {i} is {parts[i]}, its share {share}");
            Assert.True(weights[i] > 0 || parts[i] == 0, "Something for no weight");
        }
    }

    [Property(MaxTest = 200)]
    public void The_opposite_amount_is_split_into_the_opposite_parts(int amount, byte[] weightBytes)
    {
        var weights = weightBytes.Select(weight => (long)weight).Append(1).ToArray();
        long[] there = new long[weights.Length], back = new long[weights.Length];
        LargestRemainder.Split(amount, weights, there);
        LargestRemainder.Split(-(long)amount, weights, back);
        Assert.Equal(there, back.Select(part => -part));
    }
}
