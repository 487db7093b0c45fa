//! Rows in doubt, compared with what the vendor has.

use super::ledger::{Ledger, State, look};
use super::rows::Row;
use crate::error::{Error, Kind, Result};
use crate::op::Reach;
use crate::op::look::{Key, Span, Window, lists_by_host};
use crate::op::meeting::Meeting;
use crate::op::writing::Writing;
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;
use std::time::Duration;

/// The first pause between two looks; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_secs(1);

/// The lists in which the meetings of a batch will stand.
pub struct Lists(Vec<Window>);

impl Lists {
    /// `None` where nothing can be looked up.
    pub fn new(reach: &Reach, spans: &[Span]) -> Option<Self> {
        let windows: Option<Vec<Window>> = spans.iter().map(|span| Window::new(reach, span)).collect();
        windows.filter(|windows| !windows.is_empty()).map(Self)
    }

    /// The ids of what is there now and could be taken for one of these (sorted) keys.
    pub async fn taken_for(&self, keys: &[u64]) -> Result<Vec<String>> {
        let mut ids = Vec::new();
        for window in &self.0 {
            let host = window.host.as_deref();
            let mut see = |meeting: Meeting| {
                let key = Key::shown(&meeting).map(|key| key.hash(host));
                if key.is_some_and(|key| keys.binary_search(&key).is_ok()) {
                    ids.extend(meeting.id);
                }
                Ok(())
            };
            window.each(&mut see).await?;
        }
        Ok(ids)
    }
}

/// A row in doubt, and what would tell its meeting.
struct Doubt {
    row: usize,
    key: Key,
    host: Option<String>,
    found: Vec<Meeting>,
}

/// Looks for the meetings of rows in doubt until all are found or the time to settle is over. A row
/// whose meeting is found is done. Gives the rows whose meeting is certainly not in the list; one that
/// a meeting fits which could be another row's stays in doubt.
pub async fn adopt(
    reach: &Reach,
    ledger: &Rc<Ledger>,
    lists: &Lists,
    rows: &[Row],
) -> Result<BTreeSet<usize>> {
    let (began, clock) = (reach.io.elapsed(), reach.clock());
    let mut pause = FIRST_PAUSE;
    let by_host = lists_by_host(reach);
    let mut doubts: Vec<Doubt> = rows
        .iter()
        .filter_map(|row| {
            let (key, span) = Key::of(&row.given, &clock).ok().flatten()?;
            let host = span.host.filter(|_| by_host);
            Some(Doubt { row: row.number, key, host, found: Vec::new() })
        })
        .collect();
    loop {
        let index = index(&doubts);
        for window in &lists.0 {
            let mut see = |meeting: Meeting| {
                let key = Key::shown(&meeting).map(|key| key.hash(window.host.as_deref()));
                for at in key.and_then(|key| index.get(&key)).into_iter().flatten() {
                    let doubt = &mut doubts[*at];
                    if doubt.host == window.host && doubt.key.fits(&meeting) {
                        doubt.found.push(meeting.clone());
                    }
                }
                Ok(())
            };
            window.each(&mut see).await?;
        }
        let known = accounted(ledger, &doubts)?;
        for doubt in &mut doubts {
            doubt.found.retain(|meeting| meeting.id.as_ref().is_some_and(|id| !known.contains(id)));
        }
        claim(reach, ledger, &mut doubts)?;
        let left = reach.settle.saturating_sub(reach.io.elapsed().saturating_sub(began));
        if doubts.is_empty() || left.is_zero() {
            break;
        }
        for doubt in &mut doubts {
            doubt.found.clear();
        }
        reach.io.pause(pause.min(left)).await;
        pause *= 2;
    }
    let (fitting, absent): (Vec<Doubt>, Vec<Doubt>) =
        doubts.into_iter().partition(|doubt| !doubt.found.is_empty());
    let known = reasons(ledger, &fitting.iter().map(|doubt| doubt.row).collect())?;
    for doubt in fitting {
        let found =
            Error::new(Kind::InDoubt, tr!("several rows or meetings could be the same: look for yourself"));
        let error = both(reach, known.get(&doubt.row), found);
        ledger.became(doubt.row, State::Unknown, None, Some(&error))?;
    }
    Ok(absent.into_iter().map(|doubt| doubt.row).collect())
}

/// Where the rows are that a meeting with this [`Key::hash`] may fit: lists are as long as batches.
fn index(doubts: &[Doubt]) -> HashMap<u64, Vec<usize>> {
    let mut index: HashMap<u64, Vec<usize>> = HashMap::with_capacity(doubts.len());
    for (at, doubt) in doubts.iter().enumerate() {
        index.entry(doubt.key.hash(doubt.host.as_deref())).or_default().push(at);
    }
    index
}

