//! Memory for the wasm, zeroed as soon as it is let go of.
//!
//! Texts that hold a token are made in more places than any type could cover: the glue copies
//! strings in, and moves them as they turn out longer; an answer that went wrong is copied to be
//! masked; a header is put together. So whatever is freed is zeroed, and no copy is forgotten.

use core::{
    alloc::{GlobalAlloc, Layout},
    ptr,
};

use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};

/// The standard library's allocator is 9 kB larger than talc and no faster for what calls need.
struct Zeroing(WasmDynamicTalc);

#[global_allocator]
static ALLOCATOR: Zeroing = Zeroing(new_wasm_dynamic_allocator());

// SAFETY: all is talc's own, which takes the memory back with whatever stands in it. What grows or
// shrinks is moved by the trait's default, and so freed here too.
unsafe impl GlobalAlloc for Zeroing {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promises are those that talc asks for.
        unsafe { self.0.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        // SAFETY: the caller hands over that many bytes, which nobody else uses any more.
        unsafe {
            ptr::write_bytes(memory, 0, layout.size());
            self.0.dealloc(memory, layout);
        }
    }
}
