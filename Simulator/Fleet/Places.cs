using System.Text.Json;
using RetailOrleans.Calendar;

namespace RetailOrleans.Simulator.Fleet;

/// <summary>Where the pretend stores are. The first three alone have one open at every moment.</summary>
internal static class Places
{
    private static readonly (string Name, string Region, string Zone, string Open, string Close, double PeakPerHour)[] All =
    [
        ("Lisboa Baixa", "Portugal", "Europe/Lisbon", "09:00", "22:00", 140),
        ("New York SoHo", "North America", "America/New_York", "10:00", "23:00", 210),
        ("Mumbai Colaba", "India", "Asia/Kolkata", "08:00", "22:00", 180),
        ("Madrid Gran Vía", "Spain", "Europe/Madrid", "10:00", "22:00", 170),
        ("Sydney Pitt Street", "Australia", "Australia/Sydney", "09:00", "20:00", 130),
        ("Porto Santa Catarina", "Portugal", "Europe/Lisbon", "10:00", "21:00", 90),
        ("São Paulo Paulista", "South America", "America/Sao_Paulo", "10:00", "22:00", 160),
        ("Tokyo Ginza", "Japan", "Asia/Tokyo", "10:00", "21:00", 200),
        ("Los Angeles Melrose", "North America", "America/Los_Angeles", "10:00", "21:00", 110),
        ("Kathmandu Thamel", "Nepal", "Asia/Kathmandu", "09:00", "20:00", 70),
    ];

    public static (string Name, string Region, StoreCalendar Calendar, OperatingHours Hours, double PeakPerHour) At(int index)
    {
        var place = All[index % All.Length];
        var round = index / All.Length;
        return (
            round == 0 ? place.Name : $"{place.Name} {round + 1}",
            place.Region,
            StoreCalendar.Create(place.Zone),
            Hours(place.Open, place.Close),
            place.PeakPerHour);
    }

    private static OperatingHours Hours(string open, string close)
    {
        var day = new[] { new { open, close } };
        var week = Enum.GetValues<DayOfWeek>().ToDictionary(weekday => weekday.ToString().ToLowerInvariant(), _ => day);
        return OperatingHours.TryParse(JsonSerializer.SerializeToElement(week), out var hours, out var problem)
            ? hours
            : throw new InvalidOperationException(problem);
    }
}
