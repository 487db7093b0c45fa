//! Call 23.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Quanshi, with};

const ADMIN: &str = "confopenapi/room/conference/listByAdmin";

#[test]
fn an_administrator_pages_through_the_company() {
    let quanshi = Quanshi::start();
    let sample = json!({"startTime": 1_641_020_400, "endTime": 1_648_897_421, "adminUserId": 12_345_824});
    for limit in [None, Some(1), Some(2), Some(7), Some(500)] {
        let (mut seen, mut pages, mut again, mut cursor, mut unordered) = (BTreeSet::new(), 0, 0, 0, false);
        loop {
            let mut body = with(&sample, &[("eventIdFilter", json!(cursor))]);
            if let Some(limit) = limit {
                body["limit"] = json!(limit);
            }
            let rows = quanshi.ok(ADMIN, &body);
            let rows = rows.as_array().unwrap();
            let before = seen.len();
            assert!(rows.len() <= limit.unwrap_or(10).min(20), "{limit:?}");
            for row in rows {
                let event = row["eventId"].as_i64().unwrap();
                again += usize::from(!seen.insert(event));
                unordered |= event < cursor;
                cursor = event;
            }
            pages += 1;
            if seen.len() == before {
                break;
            }
        }
        assert_eq!((seen.len(), unordered), (46, true), "{limit:?}");
        assert!(pages > 3 && (limit == Some(1) || again > 0), "{limit:?}: {pages} pages, {again} again");
    }
    let rows = quanshi.ok(ADMIN, &sample);
    assert_eq!((rows[0].as_object().unwrap().len(), &rows[0]["accessNumbers"]["Zh-cn"]), (127, &Value::Null));
    assert_eq!(
        (&rows[0]["testAudienceUnionUrl"], &rows[0]["calExtraInfo"]["openWatchword"]),
        (&json!(""), &json!(0))
    );
    quanshi.codes(
        ADMIN,
        &sample,
        &[
            ("startTime", json!(1_641_020_400_000_i64), 0),
            ("startTime", json!("1641020400000"), 0),
            ("startTime", json!("2022-01-01"), 50103),
            ("endTime", json!(1), 50103),
            ("adminUserId", json!(88_609_824), 51101),
            ("adminUserId", json!(77), 51104),
            ("adminUserId", Value::Null, 50103),
            ("limit", json!(0), 50103),
            ("limit", json!("10"), 50103),
            ("eventIdFilter", json!(1), 50103),
            ("eventIdFilter", json!("557900"), 50103),
        ],
    );
    assert_eq!(quanshi.misuse(ADMIN, &with(&sample, &[("userId", json!(1))])), "unknown field userId");
}
