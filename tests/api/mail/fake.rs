//! A mail server on 127.0.0.1, without TLS: it knows one account, looks at every line as a strict server does, and answers a
//! mail as it was told to.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// One mail that was taken, or was not.
#[derive(Clone, Debug)]
pub struct Mail {
    /// From whom, on the envelope.
    pub from: String,
    /// To whom, on the envelope.
    pub to: String,
    /// Its head, line by line.
    pub head: Vec<String>,
    /// What it says.
    pub text: String,
    /// What the server answered.
    pub answered: u16,
}

impl Mail {
    /// A field of its head, as it stands there.
    pub fn field(&self, name: &str) -> String {
        let found: Vec<_> =
            self.head.iter().filter_map(|line| line.strip_prefix(&format!("{name}: "))).collect();
        assert_eq!(found.len(), 1, "{name} in {:?}", self.head);
        found[0].to_owned()
    }
}

#[derive(Default)]
struct State {
    script: VecDeque<u16>,
    mails: Vec<Mail>,
    complaints: Vec<String>,
}

/// The server.
#[derive(Clone, Default)]
pub struct Fake(Arc<Mutex<State>>);

impl Fake {
    /// On a port of its own, until the test ends: the server and how the house names it.
    #[expect(clippy::disallowed_methods, reason = "it runs beside the test")]
    pub async fn start() -> (Self, String) {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let url = format!("smtp://house:se%3Acret@{}", listener.local_addr().expect("an address"));
        let fake = Self::default();
        let service = fake.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(service.clone().serve(stream));
            }
        });
        (fake, url)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().expect("no panic inside")
    }

    /// What it answers to the next mails, one for each; after that 250.
    pub fn script(&self, answers: impl IntoIterator<Item = u16>) {
        self.state().script.extend(answers);
    }

    /// All mails that came in, whatever was answered. Nothing was wrong with any.
    pub fn mails(&self) -> Vec<Mail> {
        let state = self.state();
        assert_eq!(state.complaints, Vec::<String>::new());
        state.mails.clone()
    }

    /// The mails, as soon as there are `n`.
    pub async fn wait_for(&self, n: usize) -> Vec<Mail> {
        for _ in 0..1_000 {
            let mails = self.mails();
            if mails.len() >= n {
                return mails;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("{came} of {n} mails came", came = self.mails().len());
    }

    async fn serve(self, stream: TcpStream) {
        if let Err(complaint) = self.talk(BufReader::new(stream)).await {
            self.state().complaints.push(complaint);
        }
    }

    async fn talk(&self, mut stream: BufReader<TcpStream>) -> Result<(), String> {
        let (mut known, mut from, mut to) = (false, None, None);
        say(&mut stream, "220 mail.test ready").await?;
        while let Some(line) = line(&mut stream).await? {
            if line.starts_with("EHLO ") {
                say(&mut stream, "250-mail.test\r\n250-8BITMIME\r\n250 AUTH PLAIN").await?;
            } else if let Some(proof) = line.strip_prefix("AUTH PLAIN ") {
                let proof = STANDARD.decode(proof).map_err(|e| e.to_string())?;
                known = proof == b"\0house\0se:cret";
                say(&mut stream, if known { "235 welcome" } else { "535 who are you" }).await?;
            } else if let Some(sender) = line.strip_prefix("MAIL FROM:") {
                from = Some(address(sender)?);
                say(&mut stream, if known { "250 ok" } else { "530 sign in first" }).await?;
            } else if let Some(reader) = line.strip_prefix("RCPT TO:") {
                if to.is_some() {
                    return Err("two readers".to_owned());
                }
                to = Some(address(reader)?);
                say(&mut stream, "250 ok").await?;
            } else if line == "DATA" {
                let (from, to) = from.take().zip(to.take()).ok_or("DATA before MAIL and RCPT")?;
                say(&mut stream, "354 go on").await?;
                let answered = self.state().script.pop_front().unwrap_or(250);
                let mail = read(&mut stream, from, to, answered).await?;
                self.state().mails.push(mail);
                say(&mut stream, &format!("{answered} so it is")).await?;
            } else if line == "QUIT" {
                say(&mut stream, "221 bye").await?;
                return Ok(());
            } else if line == "RSET" {
                say(&mut stream, "250 ok").await?;
            } else {
                return Err(format!("what is {line:?}"));
            }
        }
        Ok(())
    }
}

/// `<a@b>` and what may follow it.
fn address(text: &str) -> Result<String, String> {
    let (address, _) = text.strip_prefix('<').and_then(|rest| rest.split_once('>')).ok_or(text)?;
    Ok(address.to_owned())
}

async fn say(stream: &mut BufReader<TcpStream>, text: &str) -> Result<(), String> {
    // Whoever does not wait for the last word is no fault.
    drop(stream.get_mut().write_all(format!("{text}\r\n").as_bytes()).await);
    Ok(())
}

async fn line(stream: &mut BufReader<TcpStream>) -> Result<Option<String>, String> {
    let mut line = String::new();
    if stream.read_line(&mut line).await.unwrap_or(0) == 0 {
        return Ok(None);
    }
    Ok(Some(line.strip_suffix("\r\n").ok_or("a line ends with CRLF")?.to_owned()))
}

async fn read(
    stream: &mut BufReader<TcpStream>,
    from: String,
    to: String,
    answered: u16,
) -> Result<Mail, String> {
    let mut lines = Vec::new();
    loop {
        let line = line(stream).await?.ok_or("it broke off")?;
        if line == "." {
            break;
        }
        lines.push(line);
    }
    let blank = lines.iter().position(String::is_empty).ok_or("no head")?;
    let body: String = lines[blank + 1..].concat();
    let text = STANDARD.decode(body.trim()).map_err(|e| format!("{e} in {body:?}"))?;
    let text = String::from_utf8(text).map_err(|e| e.to_string())?;
    Ok(Mail { from, to, head: lines[..blank].to_vec(), text, answered })
}
