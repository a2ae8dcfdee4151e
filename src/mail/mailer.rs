//! The way a mail goes out: to the operator's SMTP server, or into a file where none is set.

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use lettre::message::header::{ContentTransferEncoding, HeaderName, HeaderValue};
use lettre::message::{Body, Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use tokio::sync::Mutex;
use url::Url;

use super::claim::Ready;
use crate::config::Config;

type Smtp = AsyncSmtpTransport<Tokio1Executor>;

/// Sends mails, one after the other.
pub struct Mailer {
    from: Mailbox,
    host: String,
    way: Way,
    /// Held while mails are sent.
    pub(super) turn: Mutex<()>,
}

enum Way {
    Smtp(Box<Smtp>),
    Folder(PathBuf),
}

/// What became of a try, in the server's words.
pub enum Outcome {
    /// The server has it.
    Sent(String),
    /// It will never be taken.
    Refused(String),
    /// Not now.
    Later(String),
    /// Not now, and nothing else either: the server is not there, or does not know us.
    Away(String),
}

impl Outcome {
    /// The words.
    #[must_use]
    pub fn words(&self) -> &str {
        let (Outcome::Sent(words) | Outcome::Refused(words) | Outcome::Later(words) | Outcome::Away(words)) = self;
        words
    }
}

/// The name in addresses and ids: the host of the public address, where it is a name.
fn host(config: &Config) -> String {
    let url = Url::parse(&config.public_origin()).ok();
    let domain = url.as_ref().and_then(Url::domain);
    domain.unwrap_or("localhost").to_owned()
}

/// Who mails come from.
fn sender(config: &Config, host: &str) -> Result<Mailbox, String> {
    let text = match &config.mail_from {
        Some(text) => text.clone(),
        None => format!("Deskbell <no-reply@{host}>"),
    };
    text.parse()
        .map_err(|e| format!("mail_from `{text}`: {e}. Write it as in Deskbell <desk@example.com>"))
}

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text)
        .decode_utf8_lossy()
        .into_owned()
}

/// The server behind `smtp://` (STARTTLS, unless `?tls=none`) or `smtps://`.
fn smtp(text: &str, hello: &str) -> Result<Smtp, String> {
    let form = "smtp_url: give it as in smtps://user:password@mail.example.com or smtp://mail.example.com:25?tls=none";
    let url = Url::parse(text).map_err(|e| format!("{form} ({e})"))?;
    let server = url.host_str().filter(|h| !h.is_empty()).ok_or(form)?.to_owned();
    let tls = || TlsParameters::new(server.clone()).map_err(|e| format!("smtp_url: {e}"));
    let asked = url
        .query_pairs()
        .find(|(name, _)| name == "tls")
        .map(|(_, value)| value.into_owned());
    let (tls, port) = match (url.scheme(), asked.as_deref()) {
        ("smtps", None) => (Tls::Wrapper(tls()?), 465),
        ("smtp", None | Some("starttls")) => (Tls::Required(tls()?), 587),
        ("smtp", Some("none")) => (Tls::None, 25),
        _ => return Err(form.to_owned()),
    };
    let mut builder = Smtp::builder_dangerous(server)
        .port(url.port().unwrap_or(port))
        .tls(tls)
        .hello_name(ClientId::Domain(hello.to_owned()));
    if !url.username().is_empty() {
        let password = url.password().unwrap_or_default();
        builder = builder.credentials(Credentials::new(decoded(url.username()), decoded(password)));
    }
    Ok(builder.build())
}

impl Mailer {
    /// The way that the settings name.
    ///
    /// # Errors
    /// A sentence that names the setting.
    pub fn new(config: &Config) -> Result<Self, String> {
        let host = host(config);
        let way = match &config.smtp_url {
            Some(url) => Way::Smtp(Box::new(smtp(url, &host)?)),
            None => Way::Folder(config.data.join("mail")),
        };
        Ok(Mailer {
            from: sender(config, &host)?,
            host,
            way,
            turn: Mutex::new(()),
        })
    }

    /// Whether mails reach anybody. Where not, nobody can confirm an address without the operator.
    #[must_use]
    pub fn reaches_people(&self) -> bool {
        matches!(self.way, Way::Smtp(_))
    }

    /// Tells the operator where mails are, where they leave nowhere.
    pub fn say_where(&self) {
        if let Way::Folder(folder) = &self.way {
            let folder = folder.display();
            tracing::warn!("no mail server is set (smtp_url): mails are kept as files in {folder} and reach nobody");
        }
    }

