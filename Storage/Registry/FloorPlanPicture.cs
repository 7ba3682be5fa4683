namespace RetailOrleans.Storage.Registry;

/// <summary>The picture of a plan.</summary>
/// <param name="MediaType">image/png, image/jpeg or image/webp.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Data">As it was uploaded.</param>
public sealed record FloorPlanPicture(string MediaType, int Width, int Height, byte[] Data);
