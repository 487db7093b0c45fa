//! TLS: whom we trust, and who we are.

#[cfg(not(any(windows, target_vendor = "apple")))]
use super::roots::Roots;
use super::{Settings, not_sent};
use crate::client::wire::Broken;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore};
use std::sync::Arc;

/// How servers are checked, and who we are to them.
pub(super) fn config(settings: &Settings, identified: bool) -> Result<ClientConfig, Broken> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let (mut extra, mut own) = (RootCertStore::empty(), Vec::new());
    if let Some(path) = &settings.ca_file {
        let shown = path.display();
        let pem = std::fs::read(path)
            .map_err(|e| not_sent(tr!("cannot read the CA certificates in {shown}: {e}", shown, e)))?;
        let unusable = || not_sent(tr!("{file} holds a certificate that cannot be used", file = shown));
        let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&pem).collect();
        let certificates = certificates.map_err(|_| unusable())?;
        if certificates.is_empty() {
            return Err(not_sent(tr!("{shown} holds no certificate in PEM form", shown))
                .hint(tr!("`ca_file` is a text file with lines like -----BEGIN CERTIFICATE-----")));
        }
        for certificate in certificates {
            extra.add(certificate.clone()).map_err(|_| unusable())?;
            own.push(certificate);
        }
    }
    let verifier = verifier(&provider, settings, extra, own).ok_or_else(|| {
        not_sent(tr!("cannot load the system's CA certificates"))
            .hint(tr!("install the ca-certificates package, or name a PEM file in SSL_CERT_FILE"))
    })?;
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| not_sent(tr!("cannot start: {error}", error)))?
        .dangerous()
        .with_custom_certificate_verifier(verifier);
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

/// Checks servers against the system's certificates and a profile's own. `None`: there are none at all.
#[cfg(not(any(windows, target_vendor = "apple")))]
fn verifier(
    provider: &Arc<CryptoProvider>,
    settings: &Settings,
    extra: RootCertStore,
    _: Vec<CertificateDer<'static>>,
) -> Option<Arc<dyn ServerCertVerifier>> {
    Some(Arc::new(Roots::new(Arc::clone(provider), &settings.system_ca, extra)?))
}

/// The same where certificates are no files: the system itself is asked.
#[cfg(any(windows, target_vendor = "apple"))]
fn verifier(
    provider: &Arc<CryptoProvider>,
    _: &Settings,
    _: RootCertStore,
    own: Vec<CertificateDer<'static>>,
) -> Option<Arc<dyn ServerCertVerifier>> {
    let verifier = rustls_platform_verifier::Verifier::new_with_extra_roots(own, Arc::clone(provider));
    Some(Arc::new(verifier.ok()?))
}
