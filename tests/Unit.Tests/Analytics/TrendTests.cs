using RetailOrleans.WebApi.Analytics;

namespace RetailOrleans.Unit.Tests.Analytics;

public sealed class TrendTests
{
    [Fact]
    public void A_steady_rise_is_a_trend()
    {
        // By hand: mean 115, slope (−1.5·−15 −0.5·−6 + 0.5·6 + 1.5·15) / 5 = 10.2; residuals 0.3, −0.9, 0.9, −0.3 → t = 24.04, p = 0.0017.
        Assert.Equal(new TrendResponse(10.2, 0.0017, "rising"), TrendResponse.Of([100, 109, 121, 130]));
        Assert.Equal(new TrendResponse(-10, 0, "falling"), TrendResponse.Of([130, 120, 110, 100]));
    }

    [Fact]
    public void Ups_and_downs_are_none()
    {
        // Slope (−1.5·100 −0.5·130 + 0.5·95 + 1.5·125) / 5 = 4; residuals −6.5, 19.5, −19.5, 6.5 → t = 0.435, p = 0.7059.
        Assert.Equal(new TrendResponse(4, 0.7059, "none"), TrendResponse.Of([100, 130, 95, 125]));
        Assert.Equal(new TrendResponse(0, 1, "none"), TrendResponse.Of([50, 50, 50, 50]));
    }

    [Fact]
    public void Three_weeks_say_something_two_do_not()
    {
        // One degree of freedom: t = 10 / √(6 / 1 / 2) = 5.77, p = 1 − 2/π · atan 5.77 = 0.1092.
        Assert.Equal(new TrendResponse(10, 0.1092, "none"), TrendResponse.Of([null, 100, 107, 120]));
        Assert.Null(TrendResponse.Of([100, null, null, 120]));
    }
}
