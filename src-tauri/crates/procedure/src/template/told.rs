//! Errors of the TOML reader in words that say what to do.

use super::reader::nearest;

/// An error told.
pub(super) struct Told {
    pub code: &'static str,
    pub name: String,
    pub message: String,
}

/// Tells one error by the words of the reader, which it gives in English and without a code.
pub(super) fn told(words: &str) -> Told {
    let quoted: Vec<&str> = words.split('`').skip(1).step_by(2).collect();
    let (name, known) = quoted.split_first().map_or(("", &[] as &[&str]), |(name, known)| (*name, known));
    let hint = nearest(name, known.iter().copied()).map_or_else(
        || if known.is_empty() { String::new() } else { format!("，可写的有：{}", known.join("、")) },
        |near| format!("，是否想写“{near}”？"),
    );
    let (code, message) = if words.starts_with("unknown field") {
        ("template.unknown-key", format!("不认识的键“{name}”{hint}"))
    } else if words.starts_with("missing field") {
        ("template.missing-key", format!("缺少“{name}”"))
    } else if words.starts_with("unknown variant") {
        ("template.unknown-word", format!("不能写“{name}”{hint}"))
    } else if words.starts_with("duplicate key") {
        ("template.duplicate", "同一个键写了两次".to_owned())
    } else if let Some((found, wanted)) =
        words.strip_prefix("invalid type: ").and_then(|rest| rest.split_once(", expected "))
    {
        return Told {
            code: "template.form",
            name: String::new(),
            message: format!("值的形式不对：应为 {wanted}，写的是 {found}"),
        };
    } else {
        return Told {
            code: "template.toml", name: String::new(), message: format!("无法读取：{words}")
        };
    };
    Told { code, name: name.to_owned(), message }
}

#[cfg(test)]
mod tests {
    use super::told;

    #[test]
    fn a_slip_of_the_pen_names_the_nearest_key() {
        let told = told("unknown field `titel`, expected one of `title`, `stage`");
        assert_eq!((told.code, told.name.as_str()), ("template.unknown-key", "titel"));
        assert_eq!(told.message, "不认识的键“titel”，是否想写“title”？");
    }

    #[test]
    fn a_word_like_none_of_the_known_lists_them() {
        let told = told("unknown variant `fatal`, expected one of `error`, `warning`, `notice`");
        assert_eq!(told.code, "template.unknown-word");
        assert_eq!(told.message, "不能写“fatal”，可写的有：error、warning、notice");
    }

    #[test]
    fn what_is_missing_is_named() {
        let told = told("missing field `require`");
        assert_eq!((told.code, told.message.as_str()), ("template.missing-key", "缺少“require”"));
    }
}
