namespace RetailOrleans.Grains.Counting;

/// <summary>
/// What a line's factor makes of its counts: whole persons in every hour, and over the day the day's count times the factor, rounded half
/// up once. Each hour gets what the running sum grows by, so an hour that is over does not change while the day goes on.
/// </summary>
public static class Calibration
{
    /// <summary>The factor 1. Factors are whole ten-thousandths.</summary>
    public const int One = 10_000;

    /// <summary>The factor of a configuration in ten-thousandths.</summary>
    public static int FactorOf(decimal calibration) => (int)decimal.Round(calibration * One);

    /// <summary>Replaces the counts of a day's hours, in order, by calibrated ones.</summary>
    /// <param name="hours">Persons, not negative.</param>
    /// <param name="factor">Ten-thousandths, positive.</param>
    public static void Apply(Span<long> hours, int factor)
    {
        long counted = 0, given = 0;
        foreach (ref var hour in hours)
        {
            counted += hour;
            var upToNow = ((counted * factor) + (One / 2)) / One;
            (hour, given) = (upToNow - given, upToNow);
        }
    }
}
