//! A small HTTP/1.1 client: kept connections, whole answers, nothing that costs more than the server.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// One kept connection.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// An answer: status, validator and body.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The ETag, if there is one.
    pub etag: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

impl Connection {
    /// Connect.
    pub async fn to(address: &str) -> std::io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(16 * 1024) })
    }

    /// Send a request and read the whole answer.
    pub async fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &str,
        body: &str,
    ) -> std::io::Result<Answer> {
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: load\r\ncontent-type: application/json\r\n{headers}content-length: {}\r\n\r\n{body}",
            body.len()
        );
        self.stream.write_all(request.as_bytes()).await?;
        self.buffer.clear();
        loop {
            let mut chunk = [0_u8; 16 * 1024];
            let read = self.stream.read(&mut chunk).await?;
            if read == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            self.buffer.extend_from_slice(&chunk[..read]);
            if let Some(answer) = complete(&self.buffer) {
                return Ok(answer);
            }
        }
    }
}

fn complete(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let head = std::str::from_utf8(&bytes[..end]).ok()?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let member = |name: &str| {
        let named =
            |line: &&str| line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        head.lines().find(named).and_then(|line| line.get(name.len()..)).map(str::trim)
    };
    // An answer without a body (204, 304) says no length.
    let length: usize = member("content-length:").map_or(Some(0), |text| text.parse().ok())?;
    let etag = member("etag:").map(str::to_owned);
    (bytes.len() >= end + length).then(|| Answer { status, etag, body: bytes[end..end + length].to_vec() })
}
