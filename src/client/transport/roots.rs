//! The certificates that servers are checked against: the system's, and those of a profile.
//!
//! A system trusts some 150 authorities, and a server needs one of them. Decoding and parsing all of them
//! costs several times as much as the whole call, so only those are read whose name the server's
//! certificates give as an issuer: the others could not end any chain of these. What decides is
//! webpki, as ever.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use memchr::memmem;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use webpki::EndEntityCert;

/// Where the system's certificates are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// A file with many of them.
    pub file: Option<PathBuf>,
    /// Folders with files of one or more.
    pub folders: Vec<PathBuf>,
}

impl Places {
    /// These, or if there are none, those where this system keeps them.
    fn or_usual(&self) -> Self {
        if *self != Self::default() {
            return self.clone();
        }
        let usual = openssl_probe::probe();
        Self { file: usual.cert_file, folders: usual.cert_dir }
    }
}

/// Checks servers against certificates in PEM form, of which those are decoded that are needed.
#[derive(Debug)]
pub(super) struct Roots {
    provider: Arc<CryptoProvider>,
    known: Mutex<Known>,
}

/// What is known so far.
#[derive(Debug)]
struct Known {
    /// The text of each file.
    files: Vec<Vec<u8>>,
    /// Folders that nobody has looked into yet: the file has the same certificates as a rule.
    folders: Vec<PathBuf>,
    /// Names that were looked for in the files.
    issuers: Vec<Vec<u8>>,
    roots: RootCertStore,
}

impl Roots {
    /// Reads the file, and beside it trusts these. `None`: there is nothing to check a server against.
    pub(super) fn new(provider: Arc<CryptoProvider>, places: &Places, extra: RootCertStore) -> Option<Self> {
        let Places { file, folders } = places.or_usual();
        let files = file.and_then(|file| std::fs::read(file).ok()).filter(|text| holds_certificate(text));
        let mut known =
            Known { files: files.into_iter().collect(), folders, issuers: Vec::new(), roots: extra };
        if known.files.is_empty() && known.roots.is_empty() {
            known.open_folders();
            if known.files.is_empty() {
                return None;
            }
        }
        Some(Self { provider, known: Mutex::new(known) })
    }

    /// Looks into the folders; `false` if that was done before.
    fn more(&self) -> bool {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).open_folders()
    }

    /// A verifier that knows every root with which a chain of these certificates may end.
    fn verifier(&self, chain: &[&CertificateDer<'_>]) -> Result<Arc<WebPkiServerVerifier>, Error> {
        let roots = self.known.lock().unwrap_or_else(PoisonError::into_inner).roots_of(chain);
        // With none at all.
        let unknown = |_| Error::InvalidCertificate(CertificateError::UnknownIssuer);
        WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&self.provider))
            .build()
            .map_err(unknown)
    }
}

impl Known {
    fn roots_of(&mut self, chain: &[&CertificateDer<'_>]) -> RootCertStore {
        let mut wanted: Vec<Vec<u8>> = Vec::new();
        // One that cannot be parsed ends no chain; webpki says what is wrong with it.
        for certificate in chain.iter().filter_map(|der| EndEntityCert::try_from(*der).ok()) {
            let issuer = certificate.issuer().to_vec();
            if !self.issuers.contains(&issuer) && !wanted.contains(&issuer) {
                wanted.push(issuer);
            }
        }
        let found = self.files.iter().flat_map(|text| naming(text, &wanted));
        self.roots.add_parsable_certificates(found);
        self.issuers.append(&mut wanted);
        self.roots.clone()
    }

    /// Takes in the files of the folders; `false` if there are no more.
    fn open_folders(&mut self) -> bool {
        if self.folders.is_empty() {
            return false;
        }
        let entries = self.folders.drain(..).filter_map(|folder| std::fs::read_dir(folder).ok()).flatten();
        let texts = entries.flatten().filter_map(|entry| std::fs::read(entry.path()).ok());
        self.files.extend(texts.filter(|text| holds_certificate(text)));
        self.issuers.clear();
        true
    }
}

impl ServerCertVerifier for Roots {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let chain: Vec<_> = std::iter::once(end_entity).chain(intermediates).collect();
        let verify = || {
            let verifier = self.verifier(&chain)?;
            verifier.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
        };
        match verify() {
            // Perhaps a newer one of the same name is there.
            Err(Error::InvalidCertificate(_)) if self.more() => verify(),
            verified => verified,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

const BEGIN: &[u8] = b"-----BEGIN CERTIFICATE-----";
const END: &[u8] = b"-----END CERTIFICATE-----";

/// Whether a text holds a certificate in PEM form.
fn holds_certificate(text: &[u8]) -> bool {
    memmem::find(text, BEGIN).is_some()
}

/// The certificates of a text in which one of these names stands: that of a root is its subject.
fn naming<'t>(text: &'t [u8], names: &[Vec<u8>]) -> impl Iterator<Item = CertificateDer<'static>> + use<'t> {
    let names: Vec<_> = names.iter().map(|name| memmem::Finder::new(name).into_owned()).collect();
    certificates(text).filter(move |der| names.iter().any(|name| name.find(der).is_some())).map(Into::into)
}

/// The certificates of a text in PEM form. What is damaged is left out.
fn certificates(text: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let mut rest = text;
    let mut digits = Vec::new();
    std::iter::from_fn(move || {
        loop {
            let body = &rest[memmem::find(rest, BEGIN)? + BEGIN.len()..];
            let length = memmem::find(body, END)?;
            rest = &body[length + END.len()..];
            digits.clear();
            body[..length].split(u8::is_ascii_whitespace).for_each(|line| digits.extend_from_slice(line));
            if let Ok(der) = STANDARD.decode(&digits) {
                return Some(der);
            }
        }
    })
}
