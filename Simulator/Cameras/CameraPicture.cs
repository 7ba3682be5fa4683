using System.Globalization;
using System.Text;
using RetailOrleans.Simulator.Fleet;
using RetailOrleans.Simulator.Traffic;

namespace RetailOrleans.Simulator.Cameras;

/// <summary>Where a pretend camera saw people: round a few places that are its own, the same every day, as much as they stayed.</summary>
internal static class CameraPicture
{
    private const int Width = 80;
    private const int Height = 60;
    private const int Places = 5;

    /// <param name="camera">Whose picture; it decides where people like to stand.</param>
    /// <param name="seed">Of its store.</param>
    /// <param name="personSeconds">What the picture sums up.</param>
    public static string Json(PretendCamera camera, int seed, double personSeconds)
    {
        var dice = new Dice(seed, camera.Index, 77);
        var places = new (double X, double Y, double Spread, double Weight)[Places];
        for (var i = 0; i < Places; i++)
        {
            places[i] = (dice.Between(8, Width - 8), dice.Between(6, Height - 6), dice.Between(2.5, 7), dice.Between(0.2, 1));
        }

        var points = new StringBuilder();
        var most = 0;
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var heat = 0.0;
                foreach (var place in places)
                {
                    var distance = ((x - place.X) * (x - place.X)) + ((y - place.Y) * (y - place.Y));
                    heat += place.Weight * Math.Exp(-distance / (2 * place.Spread * place.Spread));
                }

                // What is seen for less than a second in all is not seen.
                if ((int)(heat * personSeconds / 400) is > 0 and var value)
                {
                    points.Append(CultureInfo.InvariantCulture, $"{(points.Length > 0 ? "," : "")}{{\"x\":{x},\"y\":{y},\"value\":{value}}}");
                    most = Math.Max(most, value);
                }
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{{\"max\":{most},\"min\":0,\"map_w\":{Width},\"map_h\":{Height},\"data\":[{points}]}}");
    }
}
