namespace RetailOrleans.Connectors.Http;

/// <summary>The installation's own rules forbid the address; thrown through the HTTP handler, which knows no other way back.</summary>
internal sealed class AddressRefusedException(string message) : Exception(message);
