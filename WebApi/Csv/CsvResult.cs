using Microsoft.AspNetCore.Http;

namespace RetailOrleans.WebApi.Csv;

/// <summary>Answers with CSV that is written while it is sent.</summary>
internal sealed class CsvResult(Func<HttpResponse, Task> write) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => write(httpContext.Response);
}
