//! Looks into the DNS for the record that proves a domain.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use hickory_resolver::TokioResolver;
use hickory_resolver::config::{NameServerConfig, ResolveHosts, ResolverConfig};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::proto::rr::RData;

use crate::config::Config;

/// Where name servers are asked, unless the setting names another port.
const PORT: u16 = 53;
/// How long one try waits for an answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// What the DNS says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// The record is there.
    There,
    /// The name servers of the domain say that it is not.
    Missing,
    /// Nobody answered, or not in a way that says anything.
    Silence,
}

/// Asks name servers.
pub struct Dns {
    /// Nothing where the machine names no server.
    resolver: Option<TokioResolver>,
}

/// The name of a domain's record.
#[must_use]
pub fn record_name(domain: &str) -> String {
    format!("_deskbell.{domain}")
}

/// Its text.
#[must_use]
pub fn record_value(token: &str) -> String {
    format!("deskbell-domain={token}")
}

/// A setting that names a server, as an address with a port.
pub(crate) fn server(setting: &str) -> Result<SocketAddr, String> {
    let with_port = setting.parse::<SocketAddr>();
    let bare = || setting.parse::<IpAddr>().map(|ip| SocketAddr::new(ip, PORT));
    with_port
        .or_else(|_| bare())
        .map_err(|_| format!("dns `{setting}`: give the address of a name server, as in 192.0.2.53 or 127.0.0.1:5353"))
}

fn resolver(setting: Option<&str>) -> Result<TokioResolver, String> {
    let mut builder = match setting {
        None => TokioResolver::builder_tokio().map_err(|e| e.to_string())?,
        Some(setting) => {
            let at = server(setting)?;
            let mut name_server = NameServerConfig::udp_and_tcp(at.ip());
            for connection in &mut name_server.connections {
                connection.port = at.port();
            }
            let config = ResolverConfig::from_name_servers(vec![name_server]);
            TokioResolver::builder_with_config(config, TokioRuntimeProvider::default())
        }
    };
    let options = builder.options_mut();
    options.timeout = PATIENCE;
    options.attempts = 1;
    // Whoever has just written the record wants it to be found now.
    options.cache_size = 0;
    options.use_hosts_file = ResolveHosts::Never;
    builder.build().map_err(|e| e.to_string())
}

impl Dns {
    /// Asks the server of the setting, or those of the machine.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        let resolver = resolver(config.dns.as_deref());
        if let Err(error) = &resolver {
            tracing::warn!(error, "no name server is known, so that no domain can be proven");
        }
        Dns {
            resolver: resolver.ok(),
        }
    }

    /// Looks for the record with this token.
    pub async fn look(&self, domain: &str, token: &str) -> Found {
        let Some(resolver) = &self.resolver else {
            return Found::Silence;
        };
        // The dot at the end keeps the machine's own search domains out.
        let looked = resolver.txt_lookup(format!("{}.", record_name(domain))).await;
        let wanted = record_value(token);
        match looked {
            Ok(answer) => {
                let is_it = |data: &RData| match data {
                    RData::TXT(txt) => txt.txt_data.concat() == wanted.as_bytes(),
                    _ => false,
                };
                if answer.answers().iter().any(|record| is_it(&record.data)) {
                    Found::There
                } else {
                    Found::Missing
                }
            }
            Err(e) if e.is_no_records_found() => Found::Missing,
            Err(error) => {
                tracing::info!(%error, domain, "the DNS does not answer");
                Found::Silence
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::server;

    #[test]
    fn a_name_server_is_an_address_with_or_without_a_port() {
        for (setting, kept) in [
            ("192.0.2.53", Some("192.0.2.53:53")),
            ("127.0.0.1:5353", Some("127.0.0.1:5353")),
            ("2001:db8::1", Some("[2001:db8::1]:53")),
            ("[2001:db8::1]:5353", Some("[2001:db8::1]:5353")),
            ("dns.example.com", None),
        ] {
            assert_eq!(
                server(setting).ok().map(|a| a.to_string()).as_deref(),
                kept,
                "{setting}"
            );
        }
    }
}
