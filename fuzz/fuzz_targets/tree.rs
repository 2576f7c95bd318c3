//! The tree against scraper's, node by node.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../src/page/parse/tree/tests/oracle.rs"]
mod oracle;

fuzz_target!(|data: &[u8]| {
    let page = String::from_utf8_lossy(data);
    // More attributes or formatting elements than ours keeps are no finding. Nor is that html5ever forgets to drop the
    // newline after `<pre>` where it reports an error in between, as it does for `&#10`.
    let many = |bytes: &[u8]| page.bytes().filter(|byte| bytes.contains(byte)).count() > 120;
    if !many(b" /\t\n\r\x0c\"'") && !many(b"<") && !page.contains("&#") {
        assert_eq!(tinsach::internals::tree(&page), oracle::outline(&page));
    }
});
