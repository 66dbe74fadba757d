//! `fuzz check`: what is kept and a short run, always the same. `fuzz dig`: further inputs for as long as one likes.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use clap::{Parser, Subcommand};
use fuzz::run;
use fuzz::target::{ALL, Target, named};

/// 模糊测试
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// 重放语料，并跑一轮固定种子的短跑
    Check,
    /// 不断生成新的输入
    Dig {
        /// 只试这一个目标
        target: Option<String>,
        /// 每个目标多少秒
        #[arg(long, default_value_t = 60)]
        seconds: u64,
        /// 种子；同一个种子得到同样的输入
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// 由上面两个命令启动的子进程
    #[command(hide = true)]
    Work {
        target: String,
        place: PathBuf,
        #[arg(long)]
        one: bool,
        #[arg(long, num_args = 3)]
        many: Vec<u64>,
    },
}

fn main() -> Result<()> {
    let target = |name: &str| -> Result<&'static Target> {
        named(name).with_context(|| {
            let all: Vec<&str> = ALL.iter().map(|target| target.name).collect();
            format!("没有目标“{name}”，现有：{}", all.join("、"))
        })
    };
    match Arguments::parse().task {
        Task::Check => {
            let mut tallies = Vec::new();
            for target in &ALL {
                let began = Instant::now();
                tallies.push(run::replay(target)?);
                tallies.push(run::make(target, 1, target.short, None)?);
                println!("{}：{} 秒", target.name, began.elapsed().as_secs());
            }
            run::close(&tallies)
        }
        Task::Dig { target: name, seconds, seed } => {
            let targets = match &name {
                Some(name) => vec![target(name)?],
                None => ALL.iter().collect(),
            };
            let mut tallies = Vec::new();
            for target in targets {
                let until = Instant::now() + Duration::from_secs(seconds);
                let tally = run::make(target, seed, u64::MAX, Some(until))?;
                println!("{}：{} 个输入", target.name, tally.passed);
                tallies.push(tally);
            }
            run::close(&tallies)
        }
        Task::Work { target: name, place, many, .. } => {
            let range = match many.as_slice() {
                [seed, from, to] => Some((*seed, *from, *to)),
                _ => None,
            };
            run::work(target(&name)?, &place, range)
        }
    }
}
