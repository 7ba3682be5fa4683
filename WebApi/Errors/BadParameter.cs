using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace RetailOrleans.WebApi.Errors;

/// <summary>Says in our words which parameter the framework could not read.</summary>
internal static partial class BadParameter
{
    public static ProblemResult Describe(BadHttpRequestException exception)
    {
        // The framework tells the parameter in its message alone; should the message change, the answer is merely less exact.
        if (Binding().Match(exception.Message) is not { Success: true } match)
        {
            return Problems.BadRequest("The request could not be read. Check its query parameters and its body against /openapi/v1.json.");
        }

        var name = JsonNamingPolicy.SnakeCaseLower.ConvertName(match.Groups["name"].Value);
        var expected = match.Groups["type"].Value switch
        {
            var type when type.Contains("Guid", StringComparison.Ordinal) => "a UUID",
            var type when type.Contains("int", StringComparison.OrdinalIgnoreCase) => "a whole number",
            var type when type.Contains("bool", StringComparison.OrdinalIgnoreCase) => "true or false",
            _ => "another form",
        };
        var value = match.Groups["value"].Value;
        var shown = value.Length <= 60 ? value : value[..60] + "…";
        return Problems.Validation(new Dictionary<string, string[]> { [name] = [$"Expected {expected}, got '{shown}'."] });
    }

    [GeneratedRegex("""^Failed to bind parameter "(?<type>.+) (?<name>\w+)" from "(?<value>.*)"\.$""", RegexOptions.Singleline)]
    private static partial Regex Binding();
}
