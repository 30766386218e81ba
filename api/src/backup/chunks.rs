//! Sealing a stream in chunks (AES-256-GCM, after the STREAM construction of Hoang, Reyhanitabar,
//! Rogaway and Vizár 2015).
//!
//! The nonce of a chunk is its number and whether it is the last one, so a chunk that is changed,
//! moved, doubled or missing at the end does not open. Each file has a key of its own, made from the
//! backup key and the file's header, so numbers may start at zero in every file.

use std::io::{self, Read, Write};

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::hkdf;

/// Plain bytes in every chunk but the last.
pub(super) const CHUNK: usize = 64 * 1024;
/// Bytes that sealing adds to a chunk.
const TAG: usize = 16;

fn broken() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the backup is damaged")
}

/// The key of one file.
fn key(secret: &[u8], header: &[u8]) -> io::Result<LessSafeKey> {
    let salt = hkdf::Salt::new(hkdf::HKDF_SHA256, header);
    let info: [&[u8]; 1] = [b"engawa backup file"];
    let mut bytes = [0_u8; 32];
    let made = salt.extract(secret).expand(&info, hkdf::HKDF_SHA256).and_then(|okm| okm.fill(&mut bytes));
    let unbound = made.and_then(|()| UnboundKey::new(&AES_256_GCM, &bytes));
    zeroize::Zeroize::zeroize(&mut bytes);
    unbound.map(LessSafeKey::new).map_err(|_e| io::Error::other("no key"))
}

fn nonce(number: u64, last: bool) -> Nonce {
    let mut bytes = [0_u8; NONCE_LEN];
    let count = number.to_be_bytes();
    for (to, from) in bytes.iter_mut().skip(3).zip(count.iter().chain(&[u8::from(last)])) {
        *to = *from;
    }
    Nonce::assume_unique_for_key(bytes)
}

/// Seals what is written to it.
pub(super) struct Sealer<W> {
    out: W,
    key: LessSafeKey,
    header: Vec<u8>,
    number: u64,
    waiting: Vec<u8>,
}

impl<W: Write> Sealer<W> {
    /// Seal for a file with this header, which the caller has written.
    pub(super) fn new(out: W, secret: &[u8], header: &[u8]) -> io::Result<Self> {
        Ok(Self { out, key: key(secret, header)?, header: header.to_vec(), number: 0, waiting: Vec::new() })
    }

    fn chunk(&mut self, mut body: Vec<u8>, last: bool) -> io::Result<()> {
        self.key
            .seal_in_place_append_tag(nonce(self.number, last), Aad::from(&self.header), &mut body)
            .map_err(|_e| io::Error::other("sealing failed"))?;
        self.number = self.number.checked_add(1).ok_or_else(|| io::Error::other("too large"))?;
        self.out.write_all(&body)
    }

    /// Seal the last chunk. Without it the file does not open.
    pub(super) fn finish(mut self) -> io::Result<W> {
        let body = std::mem::take(&mut self.waiting);
        self.chunk(body, true)?;
        self.out.flush()?;
        Ok(self.out)
    }
}

