using RetailOrleans.Storage.Patterns;

namespace RetailOrleans.Unit.Tests.Patterns;

public sealed class QuantilesTests
{
    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.9, 1.281552)]
    [InlineData(0.975, 1.959964)]
    [InlineData(0.995, 2.575829)]
    [InlineData(0.005, -2.575829)]
    public void The_normal_distribution_by_its_table(double p, double expected) => Assert.Equal(expected, Quantiles.Normal(p), 5);

    [Theory]
    [InlineData(0.995, 11, 3.1058)]
    [InlineData(0.995, 19, 2.8609)]
    [InlineData(0.975, 11, 2.2010)]
    [InlineData(0.9, 15, 1.3406)]
    public void Student_s_t_by_its_table(double p, double degrees, double expected) => Assert.Equal(expected, Quantiles.StudentT(p, degrees), 2);

    [Fact]
    public void Of_sorted_values()
    {
        Assert.Equal(3, Quantiles.Middle([1, 3, 9]));
        Assert.Equal(4, Quantiles.Middle([1, 3, 5, 9]));
        Assert.Equal((1.0, 9.0, 4.0), (Quantiles.Of([1, 3, 5, 9], 0), Quantiles.Of([1, 3, 5, 9], 1), Quantiles.Of([1, 3, 5, 9], 0.5)));
        Assert.Equal(7, Quantiles.Of([7], 0.9));
    }
}
