using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace RetailOrleans.Connectors.Notifications;

/// <summary>E-mail by the installation's server, a connection per mail.</summary>
internal sealed class Mailer(SmtpOptions options, TimeProvider time)
{
    public async Task<SendResult> SendAsync(NotificationTarget target, IReadOnlyList<NotificationMessage> messages, CancellationToken cancellationToken)
    {
        if (options.Host is not { Length: > 0 } host)
        {
            return new SendResult("This installation has no mail server. Set Notifications:Smtp:Host and Notifications:Smtp:From.");
        }

        try
        {
            using var mail = Compose(target, messages);
            using var smtp = new SmtpClient();
            await smtp.ConnectAsync(host, options.Port, Protection(), cancellationToken);
            if (options.Username is { Length: > 0 } username)
            {
                await smtp.AuthenticateAsync(username, options.Password ?? "", cancellationToken);
            }

            await smtp.SendAsync(mail, cancellationToken);

            // It is taken; how the server says goodbye changes nothing.
            await smtp.DisconnectAsync(quit: false, CancellationToken.None);
            return SendResult.Taken;
        }
        catch (AuthenticationException)
        {
            return new SendResult("The mail server refused the user name or the password (Notifications:Smtp).");
        }
        catch (SmtpCommandException refusal)
        {
            return new SendResult($"The mail server refused the e-mail ({(int)refusal.StatusCode}).");
        }
        catch (Exception failure) when (failure is ProtocolException or IOException or System.Net.Sockets.SocketException or SslHandshakeException or NotSupportedException)
        {
            return new SendResult("The mail server could not be reached, or did not speak as it should.");
        }
    }

    private MimeMessage Compose(NotificationTarget target, IReadOnlyList<NotificationMessage> messages)
    {
        var (subject, body) = NotificationText.Mail(messages);
        var mail = new MimeMessage { Subject = subject, Date = time.GetUtcNow(), Body = new TextPart("plain") { Text = body } };
        mail.From.Add(MailboxAddress.Parse(options.From!));
        mail.To.AddRange(target.Address.Split(',').Select(MailboxAddress.Parse));
        mail.MessageId = $"{messages[0].Id:N}@retail-orleans";

        // The identities of all that it tells, for whoever sorts out duplicates.
        mail.Headers.Add("X-Retail-Delivery", string.Join(' ', messages.Select(message => message.Id)));
        return mail;
    }

    private SecureSocketOptions Protection() => options.Security switch
    {
        SmtpSecurity.None => SecureSocketOptions.None,
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.StartTls,
    };
}
