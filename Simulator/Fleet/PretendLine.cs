namespace RetailOrleans.Simulator.Fleet;

/// <summary>A counting line of a camera.</summary>
/// <param name="Number">1 to 4, as the camera numbers it.</param>
/// <param name="Name">For people.</param>
/// <param name="Type">What it is for.</param>
/// <param name="Invert">The camera hangs the wrong way round: it calls in what is out.</param>
/// <param name="Weight">Its share of the people who come (and mostly also leave) over it.</param>
internal sealed record PretendLine(int Number, string Name, LineType Type, bool Invert, double Weight);
