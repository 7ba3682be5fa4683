namespace RetailOrleans.Grains.Interfaces.Readings;

/// <summary>Why one reading of a batch was not stored.</summary>
/// <param name="Kind">In which list of the batch.</param>
/// <param name="Index">Its place in that list, from 0.</param>
/// <param name="Field">The contract's field that is to blame, e.g. <c>timestamp</c>.</param>
/// <param name="Message">What was expected, what came, what to do.</param>
[GenerateSerializer, Immutable, Alias("retail.ReadingRefusal")]
public sealed record ReadingRefusal(
    [property: Id(0)] ReadingKind Kind,
    [property: Id(1)] int Index,
    [property: Id(2)] string Field,
    [property: Id(3)] string Message);