/// Gives each row the one meeting that fits it and no other row; such rows are done and leave.
fn claim(reach: &Reach, ledger: &Rc<Ledger>, doubts: &mut Vec<Doubt>) -> Result<()> {
    // Two rows that one meeting fits cannot both have it.
    let mut claims: HashMap<&str, usize> = HashMap::new();
    for id in doubts.iter().flat_map(|doubt| &doubt.found).filter_map(|meeting| meeting.id.as_deref()) {
        *claims.entry(id).or_default() += 1;
    }
    let alone = |id: &str| claims.get(id) == Some(&1);
    let mut claimed = BTreeSet::new();
    for doubt in doubts.iter() {
        if let [meeting] = doubt.found.as_slice()
            && let Some(id) = meeting.id.as_deref()
            && alone(id)
        {
            reach.io.note(&tr!(
                "row {row}: the answer was lost, but the meeting was made: {id}",
                row = doubt.row,
                id
            ));
            let made = serde_json::to_value(meeting).unwrap_or_default();
            ledger.became(doubt.row, State::Done, Some(&made), None)?;
            claimed.insert(doubt.row);
        }
    }
    doubts.retain(|doubt| !claimed.contains(&doubt.row));
    ledger.flush()
}

/// The ids of what was there before the batch, and of what its rows have made: of those found.
fn accounted(ledger: &Ledger, doubts: &[Doubt]) -> Result<BTreeSet<String>> {
    let found: BTreeSet<&str> =
        doubts.iter().flat_map(|doubt| &doubt.found).filter_map(|meeting| meeting.id.as_deref()).collect();
    let seen = ledger.told.borrow().seen.clone().unwrap_or_default();
    let mut known: BTreeSet<String> = seen.into_iter().collect();
    look(&ledger.path(), &mut |record| {
        if let Some(id) = record.id.as_deref().filter(|id| found.contains(id)) {
            known.insert(id.to_owned());
        }
        Ok(())
    })?;
    Ok(known)
}

/// Why these rows are in doubt, as far as that is known.
pub fn reasons(ledger: &Ledger, rows: &BTreeSet<usize>) -> Result<HashMap<usize, Error>> {
    let mut reasons = HashMap::new();
    if rows.is_empty() {
        return Ok(reasons);
    }
    look(&ledger.path(), &mut |record| {
        if let Some(row) = record.row.filter(|row| rows.contains(row)) {
            match record.error {
                Some(error) => reasons.insert(row, error.into_owned()),
                // It was sent once more, or decided about: what was before says nothing of that.
                None => reasons.remove(&row),
            };
        }
        Ok(())
    })?;
    Ok(reasons)
}

/// Why a row is in doubt, and what a second look has found besides. The look's own error knows neither the
/// call that was sent nor whom it was sent to.
fn both(reach: &Reach, known: Option<&Error>, found: Error) -> Error {
    let both = match known {
        // An earlier look has found the same.
        Some(known) if known.facts().message.ends_with(&found.facts().message) => known.clone(),
        Some(known) => known.clone().with(|facts| {
            facts.message = format!("{}{}{found}", facts.message.trim_end_matches(['.', '。']), tr!("; "));
        }),
        None => found,
    };
    both.with(|facts| {
        // It may have begun as a server that was busy.
        (facts.kind, facts.retryable) = (Kind::InDoubt, false);
        facts.vendor.get_or_insert(reach.vendor.id.into());
    })
}

/// Looks again at what a row was to change, which is in doubt for this reason.
pub async fn again(
    reach: &Reach,
    ledger: &Ledger,
    writing: &Writing,
    row: &Row,
    known: Option<&Error>,
) -> Result<()> {
    let Some(look) = writing.looks.again(reach, &row.given, None)? else { return Ok(()) };
    let several = row.given.values().find_map(Value::as_array).cloned().unwrap_or_default();
    let targets: Vec<Option<&str>> = match several.as_slice() {
        [] => vec![None],
        ids => ids.iter().map(Value::as_str).collect(),
    };
    for target in targets {
        if let Err(found) = look.again(target).await {
            let error = both(reach, known, found);
            ledger.became(row.number, State::Unknown, None, Some(&error))?;
            return ledger.flush();
        }
    }
    ledger.became(row.number, State::Done, look.found().as_ref(), None)?;
    ledger.flush()
}