impl<W: Write> Write for Sealer<W> {
    fn write(&mut self, plain: &[u8]) -> io::Result<usize> {
        self.waiting.extend_from_slice(plain);
        // A full chunk waits until there is more, because the last one is sealed differently.
        while self.waiting.len() > CHUNK {
            let rest = self.waiting.split_off(CHUNK);
            let body = std::mem::replace(&mut self.waiting, rest);
            self.chunk(body, false)?;
        }
        Ok(plain.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Opens what a [`Sealer`] sealed. Nothing of a chunk is given out before it is authenticated; whoever
/// needs all of it must read to the end, where it is known that nothing is missing.
pub(super) struct Opener<R> {
    from: R,
    key: LessSafeKey,
    header: Vec<u8>,
    number: u64,
    sealed: Vec<u8>,
    plain: io::Cursor<Vec<u8>>,
    ended: bool,
}

impl<R: Read> Opener<R> {
    /// Open the rest of a file whose header the caller has read.
    pub(super) fn new(from: R, secret: &[u8], header: &[u8]) -> io::Result<Self> {
        Ok(Self {
            from,
            key: key(secret, header)?,
            header: header.to_vec(),
            number: 0,
            sealed: Vec::new(),
            plain: io::Cursor::new(Vec::new()),
            ended: false,
        })
    }

    fn next(&mut self) -> io::Result<()> {
        // One byte more than a chunk tells whether this one is the last.
        let wanted = (CHUNK + TAG + 1).saturating_sub(self.sealed.len());
        let limit = u64::try_from(wanted).map_err(|_e| broken())?;
        self.from.by_ref().take(limit).read_to_end(&mut self.sealed)?;
        let last = self.sealed.len() <= CHUNK + TAG;
        let rest = if last { Vec::new() } else { self.sealed.split_off(CHUNK + TAG) };
        let mut body = std::mem::replace(&mut self.sealed, rest);
        let opened = self.key.open_in_place(nonce(self.number, last), Aad::from(&self.header), &mut body);
        let plain = opened.map_err(|_e| broken())?.len();
        body.truncate(plain);
        self.number = self.number.checked_add(1).ok_or_else(broken)?;
        self.ended = last;
        self.plain = io::Cursor::new(body);
        Ok(())
    }
}

impl<R: Read> Read for Opener<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.plain.read(into)?;
            if read > 0 || into.is_empty() || self.ended {
                return Ok(read);
            }
            self.next()?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: [u8; 32] = [7; 32];
    const HEADER: &[u8] = b"header";
    const SEALED: usize = CHUNK + TAG;

    fn seal(plain: &[u8]) -> Vec<u8> {
        let mut sealer = Sealer::new(Vec::new(), &SECRET, HEADER).unwrap();
        // In uneven pieces, as a pipe brings them.
        for piece in plain.chunks(10_007) {
            sealer.write_all(piece).unwrap();
        }
        sealer.finish().unwrap()
    }

    fn open(sealed: &[u8], secret: &[u8], header: &[u8]) -> io::Result<Vec<u8>> {
        let mut plain = Vec::new();
        Opener::new(sealed, secret, header)?.read_to_end(&mut plain)?;
        Ok(plain)
    }

    fn story(length: usize) -> Vec<u8> {
        (0..length).map(|at| u8::try_from(at * 31 % 251).unwrap()).collect()
    }

    fn refused(sealed: &[u8], what: &str) {
        let kind = open(sealed, &SECRET, HEADER).unwrap_err().kind();
        assert_eq!(kind, io::ErrorKind::InvalidData, "{what}");
    }

    #[test]
    fn what_was_sealed_opens_whatever_its_length() {
        for length in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 77] {
            let sealed = seal(&story(length));
            assert_eq!(open(&sealed, &SECRET, HEADER).unwrap(), story(length), "{length}");
            assert_eq!(sealed.len(), length + TAG * length.div_ceil(CHUNK).max(1), "{length}");
        }
    }

    #[test]
    fn a_changed_byte_is_noticed_wherever_it_is() {
        let sealed = seal(&story(2 * CHUNK + 50));
        let ends = [
            0,
            1,
            CHUNK - 1,
            CHUNK,
            SEALED - 1,
            SEALED,
            SEALED + CHUNK,
            2 * SEALED - 1,
            2 * SEALED,
            2 * SEALED + 49,
        ];
        let all = ends.into_iter().chain((0..sealed.len()).step_by(4_099)).chain([sealed.len() - 1]);
        for at in all {
            for bit in [0x01, 0x80] {
                let mut changed = sealed.clone();
                *changed.get_mut(at).unwrap() ^= bit;
                refused(&changed, &format!("byte {at}"));
            }
        }
    }

    #[test]
    fn a_missing_end_is_noticed_also_between_chunks() {
        let sealed = seal(&story(2 * CHUNK + 50));
        for length in
            [0, 1, TAG, SEALED - 1, SEALED, SEALED + 1, 2 * SEALED, 2 * SEALED + 1, sealed.len() - 1]
        {
            refused(sealed.get(..length).unwrap(), &format!("cut at {length}"));
        }
        let mut longer = sealed.clone();
        longer.push(0);
        refused(&longer, "one byte more");
        let twice = [sealed.clone(), sealed].concat();
        refused(&twice, "twice");
    }

    #[test]
    fn chunks_cannot_be_moved_doubled_or_taken_out() {
        let sealed = seal(&story(3 * CHUNK + 50));
        let chunks: Vec<&[u8]> = sealed.chunks(SEALED).collect();
        let put = |order: &[usize]| {
            order.iter().filter_map(|at| chunks.get(*at).copied()).collect::<Vec<_>>().concat()
        };
        assert!(open(&put(&[0, 1, 2, 3]), &SECRET, HEADER).is_ok());
        for order in [
            &[1, 0, 2, 3][..],
            &[0, 2, 1, 3],
            &[0, 0, 1, 2, 3],
            &[0, 1, 3],
            &[1, 2, 3],
            &[0, 1, 2, 2, 3],
            &[0, 1, 2],
            &[3],
        ] {
            refused(&put(order), &format!("{order:?}"));
        }
    }

    #[test]
    fn another_key_another_header_or_another_file_open_nothing() {
        let sealed = seal(&story(100));
        assert!(open(&sealed, &[8; 32], HEADER).is_err());
        assert!(open(&sealed, &SECRET, b"Header").is_err());
        let mut other = Sealer::new(Vec::new(), &SECRET, b"other").unwrap();
        other.write_all(&story(2 * CHUNK)).unwrap();
        let other = other.finish().unwrap();
        let mine = seal(&story(2 * CHUNK));
        let mixed = [mine.get(..SEALED).unwrap(), other.get(SEALED..).unwrap()].concat();
        refused(&mixed, "chunks of two files");
    }
}
