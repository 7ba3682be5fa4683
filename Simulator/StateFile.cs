using System.Text.Json;

namespace RetailOrleans.Simulator;

/// <summary>Tells whoever started the simulator where it is.</summary>
internal static class StateFile
{
    /// <summary>Writes the whole file at once: a reader sees the old one or the new one.</summary>
    public static async Task WriteAsync(string path, SimulatorHost host, int cameras, bool registered, CancellationToken cancellationToken)
    {
        var state = new { control_url = host.Control.ToString().TrimEnd('/'), camera_port = host.CameraPort, cameras, pid = Environment.ProcessId, registered };
        var draft = path + ".new";
        await File.WriteAllTextAsync(draft, JsonSerializer.Serialize(state) + "\n", cancellationToken);
        File.Move(draft, path, overwrite: true);
    }
}
