namespace RetailOrleans.Storage.Registry;

/// <summary>Where on a plan a sensor looks: its own picture as a rectangle, in fractions of the plan's width and height.</summary>
/// <param name="SensorId">The sensor.</param>
/// <param name="X">Of the rectangle's middle, from the left; 0 to 1.</param>
/// <param name="Y">Of the rectangle's middle, from the top; 0 to 1.</param>
/// <param name="Width">Above 0, up to 2: it may reach beyond the plan.</param>
/// <param name="Height">Above 0, up to 2.</param>
/// <param name="Rotation">Degrees clockwise around its middle, 0 to 359.</param>
public sealed record FloorPlanPlace(Guid SensorId, double X, double Y, double Width, double Height, int Rotation);
