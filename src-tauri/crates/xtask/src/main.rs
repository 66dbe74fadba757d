//! The command line of xtask: names the tasks, leaves the doing to the library.

use anyhow::Result;
use clap::{Parser, Subcommand};
use xtask::{bench, fonts, generate, icons, package, skeleton, start, trial};

/// 筹建通的开发任务
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Tasks {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// 安装缺少的东西，编译，打开窗口
    Run {
        /// 传给程序的参数
        #[arg(trailing_var_arg = true)]
        arguments: Vec<String>,
    },
    /// 安装缺少的东西，跑完全部检查和测试
    Test,
    /// 只跑真实窗口的端到端测试（可以给出测试名的一部分；--bless 更新说明里的截图）
    E2e {
        /// 传给测试的参数
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// 取出随程序分发的字体
    Fonts,
    /// 由 icons/icon.svg 生成各种尺寸的图标
    Icons,
    /// 生成页面用的类型 ui/src/ipc/bindings.ts
    Bindings,
    /// 生成模板文件的 JSON Schema：templates/schema
    Schema,
    /// 新建一个事项的模板文件夹
    New {
        /// 文件夹名：小写字母、数字和连字符，例如 street-lamps
        slug: String,
    },
    /// 与同类软件在同一台机器上比较速度和文件大小
    Bench {
        /// 每一项的次数，取中位数
        #[arg(long, default_value_t = 7, value_parser = clap::value_parser!(u32).range(5..=100))]
        times: u32,
    },
    /// 制作安装包
    Package,
}

fn main() -> Result<()> {
    match Tasks::parse().task {
        Task::Run { arguments } => start::window(&arguments),
        Task::Test => trial::everything(),
        Task::E2e { arguments } => trial::window_only(&arguments),
        Task::Fonts => fonts::fetch_all(),
        Task::Icons => icons::make(),
        Task::Bindings => generate::bindings(),
        Task::Schema => generate::schemas(),
        Task::New { slug } => skeleton::create(&slug),
        Task::Bench { times } => bench::compare(times),
        Task::Package => package::installer(),
    }
}
