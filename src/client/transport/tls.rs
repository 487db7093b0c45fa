//! TLS: whom we trust, and who we are.

use super::roots::Roots;
use super::{Settings, not_sent};
use crate::client::wire::Broken;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore};
use std::sync::Arc;

/// How servers are checked, and who we are to them.
pub(super) fn config(settings: &Settings, identified: bool) -> Result<ClientConfig, Broken> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut extra = RootCertStore::empty();
    if let Some(path) = &settings.ca_file {
        let shown = path.display();
        let pem = std::fs::read(path)
            .map_err(|e| not_sent(tr!("cannot read the CA certificates in {shown}: {e}", shown, e)))?;
        let mut certificates = CertificateDer::pem_slice_iter(&pem).map_while(Result::ok).peekable();
        if certificates.peek().is_none() {
            return Err(not_sent(tr!("{shown} holds no certificate in PEM form", shown))
                .hint(tr!("`ca_file` is a text file with lines like -----BEGIN CERTIFICATE-----")));
        }
        certificates
            .try_for_each(|certificate| extra.add(certificate))
            .map_err(|_| not_sent(tr!("{file} holds a certificate that cannot be used", file = shown)))?;
    }
    let roots = Roots::new(Arc::clone(&provider), &settings.system_ca, extra).ok_or_else(|| {
        not_sent(tr!("cannot load the system's CA certificates"))
            .hint(tr!("install the ca-certificates package, or name a PEM file in SSL_CERT_FILE"))
    })?;
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| not_sent(tr!("cannot start: {error}", error)))?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(roots));
    let Some(pem) = settings.identity.as_ref().filter(|_| identified) else {
        return Ok(config.with_no_client_auth());
    };
    let pem = pem.expose().as_bytes();
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    let key = PrivateKeyDer::from_pem_slice(pem);
    let both = chain.ok().filter(|chain| !chain.is_empty()).zip(key.ok());
    both.and_then(|(chain, key)| config.with_client_auth_cert(chain, key).ok()).ok_or_else(|| {
        not_sent(tr!("the client certificate and its key cannot be used"))
            .hint(tr!("`client_cert` and `client_key` are files in PEM form, the key without a password"))
    })
}
