//! Packing: gzip and zstd in blocks that any thread can pack.
//!
//! A packed file is a row of gzip members or zstd frames, which is a legal file of its kind: every reader of these forms
//! reads them one after another as one. Each holds whole records, and where it ends depends on the records alone.

use std::collections::VecDeque;
use std::io::{self, Write};

use flate2::Compression;
use flate2::write::GzEncoder;

use super::Sink;
use super::aside::{Aside, Ticket};
use crate::clean::settings::Packing;

/// Bytes before packing after which a block ends, with the record that reaches it: well above the windows of gzip (32 KB),
/// so that little is lost by beginning anew.
const BLOCK: usize = 1 << 20;
/// Blocks that are packed or wait to be: what a file that is packed holds in memory beside the block it fills.
const MOST_WAITING: usize = 16;
/// What the gzip program takes when it is not told.
const GZIP_LEVEL: Compression = Compression::new(6);
/// What the zstd program takes when it is not told.
pub(super) const ZSTD_LEVEL: i32 = 3;

/// What bytes are written to, packed on the way or not.
pub(super) struct Packed {
    packing: Packing,
    out: Sink,
    /// What was written since the last block ended.
    open: Vec<u8>,
    waiting: VecDeque<Ticket<Vec<u8>>>,
    any: bool,
    aside: Aside,
}

impl Packed {
    pub(super) fn new(packing: Packing, out: Sink, aside: &Aside) -> Self {
        Self { packing, out, open: Vec::new(), waiting: VecDeque::new(), any: false, aside: aside.clone() }
    }

    /// A record ends here, and a block may.
    pub(super) fn end_record(&mut self) -> io::Result<()> {
        if self.open.len() < BLOCK { Ok(()) } else { self.end_block() }
    }

    /// Leaves the block to be packed, and writes those that are.
    fn end_block(&mut self) -> io::Result<()> {
        self.any = true;
        let (packing, block) = (self.packing, std::mem::take(&mut self.open));
        self.waiting.push_back(self.aside.leave(move || pack(packing, &block)));
        self.write_packed(MOST_WAITING)
    }

    /// Writes what is packed, and waits until at most `most` blocks are not.
    fn write_packed(&mut self, most: usize) -> io::Result<()> {
        while self.waiting.front().is_some_and(Ticket::is_done) || self.waiting.len() > most {
            let Some(ticket) = self.waiting.pop_front() else { break };
            self.out.write_all(&ticket.take()?)?;
        }
        Ok(())
    }

    /// Writes everything and gives back what it was written to.
    pub(super) fn finish(mut self) -> io::Result<Sink> {
        // Nothing at all, packed, is a block too: an empty file is no gzip.
        if self.packing != Packing::None && !(self.open.is_empty() && self.any) {
            self.end_block()?;
        }
        self.write_packed(0)?;
        self.out.flush()?;
        Ok(self.out)
    }
}

impl Write for Packed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.packing == Packing::None {
            return self.out.write(bytes);
        }
        self.open.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Bytes as one gzip member or zstd frame; the same bytes always give the same.
pub(in crate::clean) fn pack(packing: Packing, bytes: &[u8]) -> io::Result<Vec<u8>> {
    match packing {
        Packing::None => Ok(bytes.to_vec()),
        Packing::Gz => {
            let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 2), GZIP_LEVEL);
            encoder.write_all(bytes)?;
            encoder.finish()
        }
        Packing::Zst => {
            let mut compressor = zstd::bulk::Compressor::new(ZSTD_LEVEL)?;
            compressor.include_checksum(true)?;
            compressor.compress(bytes)
        }
    }
}

#[cfg(test)]
mod tests {
    use flate2::read::MultiGzDecoder;
    use std::io::Read;

    use super::*;
    use crate::clean::encode::seen::Seen;

    fn unpacked(packing: Packing, bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        let read = match packing {
            Packing::None => (&mut &*bytes).read_to_end(&mut out),
            Packing::Gz => MultiGzDecoder::new(bytes).read_to_end(&mut out),
            Packing::Zst => zstd::Decoder::new(bytes).expect("zstd").read_to_end(&mut out),
        };
        read.expect("whole");
        out
    }

    /// Writes the records while somebody else helps or nobody does.
    fn written(packing: Packing, records: &[Vec<u8>], helped: bool) -> Vec<u8> {
        let (seen, aside) = (Seen::default(), Aside::default());
        let mut out = Packed::new(packing, Box::new(seen.clone()), &aside);
        for record in records {
            out.write_all(record).expect("memory");
            out.end_record().expect("memory");
            if helped {
                aside.help();
            }
        }
        out.finish().expect("memory");
        seen.bytes()
    }

    #[test]
    fn what_is_packed_can_be_unpacked_whoever_packed_it() {
        let records: Vec<Vec<u8>> =
            (0..50_u32).map(|n| n.to_string().repeat(1 + n as usize * 7919 % 60_000).into_bytes()).collect();
        let whole = records.concat();
        assert!(whole.len() > 2 * BLOCK, "{}", whole.len());
        for packing in [Packing::None, Packing::Gz, Packing::Zst] {
            let alone = written(packing, &records, false);
            assert!(unpacked(packing, &alone) == whole, "{packing:?}");
            assert!(written(packing, &records, true) == alone, "{packing:?}: other bytes with help");
        }
    }

    #[test]
    fn nothing_is_a_file_of_its_kind() {
        for packing in [Packing::Gz, Packing::Zst] {
            let bytes = written(packing, &[], false);
            assert!(!bytes.is_empty() && unpacked(packing, &bytes).is_empty(), "{packing:?}");
        }
        assert!(written(Packing::None, &[], false).is_empty());
    }
}
