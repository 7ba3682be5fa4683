namespace RetailOrleans.TestKit;

/// <summary>Where the sources are, for tests that need the repository's scripts and programs.</summary>
public static class RepositoryRoot
{
    /// <summary>The absolute path of the folder of RetailOrleans.sln: <c>RETAIL_REPO</c>, or the first one above the test's own files.</summary>
    public static string Path { get; } = Find();

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable("RETAIL_REPO") is { Length: > 0 } named)
        {
            return System.IO.Path.GetFullPath(named);
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "RetailOrleans.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException(
            $"No RetailOrleans.sln in or above {AppContext.BaseDirectory}. Name the repository in RETAIL_REPO.");
    }
}
