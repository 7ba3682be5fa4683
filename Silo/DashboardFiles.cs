using Microsoft.Extensions.FileProviders;

namespace RetailOrleans.Silo;

/// <summary>The web app's files at the root of the site; its own routes all answer its start page.</summary>
internal static class DashboardFiles
{
    /// <param name="app">The silo.</param>
    /// <param name="root">The built dashboard; none is served when it is not set or not there.</param>
    public static void MapDashboard(this WebApplication app, string? root)
    {
        var folder = root ?? Path.Combine(AppContext.BaseDirectory, "dashboard");
        if (!Directory.Exists(folder))
        {
            return;
        }

        var files = new PhysicalFileProvider(Path.GetFullPath(folder));
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files,

            // Vite puts a hash of the content into the names under assets; the start page names them and must be fresh.
            OnPrepareResponse = context => context.Context.Response.Headers.CacheControl =
                context.Context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache",
        });
        app.MapFallbackToFile("{*path:nonfile}", "index.html", new StaticFileOptions { FileProvider = files });
    }
}
