//! Which characters can be printed at all.

use std::fmt;
use std::sync::Arc;

/// What fonts there are, as far as answers are concerned. Without any knowledge of fonts everything can be printed.
#[derive(Clone, Default)]
pub struct Glyphs(Option<Arc<dyn Fn(char) -> bool + Send + Sync>>);

impl Glyphs {
    /// `has` tells whether any font has a character. It is asked for rare characters alone, and must always answer alike.
    pub fn new(has: impl Fn(char) -> bool + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(has)))
    }

    /// The first character of a text that no font has.
    #[must_use]
    pub fn missing(&self, text: &str) -> Option<char> {
        let has = self.0.as_ref()?;
        text.chars().find(|character| !is_common(*character) && !has(*character))
    }
}

impl fmt::Debug for Glyphs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Glyphs").field(&self.0.is_some()).finish()
    }
}

/// Characters that every font for Chinese has (URO, ASCII and the usual marks), so that fonts need not be opened for them.
fn is_common(character: char) -> bool {
    matches!(character, '\u{0}'..='\u{7e}' | '\u{3000}'..='\u{3017}' | '\u{4e00}'..='\u{9fa5}' | '\u{ff01}'..='\u{ff5e}')
        || matches!(character, '—' | '…' | '‘' | '’' | '“' | '”' | '·' | '×' | '①'..='⑩' | '㎡')
}
