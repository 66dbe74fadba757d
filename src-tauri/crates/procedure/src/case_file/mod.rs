//! The case file `choujian-case/1`: what other programs write and the command line reads.

mod json;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use crate::answer::{AnswerProblem, Answers, Problems, unprintable};
use crate::assessment::Case;
use crate::entry::clip;
use crate::template::{Library, Procedure, nearest};

pub use json::{MOST_DEPTH, MOST_VALUES};

/// Name and version of the format.
pub const FORMAT: &str = "choujian-case/1";

/// Most bytes of a case file; a case of 10,000 flats needs about 3 MB.
pub const MOST_BYTES: usize = 32 * 1024 * 1024;

/// The text of a file that another program wrote: UTF-8 with or without a byte order mark, or UTF-16 of either order
/// with one, as PowerShell writes it.
///
/// # Errors
/// `case.not-utf8` with the place of the first byte that does not fit, `case.not-utf16`, `case.utf32`.
pub fn decode(bytes: Vec<u8>) -> Result<String, AnswerProblem> {
    let refuse = |code, message: String| Err(problem(code, "", message));
    match bytes.as_slice() {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => {
            refuse("case.utf32", "这是 UTF-32 编码的文件，请另存为 UTF-8".to_owned())
        }
        [0xff, 0xfe, units @ ..] => utf16(units, u16::from_le_bytes),
        [0xfe, 0xff, units @ ..] => utf16(units, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, text @ ..] => decode(text.to_vec()),
        _ => String::from_utf8(bytes).or_else(|error| {
            let at = error.utf8_error().valid_up_to() + 1;
            let message = format!("不是 UTF-8 编码（第{at}个字节起），也没有 UTF-16 的标记，请另存为 UTF-8");
            refuse("case.not-utf8", message)
        }),
    }
}

/// UTF-16 after its mark.
fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, AnswerProblem> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| unit(*pair));
    let mut text = String::with_capacity(bytes.len());
    for (index, letter) in char::decode_utf16(units).enumerate() {
        let letter = letter.map_err(|_| {
            let message = format!("UTF-16 编码有误（第{}个字符），文件可能已损坏，请重新保存", index + 1);
            problem("case.not-utf16", "", message)
        })?;
        text.push(letter);
    }
    if !rest.is_empty() {
        let message = "UTF-16 编码的文件应有偶数个字节，最后一个字节不完整，文件可能已损坏，请重新保存";
        return Err(problem("case.not-utf16", "", message.to_owned()));
    }
    Ok(text)
}

/// A case file, its answers not yet read against a procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseFile {
    /// [`FORMAT`].
    pub format: String,
    /// Slug of the procedure.
    pub procedure: String,
    /// Title of the case, for lists; optional.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Answers by field.
    pub answers: Map<String, Json>,
    /// Reasons for overridden warnings, by rule id without slug.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub overrides: BTreeMap<String, String>,
}

/// A case file read against its procedure.
#[derive(Debug)]
pub struct Loaded {
    /// The procedure that the file names.
    pub procedure: Arc<Procedure>,
    /// Answers and reasons for overridden warnings.
    pub case: Case,
    /// Title of the file, or the one that follows from the answers.
    pub title: String,
    /// The file as it was written.
    pub file: CaseFile,
}

/// The text of a file of at most `most` bytes, in one of the encodings of [`decode`].
///
/// # Errors
/// `case.too-large`, and as [`decode`].
pub fn text_of(bytes: Vec<u8>, most: usize) -> Result<String, AnswerProblem> {
    if bytes.len() > most {
        let message = format!("文件超过 {} MB 的上限", most >> 20);
        return Err(problem("case.too-large", "", message));
    }
    decode(bytes)
}

/// Reads the text of a case file against the procedure that it names.
///
/// # Errors
/// Every problem of the outer form and of the answers at once; nothing is read in part.
pub fn load(library: &Library, text: &str) -> Result<Loaded, Problems> {
    let (file, mut problems) = CaseFile::read(text)?;
    let Some(procedure) = library.procedure(&file.procedure) else {
        if let Some(broken) = library.why_broken(&file.procedure) {
            let mistakes = broken.mistakes.iter();
            problems.extend(mistakes.map(|mistake| {
                let message = format!("事项“{}”的模板有错误，不能使用：{mistake}", broken.short);
                problem("case.broken-procedure", "procedure", message)
            }));
        } else if !file.procedure.is_empty() {
            let known: Vec<&str> = library.procedures().map(|procedure| procedure.slug()).collect();
            let message = format!("没有事项“{}”，现有：{}", clip(&file.procedure), known.join("、"));
            problems.push(problem("case.unknown-procedure", "procedure", message));
        }
        return Err(problems);
    };
    problems.extend(procedure.override_problems(&file.overrides));
    match Answers::read(procedure, &file.answers) {
        Ok(answers) if problems.is_empty() => {
            let title =
                if file.title.is_empty() { procedure.case_title(&answers) } else { file.title.clone() };
            let case = Case { answers, overrides: file.overrides.clone() };
            Ok(Loaded { procedure: Arc::clone(procedure), case, title, file })
        }
        Ok(_) => Err(problems),
        Err(unreadable) => {
            problems.append(unreadable);
            Err(problems)
        }
    }
}

