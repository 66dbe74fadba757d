//! Which encoding a text file is in. GB 18030 gives a letter for nearly any two bytes, so that a text in another
//! encoding would come out as rare words: what is not written in the words that people use is not taken for it.

use std::borrow::Cow;

use encoding_rs::{BIG5, Encoding, GB18030, SHIFT_JIS};

use crate::error::WorkbookError;

pub(super) fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, WorkbookError> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let (text, wrong) = encoding.decode_without_bom_handling(&bytes[length..]);
        return if wrong { Err(unknown(encoding.name())) } else { Ok(text) };
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    let (text, wrong) = GB18030.decode_without_bom_handling(bytes);
    if wrong || !is_plausible(bytes) {
        return Err(unknown(likely(bytes)));
    }
    Ok(text)
}

fn unknown(likely: &str) -> WorkbookError {
    let message = format!(
        "文本的编码看来不是 UTF-8 或 GB18030（可能是 {likely}），照这样读会变成乱码，没有读取；请用原来的程序打开，确认文字正常后另存为 .xlsx 或者 UTF-8 编码的 .csv 再导入"
    );
    WorkbookError::new("workbook.encoding", message)
}

/// What the pairs of bytes of a text are in GB 18030.
struct Pairs {
    all: usize,
    /// Words beyond GB 2312, and its rows of kana, Greek, Russian, Zhuyin and lines.
    rare: usize,
    /// The common words of Big5.
    common_in_big5: usize,
}

impl Pairs {
    fn of(bytes: &[u8]) -> Self {
        let mut pairs = Self { all: 0, rare: 0, common_in_big5: 0 };
        let mut rest = bytes;
        while let [first, tail @ ..] = rest {
            rest = tail;
            if *first < 0x80 {
                continue;
            }
            match tail {
                // Four bytes: a rare word, but no other encoding hits upon them.
                [b'0'..=b'9', _, _, after @ ..] => rest = after,
                [second, after @ ..] => {
                    pairs.all += 1;
                    let common = matches!((first, second), (0xa1..=0xa3 | 0xb0..=0xf7, 0xa1..=0xfe));
                    pairs.rare += usize::from(!common);
                    let big5 = matches!((first, second), (0xa4..=0xc6, 0x40..=0x7e | 0xa1..=0xfe));
                    pairs.common_in_big5 += usize::from(big5);
                    rest = after;
                }
                [] => pairs.rare += 1,
            }
        }
        pairs
    }
}

/// In texts of the mainland one word in some hundred is beyond GB 2312. Where one in four is, it is another encoding; and
/// where all would be common words of Big5, already one in twelve.
fn is_plausible(bytes: &[u8]) -> bool {
    let pairs = Pairs::of(bytes);
    let big5 = pairs.common_in_big5 * 10 >= pairs.all * 9;
    pairs.rare * 4 <= pairs.all && !(big5 && pairs.rare * 12 > pairs.all)
}

/// The encoding that the text may be in, for the message.
fn likely(bytes: &[u8]) -> &'static str {
    if String::from_utf8_lossy(bytes).chars().filter(|letter| *letter == '\u{fffd}').count() * 50
        < bytes.len()
    {
        let foreign = bytes.iter().filter(|byte| **byte >= 0x80).count();
        if foreign * 3 > bytes.len() {
            return "损坏的 UTF-8";
        }
    }
    // How many of the letters are words.
    let words = |encoding: &'static Encoding| {
        let (text, wrong) = encoding.decode_without_bom_handling(bytes);
        let foreign = text.chars().filter(|letter| !letter.is_ascii()).count();
        let words = text.chars().filter(|letter| ('\u{4e00}'..='\u{9fff}').contains(letter)).count();
        !wrong && foreign > 0 && words * 2 > foreign
    };
    let foreign = bytes.iter().filter(|byte| **byte >= 0x80).count();
    if words(BIG5) && foreign * 4 > bytes.len() {
        "Big5（繁体）"
    } else if words(SHIFT_JIS) && foreign * 4 > bytes.len() {
        "Shift_JIS（日文）"
    } else {
        "Windows-1252 等西文编码"
    }
}

#[cfg(test)]
mod tests {
    use super::decoded;
    use encoding_rs::{BIG5, GB18030, WINDOWS_1252};

    fn refusal(bytes: &[u8]) -> String {
        decoded(bytes).err().map_or_else(String::new, |error| error.message)
    }

    #[test]
    fn big5_and_western_texts_are_told_and_never_read_as_rare_words() {
        let (big5, _, _) = BIG5.encode("房號,樓棟,戶型,面積\n101,甲棟,一房一廳,35.5\n");
        assert!(refusal(&big5).contains("Big5"), "{}", refusal(&big5));
        let (short, _, _) = BIG5.encode("房號,樓棟\n");
        assert!(refusal(&short).contains("Big5"), "{}", refusal(&short));
        let (western, _, _) = WINDOWS_1252.encode("Unit,Résidence,Größe\n101,Château d’eau,35\n");
        assert!(refusal(&western).contains("1252"), "{}", refusal(&western));
        let broken = ["房号,楼栋\n101,甲".as_bytes(), &[0xe6, b'\n']].concat();
        assert!(refusal(&broken).contains("UTF-8"), "{}", refusal(&broken));
    }

    #[test]
    fn rare_words_in_gb18030_are_read() {
        let text = "房号,姓名,户型,朝向\n101,朱镕,一房一厅,朝南\n102,𠮷㙍,一房一厅,朝北\n103,喆、玥、堃,两房一厅,朝东\n";
        let (bytes, _, _) = GB18030.encode(text);
        assert_eq!(decoded(&bytes).map(std::borrow::Cow::into_owned), Ok(text.to_owned()));
    }
}
