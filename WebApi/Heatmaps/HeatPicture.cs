using RetailOrleans.Grains.Interfaces.Readings;

namespace RetailOrleans.WebApi.Heatmaps;

/// <summary>A grid as a picture that can lie over the camera's own: where nobody was it is transparent. Pure.</summary>
internal static class HeatPicture
{
    private const int Colours = 256;

    // From cold to hot: stops of red, green, blue, opacity.
    private static readonly (byte R, byte G, byte B, byte A)[] Stops =
    [
        (0, 0, 255, 0), (0, 80, 255, 120), (0, 220, 220, 170), (60, 220, 60, 200), (255, 220, 0, 220), (255, 60, 0, 240), (200, 0, 0, 255),
    ];

    /// <summary>One pixel a cell. The scale is a square root, or one queue would hide the shop.</summary>
    /// <param name="picture">The grid.</param>
    /// <param name="hottest">The value that has the last colour; null = the picture's own highest.</param>
    public static byte[] Png(SpaceHeatmap picture, int? hottest = null)
    {
        var most = Math.Max(1, hottest ?? picture.Values.Max());
        var pixels = new byte[picture.Values.Length];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = picture.Values[i] <= 0 ? (byte)0 : (byte)Math.Clamp(Math.Round(Math.Sqrt(picture.Values[i] / (double)most) * (Colours - 1)), 1, Colours - 1);
        }

        return PngWriter.Write(picture.Width, picture.Height, pixels, Palette());
    }

    private static (byte R, byte G, byte B, byte A)[] Palette()
    {
        var palette = new (byte R, byte G, byte B, byte A)[Colours];
        for (var i = 0; i < Colours; i++)
        {
            var place = i / (double)(Colours - 1) * (Stops.Length - 1);
            var (from, to, part) = (Stops[(int)place], Stops[Math.Min((int)place + 1, Stops.Length - 1)], place - (int)place);
            palette[i] = (Between(from.R, to.R, part), Between(from.G, to.G, part), Between(from.B, to.B, part), Between(from.A, to.A, part));
        }

        return palette;
    }

    private static byte Between(byte from, byte to, double part) => (byte)Math.Round(from + ((to - from) * part));
}
