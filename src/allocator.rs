//! Memory for the wasm, zeroed as soon as it is let go of.
//!
//! Texts that hold a token are made in more places than any type could cover: the glue copies
//! strings in, and moves them as they turn out longer; an answer that went wrong is copied to be
//! masked; a header is put together. So whatever is freed is zeroed, and no copy is forgotten.
//!
//! Blocks have a power of two of bytes. Those that were freed stand in a list for each size, and are
//! neither split nor joined: what a client needs again and again are blocks of the same few sizes. The
//! smallest allocator among the libraries (`talc`) is 460 bytes of brotli more, a fiftieth of all that
//! the package brings.

use core::{
    alloc::{GlobalAlloc, Layout},
    cell::Cell,
    marker::PhantomData,
    ptr,
};

/// The bytes of a page of WebAssembly's.
pub const PAGE_BYTES: usize = 65_536;
/// The smallest block's bytes, and what all blocks are aligned to: nothing here needs more.
pub const LEAST_BYTES: usize = 8;
/// A list for each power of two that has its place in 32 bits.
const LISTS: usize = 32;

/// Where pages come from.
pub trait Pages {
    /// Adds that many. Gives the number of the first, where there are as many.
    fn grow(pages: usize) -> Option<usize>;
}

/// What a block begins with once it was freed: where the next of its size is.
struct Freed(*mut Freed);

/// An allocator for one thread.
pub struct Allocator<P> {
    /// By the power of two, the first of the blocks that were freed.
    freed: [Cell<*mut Freed>; LISTS],
    /// From where to where no block was made yet.
    from: Cell<usize>,
    to: Cell<usize>,
    pages: PhantomData<P>,
}

impl<P> Allocator<P> {
    /// One that has no memory yet.
    #[allow(clippy::new_without_default, reason = "a static is made of it, which takes a constant")]
    #[must_use]
    pub const fn new() -> Self {
        Self {
            freed: [const { Cell::new(ptr::null_mut()) }; LISTS],
            from: Cell::new(0),
            to: Cell::new(0),
            pages: PhantomData,
        }
    }
}

impl<P: Pages> Allocator<P> {
    fn new_block(&self, bytes: usize) -> Option<usize> {
        if self.to.get() - self.from.get() < bytes {
            let pages = bytes.div_ceil(PAGE_BYTES);
            let begin = P::grow(pages)? * PAGE_BYTES;
            // Others may have grown the memory meanwhile.
            if self.to.get() != begin {
                self.from.set(begin);
            }
            self.to.set(begin + pages * PAGE_BYTES);
        }
        let block = self.from.get();
        self.from.set(block + bytes);
        Some(block)
    }
}

/// Which power of two a layout needs.
fn power_of(layout: Layout) -> usize {
    ((layout.size() - 1) | (LEAST_BYTES - 1)).ilog2() as usize + 1
}

// SAFETY: a block is as long as its layout asks for, or longer, since its power of two is; it is
// aligned, since all blocks begin at multiples of the least; and it is nobody else's, since it is
// either behind all that were made, or was taken out of the list of those that were freed.
unsafe impl<P: Pages> GlobalAlloc for Allocator<P> {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let power = power_of(layout);
        let Some(list) = self.freed.get(power) else { return ptr::null_mut() };
        if layout.align() > LEAST_BYTES {
            return ptr::null_mut();
        }
        let first = list.get();
        if first.is_null() {
            return self
                .new_block(1 << power)
                .map_or(ptr::null_mut(), ptr::with_exposed_provenance_mut);
        }
        // SAFETY: what is in the list was freed, and written then.
        list.set(unsafe { first.read() }.0);
        first.cast()
    }

    #[inline(never)]
    #[allow(clippy::cast_ptr_alignment, reason = "all blocks are aligned to the least")]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if let Some(list) = self.freed.get(power_of(layout)) {
            // SAFETY: the caller hands over a block of that layout, which nobody else uses any more.
            unsafe {
                ptr::write_bytes(block, 0, layout.size());
                block.cast::<Freed>().write(Freed(list.get()));
            }
            list.set(block.cast());
        }
    }
}

#[cfg(target_arch = "wasm32")]
mod wasm {
    use core::arch::wasm32::memory_grow;

    use super::{Allocator, Pages};

    struct Memory;

    impl Pages for Memory {
        fn grow(pages: usize) -> Option<usize> {
            let first = memory_grow::<0>(pages);
            (first != usize::MAX).then_some(first)
        }
    }

    // SAFETY: the wasm is for one thread: without atomics, no other could have its memory.
    #[cfg(not(target_feature = "atomics"))]
    unsafe impl Sync for Allocator<Memory> {}

    #[global_allocator]
    static ALLOCATOR: Allocator<Memory> = Allocator::new();
}
