//! Fields and sections: what is asked, in which order and in which form.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::expression::Expression;

/// Form of an answer (字段类型).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// One line of text.
    Text,
    /// Text of several paragraphs.
    LongText,
    /// An amount of money, exact to the 分.
    Money,
    /// An area in ㎡, exact to 0.01.
    Area,
    /// An exact decimal.
    Decimal,
    /// A percentage; `5.5` is 5.5%.
    Percent,
    /// A whole number.
    Integer,
    /// A day.
    Date,
    /// Yes or no.
    Boolean,
    /// One of several options.
    Choice,
    /// Any of several options.
    Choices,
    /// A person or body that takes part (当事人).
    Party,
    /// A bank account (账户).
    BankAccount,
    /// Rows of cells.
    Table,
    /// Points to be ticked.
    Checklist,
}

impl FieldKind {
    /// The greatest figure that an answer of this kind may be, in its own unit (元, ㎡, %, a count); the least is its
    /// opposite where a field allows negative ones. `None` for what is no figure.
    ///
    /// Far beyond what a district builds or pays in a case: 100 billion 元 (a third of what all of Luohu produces in a year),
    /// 100 km² (the district has 79), a thousand per cent. A column of [`crate::answer::MOST_ROWS`] rows at the greatest
    /// amount adds up to 2 × 10¹⁷ 分, a fortieth of what [`crate::money::Money`] holds, so no sum of answers can overflow;
    /// what products may still come to is told by [`crate::assessment`] as a finding.
    #[must_use]
    pub const fn most(self) -> Option<i64> {
        match self {
            Self::Money => Some(100_000_000_000),
            Self::Area => Some(100_000_000),
            Self::Percent => Some(1_000),
            Self::Decimal | Self::Integer => Some(1_000_000_000),
            _ => None,
        }
    }
}

/// One option of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ChoiceOption {
    /// Key that answers store.
    pub key: String,
    /// Words on screen and on paper.
    pub label: String,
    /// A sentence of explanation.
    pub hint: Option<String>,
    /// Further attributes that expressions read by `option('field', 'attribute')`.
    #[serde(flatten)]
    pub attributes: BTreeMap<String, String>,
}

/// Rows that a table offers to begin with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PresetRows {
    /// Column that is filled.
    pub column: String,
    /// One row for each value.
    pub values: Vec<String>,
}

/// How often a value may stand in a column (不得重复): once in the table, or once for each value of other columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "true 或由列名组成的数组，如 [\"building\"]")]
pub enum Unique {
    /// `true`: once in the table.
    Alone(bool),
    /// Once together with the values of these columns: a flat's number within its building.
    Within(Vec<String>),
}

/// A figure for the whole in the place of one for a unit (按套计): a month's rent of a flat instead of that of a square
/// metre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Whole {
    /// Column by whose figure the whole is divided.
    pub per: String,
    /// Headers under which files give the figure for the whole: a person is asked which of the two it is.
    #[serde(default)]
    pub synonyms: Vec<String>,
}

/// Kind of code a text must be (编码类型), see [`crate::identifier`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Identifier {
    /// 统一社会信用代码.
    Uscc,
    /// 公民身份号码.
    ResidentId,
    /// Mobile or landline.
    Phone,
    /// Mobile only.
    Mobile,
    /// 邮政编码.
    Postcode,
    /// 不动产权证书号.
    Certificate,
    /// 文号.
    DocumentNumber,
    /// Account number of an organisation.
    Account,
}

