//! Objects of a PDF as text (ISO 32000-1, 7.3).

use std::io::Write as _;

use lopdf::{Dictionary, Object, StringFormat};

/// Adds an object. A stream is left out: it stands by itself, see `save`.
pub(super) fn write(object: &Object, out: &mut Vec<u8>) {
    // Writing to a Vec cannot fail.
    let _ = match object {
        Object::Null | Object::Stream(_) => out.write_all(b"null"),
        Object::Boolean(value) => write!(out, "{value}"),
        Object::Integer(value) => write!(out, "{value}"),
        Object::Real(value) => write!(out, "{value}"),
        Object::Reference((number, generation)) => write!(out, "{number} {generation} R"),
        Object::Name(name_) => {
            name(name_, out);
            Ok(())
        }
        Object::String(bytes, format) => {
            string(bytes, *format, out);
            Ok(())
        }
        Object::Array(items) => {
            out.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(b' ');
                }
                write(item, out);
            }
            out.push(b']');
            Ok(())
        }
        Object::Dictionary(entries) => {
            dictionary(entries, out);
            Ok(())
        }
    };
}

/// Adds a dictionary.
pub(super) fn dictionary(entries: &Dictionary, out: &mut Vec<u8>) {
    out.extend_from_slice(b"<<");
    for (key, value) in entries.iter() {
        name(key, out);
        out.push(b' ');
        write(value, out);
    }
    out.extend_from_slice(b">>");
}

/// Adds a name; what is no regular character is written by its code (7.3.5).
fn name(bytes: &[u8], out: &mut Vec<u8>) {
    out.push(b'/');
    for byte in bytes {
        let regular = byte.is_ascii_graphic() && !b"#()<>[]{}/%".contains(byte);
        if regular {
            out.push(*byte);
        } else {
            let _ = write!(out, "#{byte:02X}");
        }
    }
}

fn string(bytes: &[u8], format: StringFormat, out: &mut Vec<u8>) {
    match format {
        StringFormat::Hexadecimal => {
            out.push(b'<');
            hexadecimal(bytes, out);
            out.push(b'>');
        }
        StringFormat::Literal => {
            out.push(b'(');
            for byte in bytes {
                match byte {
                    b'(' | b')' | b'\\' => out.extend([b'\\', *byte]),
                    b'\r' => out.extend_from_slice(b"\\r"),
                    _ => out.push(*byte),
                }
            }
            out.push(b')');
        }
    }
}

/// Adds each byte as two digits.
pub(super) fn hexadecimal(bytes: &[u8], out: &mut Vec<u8>) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in bytes {
        out.extend([DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use lopdf::dictionary;

    use super::*;

    fn written(object: &Object) -> String {
        let mut out = Vec::new();
        write(object, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn objects_are_written_as_the_standard_says() {
        let entries = dictionary! {
            "Type" => "Page",
            "Parent" => (3, 0),
            "Box" => vec![0.into(), Object::Real(595.28), Object::Null, true.into()],
        };
        assert_eq!(
            written(&Object::Dictionary(entries)),
            "<</Type /Page/Parent 3 0 R/Box [0 595.28 null true]>>"
        );
    }

    #[test]
    fn marks_of_the_syntax_are_kept_apart_from_text() {
        assert_eq!(written(&Object::string_literal("a(b)\\\r")), r"(a\(b\)\\\r)");
        assert_eq!(written(&Object::Name(b"A B#/\xE4".to_vec())), "/A#20B#23#2F#E4");
        assert_eq!(written(&Object::String(vec![0xFE, 0xFF, 0x4E], StringFormat::Hexadecimal)), "<FEFF4E>");
    }
}
