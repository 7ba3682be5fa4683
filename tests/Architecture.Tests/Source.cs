using System.Text.RegularExpressions;
using RetailOrleans.TestKit;

namespace RetailOrleans.Architecture.Tests;

/// <summary>The repository's own files, without what builds and programs leave there.</summary>
internal static partial class Source
{
    private static readonly HashSet<string> Foreign =
        new(["artifacts", "bin", "obj", "node_modules", "dist", "test-results", "TestResults"], StringComparer.Ordinal);

    /// <summary>Made from the OpenAPI document when the dashboard is built.</summary>
    private const string Generated = "Dashboard/src/api/schema.ts";

    public static string Root { get; } = RepositoryRoot.Path;

    /// <summary>Files by their endings, as paths from the root with forward slashes; without endings, all of them.</summary>
    public static IReadOnlyList<string> Files(params string[] endings) =>
        [.. Walk(Root).Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => file != Generated)
            .Where(file => endings.Length == 0 || endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal)];

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    /// <summary>The room, or the top folder, that a file is in.</summary>
    public static string RoomOf(string file) => file.Split('/')[0];

    /// <summary>The string literals of C# source, raw and interpolated ones included; what is in comments is not.</summary>
    public static IEnumerable<string> StringLiterals(string code) =>
        Tokens().Matches(code).Where(token => token.Groups["text"].Success).Select(token => token.Groups["text"].Value);

    private static IEnumerable<string> Walk(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            yield return file;
        }

        foreach (var sub in Directory.EnumerateDirectories(folder))
        {
            var name = Path.GetFileName(sub);
            if (!Foreign.Contains(name) && (name[0] != '.' || name == ".ci"))
            {
                foreach (var file in Walk(sub))
                {
                    yield return file;
                }
            }
        }
    }

    // Comments and characters are matched so that a quote within them opens no string.
    [GeneratedRegex(
        """"
        //[^\n]* | /\*.*?\*/ | '(?:\\.|[^'\\\n])+'
        | (?<quotes>"{3,})(?<text>.*?)\k<quotes>
        | (?:@\$?|\$@)"(?<text>(?:""|[^"])*)"
        | "(?<text>(?:\\.|[^"\\\n])*)"
        """",
        RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Tokens();
}
