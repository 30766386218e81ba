//! A small proxy before several processes: whole connections in turn, past whoever does not answer.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::net::{TcpListener, TcpStream};

/// The proxy.
pub struct Proxy {
    /// Where it listens.
    pub base: String,
    carried: Arc<Mutex<Vec<usize>>>,
}

impl Proxy {
    /// In front of these, until the test ends.
    #[expect(clippy::disallowed_methods, reason = "it runs beside the test")]
    pub async fn before(bases: &[&str]) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let carried = Arc::new(Mutex::new(vec![0; bases.len()]));
        let houses: Arc<Vec<String>> =
            Arc::new(bases.iter().map(|base| base.trim_start_matches("http://").to_owned()).collect());
        let (turn, counts) = (AtomicUsize::new(0), Arc::clone(&carried));
        tokio::spawn(async move {
            while let Ok((phone, _)) = listener.accept().await {
                let first = turn.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(carry(phone, first, Arc::clone(&houses), Arc::clone(&counts)));
            }
        });
        Self { base, carried }
    }

    /// How many connections each of them got.
    pub fn carried(&self) -> Vec<usize> {
        self.carried.lock().unwrap().clone()
    }
}

async fn carry(
    mut phone: TcpStream,
    first: usize,
    houses: Arc<Vec<String>>,
    carried: Arc<Mutex<Vec<usize>>>,
) {
    for at in (first..first + houses.len()).map(|turn| turn % houses.len()) {
        if let Ok(mut house) = TcpStream::connect(&houses[at]).await {
            carried.lock().unwrap()[at] += 1;
            drop(tokio::io::copy_bidirectional(&mut phone, &mut house).await);
            return;
        }
    }
}
