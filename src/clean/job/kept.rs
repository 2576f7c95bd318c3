//! What has to be known to go on: of everything that looks at records in their order and remembers them.

/// Remembers something of the records that it was shown, and can go on with it in a later run.
///
/// A job asks at the end of each shard and writes the answer with the commit: what is committed and what is remembered
/// never differ. The answers must depend on the records alone.
pub(in crate::clean) trait Keep {
    /// The word that its files are called by: `_commits/00000-WORD`.
    fn name(&self) -> &'static str;

    /// What is needed to go on after this shard. All answers are given back in their order, so each may hold only what its
    /// shard has added. Nothing is an answer too.
    fn keep(&mut self) -> Vec<u8>;

    /// Takes the answer of one shard back. Called for every committed shard in order, before the first record.
    ///
    /// # Errors
    /// When the bytes are none of its own: in a few words, for a message.
    fn resume(&mut self, kept: &[u8]) -> Result<(), String>;

    /// Takes back the answer of a shard that is not finished: what it says belongs to the next answer too. Called after
    /// those of the committed shards, if at all.
    ///
    /// # Errors
    /// As for `resume`.
    fn resume_within(&mut self, kept: &[u8]) -> Result<(), String>;
}

/// All who remember.
pub(in crate::clean) type Keepers<'a> = Vec<&'a mut dyn Keep>;