/// A field as written in `fields.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FieldEntry {
    /// Key in answers, expressions and documents.
    pub key: String,
    /// Form of the answer.
    pub kind: FieldKind,
    /// Words of the question.
    pub label: String,
    /// How to fill it, in a sentence.
    pub hint: Option<String>,
    /// Articles of the procedure's own regulation that govern it.
    #[serde(default)]
    pub articles: Vec<u32>,
    /// May be left empty for good (选填).
    #[serde(default)]
    pub optional: bool,
    /// Asked only when this holds.
    #[schemars(with = "Option<String>")]
    pub when: Option<toml::Spanned<String>>,
    /// Most characters of a text.
    pub max_length: Option<usize>,
    /// Least value of a number, or earliest day, as written in an answer.
    pub min: Option<String>,
    /// Greatest value of a number, or latest day.
    pub max: Option<String>,
    /// Most decimal places.
    pub places: Option<u32>,
    /// Unit that the official form states.
    pub unit: Option<String>,
    /// Options of choice, choices and checklist.
    #[serde(default)]
    pub options: Vec<ChoiceOption>,
    /// Columns of a table.
    #[serde(default)]
    pub columns: Vec<FieldEntry>,
    /// Rows a table begins with.
    pub rows: Option<PresetRows>,
    /// Code that a text must be.
    pub identifier: Option<Identifier>,
    /// Usual value, as written in an answer: proposed where `propose` gives nothing.
    pub default: Option<String>,
    /// Expression of the value proposed while there is no answer (建议); rows for a table. It counts as missing until a
    /// person takes it, and is none as long as an answer it rests on is missing. A column's may read `row`, a part's `own`.
    #[schemars(with = "Option<String>")]
    pub propose: Option<toml::Spanned<String>>,
    /// Of a party or bank account: such expressions by part, in place of those of `party.toml`; they may read the parts
    /// given already as `own`.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, String>")]
    pub propose_parts: BTreeMap<String, toml::Spanned<String>>,
    /// Other headers under which people's spreadsheets have this column of a table.
    #[serde(default)]
    pub synonyms: Vec<String>,
    /// Of a column: its value may not come twice.
    pub unique: Option<Unique>,
    /// Of a column: `false` if its figures add up to nothing: limits, scores, numbers of days.
    pub totalled: Option<bool>,
    /// Of a column of figures for one unit of another column: how files write the figure for the whole.
    pub whole: Option<Whole>,
    /// Of a column of texts: a file with a sheet for each value names the sheet by it.
    #[serde(default)]
    pub from_sheet: bool,
}

/// A field, ready to use.
#[derive(Debug, Clone)]
pub struct Field {
    /// What the file says.
    pub entry: FieldEntry,
    /// Compiled [`FieldEntry::when`].
    pub when: Option<Expression>,
    /// Compiled [`FieldEntry::propose`].
    pub propose: Option<Expression>,
    /// Columns of a table, or the parts of a party or bank account.
    pub columns: Vec<Field>,
    /// Section it stands in.
    pub section: String,
    /// Stage it stands in.
    pub stage: String,
    /// Line of its file on which it begins.
    pub line: usize,
}

impl Field {
    /// Key of the field.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.entry.key
    }

    /// Form of the field.
    #[must_use]
    pub fn kind(&self) -> FieldKind {
        self.entry.kind
    }

    /// Words of the question.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.entry.label
    }

    /// Column or part of that key.
    #[must_use]
    pub fn column(&self, key: &str) -> Option<&Field> {
        self.columns.iter().find(|column| column.key() == key)
    }

    /// Keys of the columns whose values may not come twice together, this one first; empty where they may.
    #[must_use]
    pub fn unique_with(&self) -> Vec<&str> {
        match &self.entry.unique {
            None | Some(Unique::Alone(false)) => Vec::new(),
            Some(Unique::Alone(true)) => vec![self.key()],
            Some(Unique::Within(others)) => {
                std::iter::once(self.key()).chain(others.iter().map(String::as_str)).collect()
            }
        }
    }

    /// Words of one of its options.
    #[must_use]
    pub fn option(&self, key: &str) -> Option<&ChoiceOption> {
        self.entry.options.iter().find(|option| option.key == key)
    }

    /// Whether a column is added up below a table: amounts, areas and counts, but no rates and no ordinals, unless the
    /// template says otherwise.
    #[must_use]
    pub fn is_totalled(&self) -> bool {
        if let Some(totalled) = self.entry.totalled {
            return totalled;
        }
        let unit = self.entry.unit.as_deref().unwrap_or_default();
        match self.kind() {
            FieldKind::Money | FieldKind::Area => !unit.contains('/'),
            FieldKind::Integer => {
                !unit.contains('/') && !["年", "月", "日", "层", "号", "期"].contains(&unit)
            }
            _ => false,
        }
    }

    /// Decimal places this kind allows.
    #[must_use]
    pub fn places(&self) -> u32 {
        self.entry.places.unwrap_or(match self.entry.kind {
            FieldKind::Percent | FieldKind::Decimal => 4,
            _ => 2,
        })
    }

    /// Most characters this kind allows.
    #[must_use]
    pub fn max_length(&self) -> usize {
        self.entry.max_length.unwrap_or(match self.entry.kind {
            FieldKind::LongText => 5000,
            _ => 200,
        })
    }
}

/// A section (表单分节): the questions of one screen.
#[derive(Debug, Clone)]
pub struct Section {
    /// Id within the procedure.
    pub id: String,
    /// Stage it belongs to.
    pub stage: String,
    /// Heading.
    pub title: String,
    /// Sentence under the heading.
    pub intro: Option<String>,
    /// Shown only when this holds.
    pub when: Option<Expression>,
    /// Keys of its fields in order.
    pub fields: Vec<String>,
    /// Line of its file on which it begins.
    pub line: usize,
}
