//! Every row of a sheet has one fate, whatever stands in it, and the numbers add up.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use std::collections::BTreeSet;

use common::units;
use proptest::prelude::*;
use workbook::{Book, Fate, Source};

/// A row as text, of a kind that lists have.
fn row() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => ("[1-9][0-9]{2}", "[AB]", prop_oneof![Just("35.5"), Just("约30"), Just(""), Just("/")])
            .prop_map(|(flat, building, area)| format!("{flat},{building}栋,一房,{area},空置,")),
        1 => Just(String::new()),
        1 => Just(",,,,,".to_owned()),
        1 => Just("合计,,,71,,".to_owned()),
        1 => Just("A栋小计,,,35.5,,".to_owned()),
        1 => Just("备注：以上面积以产权证为准".to_owned()),
        1 => Just("房号,楼栋,户型,建筑面积,状态,".to_owned()),
        1 => Just("/,—,/,/,/,".to_owned()),
        1 => Just(",,,,,只有旁边写了字".to_owned()),
        1 => Just(",A栋,一房,35,空置,".to_owned()),
        1 => Just("\"101,A栋,一房,35,空置,".to_owned()),
        2 => "[0-9a-z房栋㎡,\"/ ]{0,20}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn the_numbers_add_up_and_no_row_is_counted_twice(
        above in prop::collection::vec("[一-龥]{0,6}", 0..3),
        rows in prop::collection::vec(row(), 1..25),
    ) {
        let text = format!("{}\n房号,楼栋,户型,建筑面积,状态,\n{}\n", above.join("\n"), rows.join("\n"));
        let mut book = Book::open(text.into_bytes()).unwrap();
        let source = Source::find(units(), &mut book, None, &mut |_| true).unwrap();
        let part = source.first();
        let Ok(imported) = source.read(units(), &[], &mut |_, _| true) else { return Ok(()) };
        let account = &imported.accounts[0];
        prop_assert_eq!(account.rows, part.sheet.last());
        prop_assert_eq!(account.fates.values().sum::<u32>(), account.rows);
        prop_assert_eq!(usize::try_from(account.count(Fate::Taken)).unwrap(), imported.rows.len());
        prop_assert_eq!(usize::try_from(account.count(Fate::Refused)).unwrap(), imported.refused());
        prop_assert_eq!(imported.read, imported.rows.len() + imported.faulty.len());
        // By number: what is read, what is left out and what is empty are all the rows below the header, each once.
        let header = part.plan.header_to.unwrap();
        let read = imported.numbers.iter().copied().chain(imported.faulty.iter().map(|faulty| faulty.number));
        let left_out = imported.skipped.iter().flat_map(|skipped| skipped.rows.iter().copied());
        let named: Vec<u32> = read.chain(left_out).collect();
        let each: BTreeSet<u32> = named.iter().copied().collect();
        prop_assert_eq!(each.len(), named.len());
        for row in part.sheet.rows.iter().filter(|row| row.number > header) {
            prop_assert_eq!(each.contains(&row.number), !row.is_empty(), "{}", row.number);
        }
        let below = account.rows - header;
        prop_assert_eq!(below, account.count(Fate::Empty) + u32::try_from(named.len()).unwrap());
        // A row that is refused says why.
        for faulty in &imported.faulty {
            prop_assert!(imported.problems.iter().any(|problem| problem.row == faulty.number));
        }
    }
}
