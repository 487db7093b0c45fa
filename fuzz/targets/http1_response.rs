//! Any bytes as the answer of a server, read by the client that all calls use.

use meetctl::client::io::Limits;
use meetctl::client::transport::{Settings, Transport};
use meetctl::client::wire::{Encoded, Reach};
use std::cell::OnceCell;
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener};
use std::rc::Rc;
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};
use url::Url;

/// The cap on a decoded body.
const LARGEST: usize = 4 << 10;

struct World {
    runtime: Runtime,
    transport: Transport,
    url: Url,
    next: Sender<Vec<u8>>,
}

thread_local! {
    static WORLD: OnceCell<Rc<World>> = const { OnceCell::new() };
}

/// A server that gives each connection the next answer, once a request has begun.
fn world() -> Rc<World> {
    let make = || {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = Url::parse(&format!("http://{}/", listener.local_addr().unwrap())).unwrap();
        let (next, answers) = channel::<Vec<u8>>();
        std::thread::spawn(move || {
            for answer in answers {
                let Ok((mut stream, _)) = listener.accept() else { return };
                let _ = stream.read(&mut [0; 4096]);
                let _ = stream.write_all(&answer);
                let _ = stream.shutdown(Shutdown::Write);
                // Until the client has closed, so that no reset overtakes the answer.
                let _ = stream.set_read_timeout(Some(Duration::from_secs(5)));
                while matches!(stream.read(&mut [0; 4096]), Ok(1..)) {}
            }
        });
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        Rc::new(World { runtime, transport: Transport::new(Settings::default()), url, next })
    };
    WORLD.with(|world| Rc::clone(world.get_or_init(make)))
}

/// There is an answer within its limits, or an error that does not claim that nothing was sent.
pub fn run(data: &[u8]) {
    let world = world();
    world.next.send(data.to_vec()).unwrap();
    let request = Encoded {
        method: "GET",
        url: world.url.clone(),
        headers: vec![("x-a".into(), "b".into())],
        body: Vec::new(),
    };
    let second = Duration::from_secs(10);
    let limits = Limits { connect: second, total: second, silence: second, body: LARGEST };
    match world.runtime.block_on(world.transport.send(&request, limits)) {
        Ok(answer) => {
            assert!(answer.body.len() <= LARGEST && (100..1000).contains(&answer.status), "{answer:?}");
        }
        Err(broken) => {
            assert_eq!(broken.reach, Reach::MayHaveArrived, "{broken:?}");
            // What is made into a failure is escaped there; it must not be a flood here.
            assert!(broken.what.len() < 4_000, "{} bytes", broken.what.len());
        }
    }
}
