//! Files: whole ones of every kind, and ones that only look so.

use data_encoding::BASE64;

/// The smallest picture.
pub fn png() -> Vec<u8> {
    BASE64
        .decode(
            b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
        )
        .unwrap()
}

/// The same with a remark inside.
pub fn png_saying(remark: &[u8]) -> Vec<u8> {
    let plain = png();
    let (head, rest) = plain.split_at(33);
    let length = u32::try_from(remark.len()).unwrap().to_be_bytes();
    [head, &length, b"prVt", remark, &[0; 4], rest].concat()
}

/// The same of a certain size.
pub fn png_of(size: usize) -> Vec<u8> {
    let file = png_saying(&vec![b'.'; size - png().len() - 12]);
    assert_eq!(file.len(), size);
    file
}

/// A photograph, with a remark inside.
pub fn jpeg_saying(remark: &[u8]) -> Vec<u8> {
    let length = u16::try_from(remark.len() + 2).unwrap().to_be_bytes();
    let parts: [&[u8]; 10] = [
        &[0xff, 0xd8],
        &[0xff, 0xfe],
        &length,
        remark,
        &[0xff, 0xc0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0],
        &[0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0],
        // Data with a stuffed byte and a restart in it.
        &[0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56],
        &[0xff, 0xff],
        &[0xd9],
        &[],
    ];
    parts.concat()
}

/// A photograph.
pub fn jpeg() -> Vec<u8> {
    jpeg_saying(b"-")
}

/// A picture.
pub fn webp() -> Vec<u8> {
    let picture = [&b"WEBPVP8L"[..], &5_u32.to_le_bytes(), &[0x2f, 0, 0, 0, 0, 0]].concat();
    [&b"RIFF"[..], &u32::try_from(picture.len()).unwrap().to_le_bytes(), &picture].concat()
}

/// A document, with something inside.
pub fn pdf_with(inside: &str) -> Vec<u8> {
    let body = format!(
        "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R {inside} >>\nendobj\n\
         2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
    );
    let at = body.len();
    format!(
        "{body}xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Root 1 0 R /Size 3 >>\nstartxref\n{at}\n%%EOF\n"
    )
    .into_bytes()
}

/// A document.
pub fn pdf() -> Vec<u8> {
    pdf_with("")
}

/// An archive with nothing in it.
pub fn zip() -> Vec<u8> {
    [&b"PK\x05\x06"[..], &[0; 18]].concat()
}

/// What is not taken, and why.
pub fn wrong() -> Vec<(&'static str, Vec<u8>)> {
    let cut = |mut file: Vec<u8>| {
        file.truncate(file.len() - 1);
        file
    };
    let joined = |parts: [Vec<u8>; 2]| parts.concat();
    let page = b"<!DOCTYPE html><html><script>alert(1)</script></html>".to_vec();
    vec![
        ("text that calls itself certificate.pdf", b"certificate.pdf\nhello".to_vec()),
        ("only the first bytes of a PDF", b"%PDF-1.7\n".to_vec()),
        ("only the first bytes of a PNG", b"\x89PNG\r\n\x1a\n".to_vec()),
        ("only the first bytes of a JPEG", vec![0xff, 0xd8, 0xff, 0xe0]),
        ("only the first bytes of a WebP", b"RIFF\x04\0\0\0WEBP".to_vec()),
        ("a PNG that breaks off", cut(png())),
        ("a JPEG that breaks off", cut(jpeg())),
        ("a WebP that breaks off", cut(webp())),
        ("a PDF that breaks off", pdf().into_iter().take(60).collect()),
        ("a PDF that does not begin at its beginning", joined([b"\n".to_vec(), pdf()])),
        ("a PNG with an archive behind it", joined([png(), zip()])),
        ("a PNG with an archive inside it", png_saying(&zip())),
        ("a PNG with a page inside it", png_saying(&page)),
        ("a JPEG that is a PDF as well", jpeg_saying(b"\n%PDF-1.4\n")),
        ("a JPEG that is a page as well", jpeg_saying(&page)),
        ("a JPEG with a page behind it", joined([jpeg(), page.clone()])),
        ("a JPEG with an archive behind it", joined([jpeg(), b"PK\x03\x04".to_vec()])),
        ("a PDF with an archive behind it", joined([pdf(), zip()])),
        ("a PDF that is a page as well", pdf_with("<html><script>")),
        ("a PDF that runs something", pdf_with("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>")),
        ("a PDF that starts something", pdf_with("/OpenAction << /S /Launch /F (cmd.exe) >>")),
        ("a picture of another kind", b"GIF89a\x01\0\x01\0\0\0\0;".to_vec()),
        ("a page", page),
        ("a program", b"\x7fELF\x02\x01\x01".to_vec()),
        ("a drawing that can run", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec()),
        ("an archive", b"PK\x03\x04".to_vec()),
    ]
}
