//! The allocator, over an arena instead of the memory of a wasm.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
    slice,
};

use proptest::{collection::vec, prelude::*};
use reportei_customers::allocator::{Allocator, LEAST_BYTES, PAGE_BYTES, Pages};

/// How many pages an arena has.
const PAGES: usize = 64;

/// The arena of this thread, which is one test.
struct Arena;

thread_local! {
    static FIRST: Cell<usize> = const { Cell::new(0) };
    static TAKEN: Cell<usize> = const { Cell::new(0) };
}

impl Arena {
    /// An allocator that has all of the arena.
    fn allocator() -> Allocator<Self> {
        if FIRST.get() == 0 {
            let layout = Layout::from_size_align(PAGES * PAGE_BYTES, PAGE_BYTES).unwrap();
            // SAFETY: the layout is not empty. The arena stays for as long as the process.
            FIRST.set(unsafe { System.alloc_zeroed(layout) }.expose_provenance() / PAGE_BYTES);
        }
        TAKEN.set(0);
        Allocator::new()
    }
}

impl Pages for Arena {
    fn grow(pages: usize) -> Option<usize> {
        let taken = TAKEN.get();
        (taken + pages <= PAGES).then(|| {
            TAKEN.set(taken + pages);
            FIRST.get() + taken
        })
    }
}

fn bytes(count: usize) -> Layout {
    Layout::from_size_align(count, 1).unwrap()
}

/// A block, filled with a byte.
struct Block {
    begin: *mut u8,
    count: usize,
    fill: u8,
}

impl Block {
    fn new(allocator: &Allocator<Arena>, count: usize, fill: u8) -> Self {
        // SAFETY: no layout here is empty.
        let begin = unsafe { allocator.alloc(bytes(count)) };
        assert!(!begin.is_null());
        assert_eq!(begin.addr() % LEAST_BYTES, 0);
        // SAFETY: the allocator gave that many bytes.
        unsafe { begin.write_bytes(fill, count) };
        Self { begin, count, fill }
    }

    fn is_intact(&self) -> bool {
        // SAFETY: these are the bytes that `new` wrote.
        let bytes = unsafe { slice::from_raw_parts(self.begin, self.count) };
        bytes.iter().all(|byte| *byte == self.fill)
    }

    /// Frees it. Gives whether nothing is left of what it held.
    fn free(self, allocator: &Allocator<Arena>) -> bool {
        // SAFETY: it is from this allocator, of that layout. The arena stays readable.
        let bytes = unsafe {
            allocator.dealloc(self.begin, bytes(self.count));
            slice::from_raw_parts(self.begin, self.count)
        };
        // A block begins with where the next one is.
        bytes.iter().skip(size_of::<usize>()).all(|byte| *byte == 0)
    }
}

proptest! {
    #[test]
    fn blocks_are_nobody_elses(steps in vec((any::<bool>(), 1..5000_usize, any::<prop::sample::Index>()), 1..100)) {
        let allocator = Arena::allocator();
        let mut blocks: Vec<Block> = Vec::new();
        for (fill, (frees, count, index)) in (1..=u8::MAX).cycle().zip(steps) {
            if frees && !blocks.is_empty() {
                let block = blocks.swap_remove(index.index(blocks.len()));
                prop_assert!(block.is_intact());
                prop_assert!(block.free(&allocator));
            } else {
                blocks.push(Block::new(&allocator, count, fill));
            }
        }
        prop_assert!(blocks.iter().all(Block::is_intact));
    }

    #[test]
    fn what_was_freed_is_used_again(counts in vec(1..5000_usize, 1..20)) {
        let allocator = Arena::allocator();
        let mut taken = None;
        for _ in 0..8 {
            let blocks: Vec<Block> =
                counts.iter().map(|count| Block::new(&allocator, *count, 1)).collect();
            for block in blocks {
                block.free(&allocator);
            }
            prop_assert_eq!(*taken.get_or_insert(TAKEN.get()), TAKEN.get());
        }
    }

    #[test]
    fn what_grows_keeps_what_it_holds(counts in vec(1..20_000_usize, 2..10)) {
        let allocator = Arena::allocator();
        let mut block = Block::new(&allocator, counts[0], 7);
        for count in counts {
            // SAFETY: it is from this allocator, of that layout, and the other is not empty.
            let begin = unsafe { allocator.realloc(block.begin, bytes(block.count), count) };
            prop_assert!(!begin.is_null());
            block = Block { begin, count: block.count.min(count), ..block };
            prop_assert!(block.is_intact());
            // SAFETY: the allocator gave that many bytes.
            unsafe { begin.write_bytes(7, count) };
            block.count = count;
        }
    }
}

#[test]
fn there_is_no_memory_where_there_are_no_pages() {
    let allocator = Arena::allocator();
    // SAFETY: no layout here is empty.
    unsafe {
        assert!(allocator.alloc(bytes(PAGES * PAGE_BYTES + 1)).is_null());
        assert!(allocator.alloc(bytes(isize::MAX.unsigned_abs())).is_null());
        assert!(!allocator.alloc(bytes(PAGES * PAGE_BYTES)).is_null());
        assert!(allocator.alloc(bytes(1)).is_null());
    }
}

#[test]
fn a_block_that_must_be_aligned_further_is_refused() {
    let allocator = Arena::allocator();
    let layout = Layout::from_size_align(32, 2 * LEAST_BYTES).unwrap();
    // SAFETY: the layout is not empty.
    assert!(unsafe { allocator.alloc(layout) }.is_null());
}

#[test]
fn pages_that_others_took_are_not_used() {
    let allocator = Arena::allocator();
    let first = Block::new(&allocator, PAGE_BYTES / 2, 1);
    Arena::grow(1).unwrap();
    let second = Block::new(&allocator, PAGE_BYTES, 2);
    assert_eq!(second.begin.addr() - first.begin.addr(), 2 * PAGE_BYTES);
    assert!(first.is_intact());
}
