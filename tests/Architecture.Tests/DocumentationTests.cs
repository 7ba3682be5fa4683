using System.Text.RegularExpressions;

namespace RetailOrleans.Architecture.Tests;

/// <summary>What the documents point at is there.</summary>
public sealed partial class DocumentationTests
{
    [Fact]
    public void Links_between_documents_and_files_resolve()
    {
        var broken =
            from file in Source.Files(".md")
            from Match link in Links().Matches(Code().Replace(Source.Read(file), ""))
            let target = link.Groups["target"].Value
            where !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal)
            where !Resolves(file, target)
            select $"{file}: {target}";
        Assert.Empty(broken);
    }

    [Fact]
    public void Paths_that_documents_name_exist()
    {
        var broken =
            from file in Source.Files(".md")
            from Match path in NamedFiles().Matches(Fences().Replace(Source.Read(file), ""))
            let name = path.Groups["path"].Value
            where Rooms.Names.Append("tests").Append("build").Append("docs").Append("Dashboard").Contains(Source.RoomOf(name))
            where !File.Exists(Path.Combine(Source.Root, name))
            select $"{file}: {name}";
        Assert.Empty(broken);
    }

    private static bool Resolves(string file, string target)
    {
        var parts = target.Split('#', 2);
        var path = parts[0].Length == 0 ? file : Path.GetRelativePath(Source.Root, Path.Combine(Source.Root, Path.GetDirectoryName(file)!, parts[0]));
        var full = Path.Combine(Source.Root, path);
        if (!File.Exists(full))
        {
            return Directory.Exists(full) && parts.Length == 1;
        }

        return parts.Length == 1 || !path.EndsWith(".md", StringComparison.Ordinal) || Headings().Matches(File.ReadAllText(full)).Any(h => Anchor(h.Groups["title"].Value) == parts[1]);
    }

    /// <summary>The anchor that a heading gets on the usual hosts: lower case, spaces as hyphens, no punctuation.</summary>
    private static string Anchor(string title) =>
        string.Concat(title.Trim().ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-');

    [GeneratedRegex(@"!?\[[^\]\n]*\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Links();

    [GeneratedRegex("`(?<path>[A-Za-z][\\w.-]*(/[\\w.-]+)+\\.(cs|sql|sh|ts|tsx|md|json))`")]
    private static partial Regex NamedFiles();

    [GeneratedRegex("```.*?```", RegexOptions.Singleline)]
    private static partial Regex Fences();

    [GeneratedRegex("```.*?```|`[^`\n]*`", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"^#+\s+(?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex Headings();
}