    fn message(&self, mail: &Ready, recipient: Address) -> Result<Message, lettre::error::Error> {
        let micros = u64::try_from(mail.created_at.micros()).unwrap_or(0);
        let automatic = HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        );
        let both = MultiPart::alternative().boundary(format!("part-{}", mail.id));
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, recipient))
            .subject(mail.text.subject.clone())
            .date(SystemTime::UNIX_EPOCH + Duration::from_micros(micros))
            .message_id(Some(format!("<{}@{}>", mail.id, self.host)))
            .raw_header(automatic)
            .multipart(
                both.singlepart(plain(mail.text.plain()))
                    .singlepart(SinglePart::html(mail.text.html())),
            )
    }

    /// Tries once.
    pub async fn send(&self, mail: &Ready) -> Outcome {
        let Ok(recipient) = mail.recipient.parse::<Address>() else {
            return Outcome::Refused("The address can't be written to.".to_owned());
        };
        let message = match self.message(mail, recipient) {
            Ok(message) => message,
            Err(e) => return Outcome::Refused(e.to_string()),
        };
        match &self.way {
            Way::Smtp(server) => match server.send(message).await {
                Ok(answer) => Outcome::Sent(format!(
                    "{} {}",
                    answer.code(),
                    answer.message().collect::<Vec<_>>().join(" ")
                )),
                Err(e) => not_sent(&e),
            },
            Way::Folder(folder) => match keep(folder, &mail.id, &message.formatted()).await {
                Ok(file) => Outcome::Sent(format!("kept as {}", file.display())),
                Err(e) => Outcome::Away(format!("{}: {e}", folder.display())),
            },
        }
    }
}

/// Letters of a line that every mail server takes (RFC 5322, 2.1.1).
const LONGEST_LINE: usize = 998;

/// Plain text as it is, where its letters allow that: a link in a kept file is then whole, also for whoever has no mail
/// program at hand.
fn plain(text: String) -> SinglePart {
    let as_it_is = text.is_ascii() && text.lines().all(|line| line.len() <= LONGEST_LINE);
    if !as_it_is {
        return SinglePart::plain(text);
    }
    let bytes = text.replace('\n', "\r\n").into_bytes();
    SinglePart::plain(Body::dangerous_pre_encoded(bytes, ContentTransferEncoding::SevenBit))
}

/// Answers that are about us, not about the mail: sign-in is needed, too weak or wrong (RFC 4954, RFC 3207).
const ABOUT_US: [&str; 5] = ["421", "530", "534", "535", "538"];

fn not_sent(error: &lettre::transport::smtp::Error) -> Outcome {
    let source = std::error::Error::source(error).map(ToString::to_string);
    let Some(code) = error.status() else {
        return Outcome::Away(error.to_string());
    };
    let code = code.to_string();
    let words = format!("{code} {}", source.unwrap_or_default()).trim().to_owned();
    match error.is_permanent() {
        _ if ABOUT_US.contains(&code.as_str()) => Outcome::Away(words),
        true => Outcome::Refused(words),
        false => Outcome::Later(words),
    }
}

/// Keeps a mail as a file that only the operator reads: it may hold a link to somebody's account.
async fn keep(folder: &std::path::Path, id: &str, bytes: &[u8]) -> std::io::Result<PathBuf> {
    use tokio::io::AsyncWriteExt;
    tokio::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .await?;
    let (unfinished, file) = (folder.join(format!(".{id}")), folder.join(format!("{id}.eml")));
    let mut out = tokio::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&unfinished)
        .await?;
    out.write_all(bytes).await?;
    out.sync_all().await?;
    tokio::fs::rename(&unfinished, &file).await?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(smtp_url: &str, mail_from: Option<&str>) -> Config {
        Config {
            public_url: Some("https://desk.example.com".into()),
            smtp_url: Some(smtp_url.into()),
            mail_from: mail_from.map(Into::into),
            ..Config::default()
        }
    }

    #[tokio::test]
    async fn a_mail_server_is_named_by_its_address() {
        for (url, good) in [
            ("smtp://mail.example.com", true),
            ("smtp://mail.example.com?tls=starttls", true),
            ("smtp://ada%40example.com:p%2Fw@mail.example.com:2525?tls=none", true),
            ("smtps://mail.example.com", true),
            ("smtps://mail.example.com?tls=none", false),
            ("smtp://mail.example.com?tls=maybe", false),
            ("https://mail.example.com", false),
            ("smtp://", false),
            ("mail.example.com", false),
        ] {
            assert_eq!(Mailer::new(&config(url, None)).is_ok(), good, "{url}");
        }
    }

    #[tokio::test]
    async fn mails_come_from_the_public_host_unless_the_operator_says_otherwise() {
        let from = |mail_from| Mailer::new(&config("smtp://m.example?tls=none", mail_from)).map(|m| m.from.to_string());
        assert_eq!(from(None).as_deref(), Ok("Deskbell <no-reply@desk.example.com>"));
        assert_eq!(
            from(Some("Help <help@shop.example>")).as_deref(),
            Ok("Help <help@shop.example>")
        );
        assert!(from(Some("nobody")).is_err());
        let plain = Config::default();
        assert_eq!(host(&plain), "localhost");
    }
}
