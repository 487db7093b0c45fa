use super::*;
use crate::document::col;
use proptest::prelude::*;

static COLUMNS: [Column; 7] = [
    col("id", "ID"),
    col("subject", "SUBJECT").show(Show::Long),
    col("start", "START").show(Show::Time),
    col("minutes", "MINUTES"),
    col("status", "STATUS"),
    col("host", "HOST"),
    col("password", "PASSWORD").show(Show::Secret),
];
/// What fills them.
const CELLS: [usize; 7] = [10, 40, 16, 3, 9, 30, 3];

fn wishes() -> Vec<Wish<'static>> {
    let wish = |(column, cells): (&'static Column, usize)| {
        let heading = column.heading.len();
        Wish { column, wanted: cells.max(heading), heading, cells }
    };
    COLUMNS.iter().zip(CELLS).map(wish).collect()
}

fn names(fit: &Fit) -> Vec<(&'static str, usize)> {
    fit.shown.iter().map(|&(at, room)| (COLUMNS[at].field, room)).collect()
}

/// One after the other: texts but the subject, hidden secrets, the subject, columns from the right, the
/// status, and in the end the table itself.
#[test]
fn columns_give_way_in_their_order() {
    let at = |room| fit(&wishes(), room, false, true);
    let all = at(140).unwrap();
    assert_eq!(all.left_out, [0; 0]);
    let host = at(120).unwrap();
    assert_eq!((names(&host)[1], names(&host)[5]), (("subject", 40), ("host", 18)));
    let secret = at(100).unwrap();
    assert_eq!(
        (secret.left_out.clone(), names(&secret)[1], names(&secret)[5]),
        (vec![6], ("subject", 40), ("host", 8))
    );
    let subject = at(80).unwrap();
    assert_eq!((subject.left_out.clone(), names(&subject)[1]), (vec![6], ("subject", 20)));
    let columns = at(60).unwrap();
    assert_eq!((columns.left_out.clone(), names(&columns)[1]), (vec![3, 5, 6], ("subject", 19)));
    let status = at(50).unwrap();
    assert_eq!((status.left_out.clone(), names(&status)[1]), (vec![3, 4, 5, 6], ("subject", 20)));
    assert_eq!(at(45), None);
    // What was asked for is there, or in lines of name and value.
    assert_eq!(fit(&wishes(), 60, true, true), None);
    // A password that is shown is whole.
    assert_eq!(fit(&wishes(), 120, false, false).unwrap().left_out, [0; 0]);
}

#[test]
fn what_a_list_is_read_for_stays_whole() {
    static KEPT: [Column; 3] =
        [col("about", "ABOUT").show(Show::Long), col("flags", "FLAGS"), col("who", "WHO").keep()];
    let at = |room| {
        let wish = |(column, cells)| Wish { column, wanted: cells, heading: 5, cells };
        let wishes: Vec<Wish<'_>> = KEPT.iter().zip([40, 30, 32]).map(wish).collect();
        fit(&wishes, room, false, true).map(|fit| (fit.shown, fit.left_out))
    };
    assert_eq!(at(84), Some((vec![(0, 40), (1, 8), (2, 32)], vec![])));
    assert_eq!(at(50), Some((vec![(0, 16), (2, 32)], vec![1])));
    assert_eq!(at(49), None);
}

proptest! {
    #[test]
    fn what_fits_fits(room in 1_usize..200, asked: bool, hidden: bool) {
        if let Some(fit) = fit(&wishes(), room, asked, hidden) {
            let total: usize = fit.shown.iter().map(|(_, width)| width).sum();
            prop_assert!(total + GAP * (fit.shown.len() - 1) <= room);
            prop_assert!(fit.shown.iter().all(|&(at, width)| kind(&COLUMNS[at]) != Kind::Whole || width >= CELLS[at]));
            prop_assert_eq!(fit.shown.len() + fit.left_out.len(), COLUMNS.len());
            prop_assert!(!asked || fit.left_out.is_empty());
        }
    }
}
