using FsCheck;
using FsCheck.Xunit;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Storage.Tests.Registry;

public sealed class PageCursorTests
{
    [Property]
    public void A_cursor_reads_back_what_it_was(NonNegativeInt seconds, Guid id)
    {
        var cursor = new PageCursor(DateTimeOffset.UnixEpoch.AddSeconds(seconds.Get).AddTicks(10), id);

        Assert.Equal(cursor, PageCursor.TryParse(cursor.ToString()));
        Assert.Equal(cursor.ToString(), Uri.EscapeDataString(cursor.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    [InlineData("________________________________")]
    public void Anything_else_is_none(string text) => Assert.Null(PageCursor.TryParse(text));
}
