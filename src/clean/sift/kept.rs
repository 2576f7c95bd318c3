//! What was seen, as the bytes that a job keeps with each of its shards.

use super::minhash::{BANDS, Signature};
use super::prints::{Hash, Prints};
use super::seen::Seen;
use crate::clean::job::Keep;

const URL: u8 = 1;
const TEXT: u8 = 2;
const NEAR: u8 = 4;
const PAGE: u8 = 8;

/// Adds an article: which fingerprints it has, these, the length of its name and the name.
pub(super) fn write(out: &mut Vec<u8>, id: &str, prints: &Prints) {
    let Prints { url, page, text, near } = prints;
    let has = |is_there: bool, bit: u8| if is_there { bit } else { 0 };
    let hashes = has(url.is_some(), URL) | has(page.is_some(), PAGE) | has(text.is_some(), TEXT);
    out.push(hashes | has(near.is_some(), NEAR));
    [url, page, text].into_iter().flatten().for_each(|hash| out.extend(hash));
    near.iter().flat_map(|near| near.0).for_each(|band| out.extend(band.to_le_bytes()));
    out.extend((id.len() as u64).to_le_bytes());
    out.extend(id.as_bytes());
}

/// Takes one article off the front.
fn read<'a>(rest: &mut &'a [u8]) -> Option<(&'a str, Prints)> {
    let has = *rest.split_off_first()?;
    let mut prints = Prints::default();
    let places = [(URL, &mut prints.url), (PAGE, &mut prints.page), (TEXT, &mut prints.text)];
    for (bit, place) in places {
        if has & bit != 0 {
            *place = Some(take::<{ size_of::<Hash>() }>(rest)?);
        }
    }
    if has & NEAR != 0 {
        let mut bands = [0; BANDS];
        for band in &mut bands {
            *band = u64::from_le_bytes(take(rest)?);
        }
        prints.near = Some(Signature(bands));
    }
    let length = usize::try_from(u64::from_le_bytes(take(rest)?)).ok()?;
    let id = rest.split_off(..length)?;
    Some((std::str::from_utf8(id).ok()?, prints))
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    rest.split_off(..N)?.try_into().ok()
}

impl Keep for Seen {
    fn name(&self) -> &'static str {
        "seen"
    }

    fn keep(&mut self) -> Vec<u8> {
        self.added()
    }

    fn resume(&mut self, mut kept: &[u8]) -> Result<(), String> {
        while !kept.is_empty() {
            let (id, prints) = read(&mut kept).ok_or("not what --dedup has written")?;
            self.remember(id, &prints);
        }
        Ok(())
    }

    fn resume_within(&mut self, kept: &[u8]) -> Result<(), String> {
        self.resume(kept)?;
        self.add(kept);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_is_seen_again() {
        let words: Vec<u64> = (0..80).collect();
        let page = Some([5; 16]);
        let all = Prints { url: Some([1; 16]), page, text: Some([2; 16]), near: Signature::of(&words) };
        let records = [
            ("a", all),
            ("bài/2", Prints { url: Some([3; 16]), ..Prints::default() }),
            ("", Prints { text: Some([4; 16]), ..Prints::default() }),
        ];
        let mut first = Seen::new(true);
        let mut shards = Vec::new();
        for (id, prints) in &records {
            first.insert(id, prints);
            shards.push(first.keep());
        }
        assert!(first.keep().is_empty(), "each shard holds what it has added");
        let mut second = Seen::new(true);
        for shard in &shards {
            second.resume(shard).expect("its own");
        }
        assert!(second.keep().is_empty());
        for (id, prints) in &records {
            assert_eq!(second.find(prints), first.find(prints));
            assert_eq!(second.find(prints).expect("seen").0, *id);
        }
        // A shard that was stopped in its middle keeps what it had with what comes after it.
        let mut third = Seen::new(true);
        third.resume_within(&shards[0]).expect("its own");
        third.insert(records[1].0, &records[1].1);
        assert_eq!(third.keep(), shards[..2].concat());
        assert!((1..shards[0].len()).all(|cut| Seen::new(true).resume(&shards[0][..cut]).is_err()));
    }
}
