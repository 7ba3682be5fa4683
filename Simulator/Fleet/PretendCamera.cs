using System.Collections.Immutable;
using System.Net;

namespace RetailOrleans.Simulator.Fleet;

/// <summary>How a camera asks for credentials.</summary>
internal enum CameraAuthentication
{
    Basic,
    DigestMd5,
    DigestSha256,
}

/// <summary>A pretend camera.</summary>
/// <param name="Index">Within its store, from 0.</param>
/// <param name="Name">Unique in the fleet.</param>
/// <param name="Location">Where it hangs.</param>
/// <param name="Address">Its own loopback address.</param>
/// <param name="Authentication">What it asks for; the user is always admin.</param>
/// <param name="Password">Its own.</param>
/// <param name="Lines">The lines drawn on it; the others of its four count nothing.</param>
/// <param name="Regions">Names of the regions drawn on it; at most four.</param>
internal sealed record PretendCamera(
    int Index,
    string Name,
    string Location,
    IPAddress Address,
    CameraAuthentication Authentication,
    string Password,
    ImmutableArray<PretendLine> Lines,
    ImmutableArray<string> Regions)
{
    public const string User = "admin";

    /// <summary>Lines that a camera reports, drawn or not.</summary>
    public const int LineCount = 4;
}
