//! The tokenizer against html5ever's, token by token.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../src/page/parse/tokenizer/tests/oracle.rs"]
mod oracle;

fuzz_target!(|data: &[u8]| {
    let page = String::from_utf8_lossy(data);
    // More attributes than our tokenizer keeps are no finding.
    if page.bytes().filter(|byte| b" /\t\n\r\x0c\"'".contains(byte)).count() < 256 {
        assert_eq!(tinsach::internals::tokens(&page), oracle::tokens(&page));
    }
});
