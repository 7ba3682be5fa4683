namespace RetailOrleans.Storage.Patterns;

/// <summary>Quantiles of samples and of two distributions.</summary>
public static class Quantiles
{
    /// <summary>The median of sorted values.</summary>
    public static double Middle(ReadOnlySpan<double> sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;

    /// <summary>The quantile of sorted values, between neighbours linearly.</summary>
    /// <param name="sorted">At least one.</param>
    /// <param name="p">0 to 1.</param>
    public static double Of(ReadOnlySpan<double> sorted, double p)
    {
        var place = p * (sorted.Length - 1);
        var below = Math.Clamp((int)place, 0, sorted.Length - 1);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }

    /// <summary>The quantile of the standard normal distribution (Acklam's rational approximation, relative error below 1.2e-9).</summary>
    /// <param name="p">Between 0 and 1, exclusive.</param>
    public static double Normal(double p)
    {
        const double Low = 0.02425;
        if (p < Low)
        {
            return Tail(Math.Sqrt(-2 * Math.Log(p)));
        }

        if (p > 1 - Low)
        {
            return -Tail(Math.Sqrt(-2 * Math.Log(1 - p)));
        }

        var q = p - 0.5;
        var r = q * q;
        return ((((((((((-3.969683028665376e+01 * r) + 2.209460984245205e+02) * r) - 2.759285104469687e+02) * r) + 1.383577518672690e+02) * r)
                - 3.066479806614716e+01) * r) + 2.506628277459239e+00) * q
            / ((((((((((-5.447609879822406e+01 * r) + 1.615858368580409e+02) * r) - 1.556989798598866e+02) * r) + 6.680131188771972e+01) * r)
                - 1.328068155288572e+01) * r) + 1);
    }

    /// <summary>The quantile of Student's t, expanded around the normal distribution's (Abramowitz and Stegun 26.7.5).</summary>
    /// <param name="p">Between 0 and 1, exclusive.</param>
    /// <param name="degrees">Degrees of freedom; from 8 on it is right to three decimals at 0.995.</param>
    public static double StudentT(double p, double degrees)
    {
        var x = Normal(p);
        var (x2, n) = (x * x, degrees);
        var g1 = (x2 + 1) * x / 4;
        var g2 = (((5 * x2) + 16) * x2 + 3) * x / 96;
        var g3 = (((((3 * x2) + 19) * x2) + 17) * x2 - 15) * x / 384;
        var g4 = (((((((79 * x2) + 776) * x2) + 1482) * x2) - 1920) * x2 - 945) * x / 92160;
        return x + (g1 / n) + (g2 / (n * n)) + (g3 / (n * n * n)) + (g4 / (n * n * n * n));
    }

    private static double Tail(double q) =>
        ((((((((((-7.784894002430293e-03 * q) - 3.223964580411365e-01) * q) - 2.400758277161838e+00) * q) - 2.549732539343734e+00) * q)
            + 4.374664141464968e+00) * q) + 2.938163982698783e+00)
        / ((((((((7.784695709041462e-03 * q) + 3.224671290700398e-01) * q) + 2.445134137142996e+00) * q) + 3.754408661907416e+00) * q) + 1);
}
