using System.Net;

namespace RetailOrleans.Connectors.Notifications;

/// <summary>Tells receivers. Whatever goes wrong with one is in the result.</summary>
public sealed class NotificationSender : IDisposable
{
    private readonly NotificationOptions _options;
    private readonly Func<IPAddress, bool> _mayContact;
    private readonly TimeProvider _time;
    private readonly NotificationHttp _http;
    private readonly Mailer _mailer;

    /// <summary>Makes a sender.</summary>
    /// <param name="options">Limits, and the mail server.</param>
    /// <param name="mayContact">Whether a webhook may be at an address.</param>
    /// <param name="time">The clock.</param>
    public NotificationSender(NotificationOptions options, Func<IPAddress, bool> mayContact, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _mayContact, _time) = (options, mayContact, time);
        _http = new NotificationHttp(mayContact, time);
        _mailer = new Mailer(options.Smtp, time);
    }

    /// <summary>How long the first alert of an e-mail waits for others.</summary>
    public TimeSpan MailDelay => _options.MailDelay;

    /// <summary>Whether a webhook may be at an address.</summary>
    public bool MayContact(IPAddress address) => _mayContact(address);

    /// <summary>Tells one receiver. Several messages at once go by e-mail alone, as one.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; whether it was taken is unknown.</exception>
    public async Task<SendResult> SendAsync(NotificationTarget target, IReadOnlyList<NotificationMessage> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentOutOfRangeException.ThrowIfNotEqual(messages.Count == 1 || (target.Kind == NotificationKind.Email && messages.Count > 0), true);
        using var patience = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return target.Kind switch
            {
                NotificationKind.Email => await _mailer.SendAsync(target, messages, either.Token),
                NotificationKind.Slack => await _http.PostAsync(target, messages[0], NotificationText.SlackBody(messages[0]), either.Token),
                NotificationKind.Teams => await _http.PostAsync(target, messages[0], NotificationText.TeamsBody(messages[0]), either.Token),
                _ => await _http.PostAsync(target, messages[0], NotificationText.WebhookBody(messages[0]), either.Token),
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SendResult($"The receiver did not answer within {_options.Timeout.TotalSeconds:0} s.");
        }
    }

    public void Dispose() => _http.Dispose();
}
