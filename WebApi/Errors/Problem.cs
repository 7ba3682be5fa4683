namespace RetailOrleans.WebApi.Errors;

/// <summary>An error on the wire: RFC 9457 with the extensions of our contract.</summary>
/// <param name="Type">A URI of the kind of problem.</param>
/// <param name="Title">The kind in words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What was expected, what came, what to do.</param>
/// <param name="TraceId">To be quoted when asking for help.</param>
/// <param name="Code">The kind for programs.</param>
/// <param name="Errors">Messages by field; null when no field is to blame.</param>
/// <param name="Error">The detail again, for older clients.</param>
public sealed record Problem(
    string Type, string Title, int Status, string Detail, string TraceId, string Code, IReadOnlyDictionary<string, string[]>? Errors, string Error);
