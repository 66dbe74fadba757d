//! What can be asked on the command line.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};
use export::dossier;

/// 筹建通命令行：核对案卷、推算期限、生成文书。
#[derive(Debug, Parser)]
#[command(name = "choujian-cli", version, about, disable_help_subcommand = true)]
pub struct Arguments {
    /// 模板文件夹（默认取随程序安装的）
    #[arg(long, global = true, value_name = "DIR", env = "CHOUJIAN_TEMPLATES")]
    pub templates: Option<PathBuf>,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// 列出全部事项
    Procedures {
        #[arg(long)]
        json: bool,
    },
    /// 说明一个事项：阶段、字段、规则、时限、文书及各自的条文依据
    Describe {
        slug: String,
        #[arg(long)]
        json: bool,
    },
    /// 输出一份新案卷（JSON）
    New {
        slug: String,
        /// 取自随附的例子，如 sample
        #[arg(long, value_name = "NAME")]
        example: Option<String>,
    },
    /// 核对案卷；有“不符合规定”的问题时退出码为 1
    Check(Check),
    /// 推算案卷的各项期限
    Deadlines(Deadlines),
    /// 生成文书
    Generate(Generate),
    /// 表格字段与电子表格（.xlsx、.xls、.ods、.csv）互相转换
    Table {
        #[command(subcommand)]
        action: TableAction,
    },
    /// 检查模板文件夹
    Templates {
        #[command(subcommand)]
        action: TemplatesAction,
    },
}

#[derive(Debug, Subcommand)]
pub enum TemplatesAction {
    /// 一次报出全部错误：文件、行号、名称
    Check {
        /// 模板文件夹
        folder: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub enum TableAction {
    /// 从电子表格导入；有不能读取的行时不写入，退出码为 1
    Import(TableImport),
    /// 导出为 .xlsx
    Export {
        /// 案卷文件，- 表示标准输入
        case: PathBuf,
        /// 表格字段的键，如 funding_sources
        field: String,
        #[arg(long, value_name = "FILE.xlsx")]
        out: PathBuf,
        /// 覆盖已有文件
        #[arg(long)]
        overwrite: bool,
        /// 文件上写的日期（默认系统日期）
        #[arg(long, value_name = "YYYY-MM-DD")]
        today: Option<NaiveDate>,
    },
    /// 保存一份待填写的空白表格，附填写说明
    Blank {
        slug: String,
        /// 表格字段的键，如 funding_sources
        field: String,
        #[arg(long, value_name = "FILE.xlsx")]
        out: PathBuf,
        /// 覆盖已有文件
        #[arg(long)]
        overwrite: bool,
        /// 文件上写的日期（默认系统日期）
        #[arg(long, value_name = "YYYY-MM-DD")]
        today: Option<NaiveDate>,
    },
}

/// `C=area` as its two sides.
fn pair(text: &str) -> Result<(String, String), String> {
    let (left, right) = text.split_once('=').ok_or_else(|| format!("“{text}”里没有等号"))?;
    Ok((left.trim().to_owned(), right.trim().to_owned()))
}

#[derive(Debug, Args)]
pub struct TableImport {
    /// 案卷文件；导入的行写回这个文件
    pub case: PathBuf,
    /// 表格字段的键，如 funding_sources
    pub field: String,
    /// 电子表格
    pub file: PathBuf,
    /// 工作表（默认取与表格最相符的一个；几张都像时必须指定）
    #[arg(long, value_name = "NAME", conflicts_with = "all_sheets")]
    pub sheet: Option<String>,
    /// 导入所有像这张表的工作表（一栋一张时，工作表的名称作楼栋）
    #[arg(long)]
    pub all_sheets: bool,
    /// 把表格里的一列当作哪一列，如 --column C=area；--column C= 表示不导入
    #[arg(long = "column", value_name = "C=KEY", value_parser = pair)]
    pub columns: Vec<(String, String)>,
    /// 回答待定的问题，如 --answer unit:C=万元；没有回答时列出各项可选的回答，退出码为 2
    #[arg(long = "answer", value_name = "ID=KEY", value_parser = pair)]
    pub answers: Vec<(String, String)>,
    /// 只报告，不写入
    #[arg(long)]
    pub dry_run: bool,
    /// 有不能读取的行时，只导入其余各行
    #[arg(long)]
    pub partial: bool,
    /// 接在已有各行之后（默认替换）
    #[arg(long)]
    pub append: bool,
    /// 不导入隐藏的行
    #[arg(long)]
    pub skip_hidden: bool,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Check {
    /// 案卷文件，- 表示标准输入
    pub case: PathBuf,
    /// 以哪一天为“今天”（默认系统日期）
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<NaiveDate>,
    #[arg(long)]
    pub json: bool,
    /// 连同符合和不适用的规则一并列出
    #[arg(long)]
    pub all: bool,
}

#[derive(Debug, Args)]
pub struct Deadlines {
    /// 案卷文件，- 表示标准输入
    pub case: PathBuf,
    /// 以哪一天为“今天”（默认系统日期）
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<NaiveDate>,
    #[arg(long, conflicts_with = "ics")]
    pub json: bool,
    /// 输出日历文件（iCalendar）
    #[arg(long)]
    pub ics: bool,
}

#[derive(Debug, Args)]
pub struct Generate {
    /// 案卷文件，- 表示标准输入
    #[arg(required_unless_present = "batch")]
    pub case: Option<PathBuf>,
    /// 批量：每行一个 {"case": "…"}，其后可有 documents、format、final、partial、name，与同名选项意思相同；
    /// name 是写入的子文件夹，默认取案卷的文件名
    #[arg(long, value_name = "LIST.jsonl", conflicts_with_all = ["case", "documents"])]
    pub batch: Option<PathBuf>,
    /// 输出文件夹
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// 只生成这些文书，可重复
    #[arg(long = "document", value_name = "ID")]
    pub documents: Vec<String>,
    /// 文件格式
    #[arg(long, value_enum, value_delimiter = ',', default_values = ["docx", "pdf"])]
    pub format: Vec<Format>,
    /// 出正式稿；有不齐备或不符合规定的，就一份也不写，退出码为 1
    #[arg(long = "final")]
    pub finals: bool,
    /// 有的文书做不出来时，仍写出其余的，退出码为 1
    #[arg(long)]
    pub partial: bool,
    /// 打成一个 ZIP
    #[arg(long)]
    pub zip: bool,
    /// 覆盖已有文件
    #[arg(long)]
    pub overwrite: bool,
    /// 文件名（含扩展名）最多多少字节（UTF-8）；默认143，放得进加密的主目录（eCryptfs），一般的文件系统可以到255
    #[arg(long, value_name = "N", default_value_t = document::NAME_BYTES, value_parser = name_bytes)]
    pub name_bytes: usize,
    /// 以哪一天为“今天”（默认系统日期）
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<NaiveDate>,
    /// 批量时的并行数（默认处理器核数）
    #[arg(long, value_name = "N", requires = "batch")]
    pub jobs: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    Docx,
    Pdf,
    Html,
}

impl From<Format> for dossier::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Docx => Self::Docx,
            Format::Pdf => Self::Pdf,
            Format::Html => Self::Html,
        }
    }
}

fn name_bytes(text: &str) -> Result<usize, String> {
    let allowed = document::LEAST_NAME_BYTES..=255;
    let number = text.parse().ok().filter(|number| allowed.contains(number));
    number.ok_or_else(|| format!("应为{}至255的整数", document::LEAST_NAME_BYTES))
}
