//! The certificates that servers are checked against: the system's, and those of a profile.
//!
//! A system trusts some 150 authorities, and a server needs one of them. Decoding and parsing all of them
//! costs several times as much as the whole call, so only those are read whose name the server's
//! certificates give as an issuer: the others could not end any chain of these. What decides is
//! webpki, as ever.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
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

/// The certificates of a text in which one of these names stands: that of a root is its subject. They
/// are searched as they are written, and only those that are found are decoded.
fn naming<'t>(text: &'t [u8], names: &[Vec<u8>]) -> impl Iterator<Item = CertificateDer<'static>> + use<'t> {
    let finders: Vec<_> = names
        .iter()
        .flat_map(|name| spellings(name))
        .map(|text| memmem::Finder::new(&text).into_owned())
        .collect();
    let (begin, end) = (memmem::Finder::new(BEGIN), memmem::Finder::new(END));
    let mut rest = text;
    let mut digits = Vec::new();
    std::iter::from_fn(move || {
        loop {
            let body = &rest[begin.find(rest)? + BEGIN.len()..];
            let length = end.find(body)?;
            rest = &body[length + END.len()..];
            digits.clear();
            body[..length].split(|byte| *byte == b'\n').for_each(|line| digits.extend(line.trim_ascii()));
            if finders.iter().any(|finder| finder.find(&digits).is_some())
                && let Ok(der) = STANDARD.decode(&digits)
            {
                return Some(der.into());
            }
        }
    })
}

/// How bytes look in base64, wherever they stand: one form for each place in a group of three, without the
/// digits that depend on what stands beside.
fn spellings(bytes: &[u8]) -> [String; 3] {
    [0, 1, 2].map(|before| {
        let mut text = STANDARD_NO_PAD.encode([&[0; 2][..before], bytes].concat());
        text.truncate((before + bytes.len()) * 8 / 6);
        text.split_off((before * 8).div_ceil(6).min(text.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pem(der: &[u8], end: &str) -> String {
        let digits = STANDARD.encode(der);
        let lines: Vec<&str> =
            digits.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
        ["-----BEGIN CERTIFICATE-----", &lines.join(end), "-----END CERTIFICATE-----", ""].join(end)
    }

    proptest! {
        /// Wherever a name stands in a certificate, it is found; and what is found is decoded whole.
        #[test]
        fn a_name_is_found_wherever_it_stands(
            before in prop::collection::vec(any::<u8>(), 0..100),
            name in prop::collection::vec(any::<u8>(), 8..60),
            after in prop::collection::vec(any::<u8>(), 0..100),
            dos: bool,
        ) {
            let der = [&before[..], &name, &after].concat();
            let text = format!("# notes\n{}{}", pem(b"another one", "\n"), pem(&der, if dos { "\r\n" } else { "\n" }));
            let found: Vec<_> = naming(text.as_bytes(), &[name]).collect();
            prop_assert_eq!(found, [CertificateDer::from(der)]);
        }

        #[test]
        fn no_text_is_too_odd(text in prop::collection::vec(any::<u8>(), 0..200), name in prop::collection::vec(any::<u8>(), 0..4)) {
            naming(&text, &[name]).for_each(drop);
        }
    }
}