fn problem(code: &'static str, path: &str, message: String) -> AnswerProblem {
    AnswerProblem { code, path: path.to_owned(), message }
}

impl CaseFile {
    /// A case file of the current format.
    #[must_use]
    pub fn new(procedure: &str, answers: Map<String, Json>) -> Self {
        Self {
            format: FORMAT.to_owned(),
            procedure: procedure.to_owned(),
            title: String::new(),
            answers,
            overrides: BTreeMap::new(),
        }
    }

    /// Reads the text of a case file; a byte order mark is passed over.
    ///
    /// # Errors
    /// Every problem of its outer form: not JSON (with line and column), a key that stands twice, missing or unknown keys,
    /// another format, more than [`MOST_BYTES`], [`MOST_VALUES`] or [`MOST_DEPTH`].
    pub fn parse(text: &str) -> Result<Self, Problems> {
        let (file, problems) = Self::read(text)?;
        if problems.is_empty() { Ok(file) } else { Err(problems) }
    }

    /// What can be read of the outer form, and all that is wrong with it. Fails where there is nothing to read.
    fn read(text: &str) -> Result<(Self, Problems), Problems> {
        if text.len() > MOST_BYTES {
            let message = format!("文件超过 {} MB 的上限", MOST_BYTES >> 20);
            return Err(problem("case.too-large", "", message).into());
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let (root, mut problems) = json::read(text)?;
        let Json::Object(mut root) = root else {
            return Err(problem("case.not-object", "", "案卷文件应是一个 JSON 对象 {…}".to_owned()).into());
        };
        let known = ["format", "procedure", "title", "answers", "overrides"];
        for key in root.keys().filter(|key| !known.contains(&key.as_str())) {
            let hint = nearest(key, known.into_iter())
                .map_or_else(String::new, |near| format!("，最接近的是“{near}”"));
            let key = clip(key);
            problems.push(problem("case.unknown-key", &key, format!("不认识的键“{key}”{hint}")));
        }
        let mut text_of = |key: &str, required: bool| match root.remove(key) {
            Some(Json::String(text)) => text,
            None if !required => String::new(),
            None => {
                problems.push(problem("case.missing-key", key, format!("缺少“{key}”")));
                String::new()
            }
            Some(_) => {
                problems.push(problem("case.wrong-form", key, format!("“{key}”应为文字")));
                String::new()
            }
        };
        let format = text_of("format", true);
        let procedure = text_of("procedure", true);
        let title = text_of("title", false);
        if !format.is_empty() && format != FORMAT {
            let message = format!("文件格式是“{}”，本程序能读的是“{FORMAT}”", clip(&format));
            problems.push(problem("case.format", "format", message));
        }
        if let Some(reason) = unprintable(&title, false) {
            problems.push(problem("case.control-character", "title", format!("“title”{reason}")));
        }
        let answers = match root.remove("answers") {
            Some(Json::Object(answers)) => answers,
            Some(_) => {
                problems.push(problem(
                    "case.wrong-form",
                    "answers",
                    "“answers”应为对象 {字段: 答案}".to_owned(),
                ));
                Map::new()
            }
            None => {
                problems.push(problem("case.missing-key", "answers", "缺少“answers”".to_owned()));
                Map::new()
            }
        };
        let overrides = match root.remove("overrides").map(serde_json::from_value::<BTreeMap<String, String>>)
        {
            None => BTreeMap::new(),
            Some(Ok(overrides)) => overrides,
            Some(Err(_)) => {
                let message = "“overrides”应为对象 {规则: 书面理由}".to_owned();
                problems.push(problem("case.wrong-form", "overrides", message));
                BTreeMap::new()
            }
        };
        for (rule, reason) in &overrides {
            if let Some(reason) = unprintable(reason, true) {
                let path = format!("overrides.{}", clip(rule));
                problems.push(problem("case.control-character", &path, format!("书面理由{reason}")));
            }
        }
        Ok((Self { format, procedure, title, answers, overrides }, problems))
    }

    /// The text of the file.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}
