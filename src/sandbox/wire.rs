//! The connection below HTTP: a listener whose connections can be cut in the middle of an answer.
//!
//! An HTTP server library always answers, and answers whole. The faults that hurt most (no answer at all, half of
//! one) are therefore made one floor down: whoever handles a request may leave the connection its [`LastWords`],
//! and the next write sends those bytes, and nothing else, and fails; the library then closes the connection.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

/// What a connection sends before it is closed; as long as nothing is set, it works as usual.
#[derive(Clone, Default)]
pub(super) struct LastWords(Arc<Mutex<Option<Vec<u8>>>>);

impl LastWords {
    /// Sends these bytes in place of any answer, and closes the connection.
    pub(super) fn hang_up_after(&self, bytes: Vec<u8>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(bytes);
    }
}

impl Connected<IncomingStream<'_, Doorman>> for LastWords {
    fn connect_info(stream: IncomingStream<'_, Doorman>) -> Self {
        stream.io().last_words.clone()
    }
}

/// A TCP listener that hands out [`Line`]s.
pub(super) struct Doorman(pub(super) TcpListener);

impl Listener for Doorman {
    type Io = Line;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Line, SocketAddr) {
        let (stream, peer) = <TcpListener as Listener>::accept(&mut self.0).await;
        (Line { stream, last_words: LastWords::default() }, peer)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// One connection.
pub(super) struct Line {
    stream: TcpStream,
    last_words: LastWords,
}

impl AsyncRead for Line {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Line {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let Self { stream, last_words } = self.get_mut();
        let mut last_words = last_words.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(words) = last_words.as_mut() else {
            return Pin::new(stream).poll_write(cx, buf);
        };
        while !words.is_empty() {
            match ready!(Pin::new(&mut *stream).poll_write(cx, words)) {
                Ok(sent) if sent > 0 => drop(words.drain(..sent)),
                _ => break,
            }
        }
        Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()))
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(cx)
    }
}
