//! Divides locked pages into blocks, and overwrites each block when it is freed.

use std::alloc::Layout;
use std::hint::black_box;
use std::ptr::NonNull;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::pages::Pages;

/// Blocks up to `LARGEST_SHARED` stand side by side in regions of this length.
const REGION: usize = 1 << 20;

/// A larger block has pages of its own, which go back to the system when it is freed.
const LARGEST_SHARED: usize = 256 << 10;

/// A block with its own pages is a multiple of this, header included. Every system's page size divides it.
const OWN_PAGES_STEP: usize = 64 << 10;

/// A block in a region is a multiple of this, without its header, so that a region has no gaps.
const SHARED_STEP: usize = rlsf::GRANULARITY;

/// SQLite passes lengths as `int`.
const LARGEST: usize = i32::MAX as usize - OWN_PAGES_STEP;

/// Every block starts at a multiple of this. SQLite needs 8.
const ALIGNMENT: usize = 16;

const HEADER: usize = size_of::<Header>();

/// Stored before every block.
#[repr(C, align(16))]
struct Header {
    /// The length of the block.
    capacity: usize,
    /// The number of the region it is in; none if it has its own pages.
    region: Option<u32>,
}

/// All the memory that was given out, and what is free.
pub struct Heap {
    pages: Pages,
    regions: Mutex<Vec<Option<Region>>>,
}

impl Heap {
    /// A heap without any memory yet.
    pub const fn new(pages: Pages) -> Self {
        Self {
            pages,
            regions: Mutex::new(Vec::new()),
        }
    }

    /// A block with room for at least this many bytes. Nothing if there is no memory.
    pub fn allocate(&self, bytes: usize) -> Option<NonNull<u8>> {
        let capacity = capacity(bytes)?;
        let (start, region) = if capacity > LARGEST_SHARED {
            ((self.pages.map)(capacity + HEADER)?, None)
        } else {
            let (start, region) = self.allocate_in_region(capacity + HEADER)?;
            (start, Some(region))
        };
        // SAFETY: `start` is aligned to 16 and has room for the header and the block after it; no other code has it.
        unsafe {
            start.cast::<Header>().write(Header { capacity, region });
            Some(start.add(HEADER))
        }
    }

    /// Overwrites a block and takes it back.
    ///
    /// # Safety
    ///
    /// This heap allocated it, and it is not used any more.
    pub unsafe fn free(&self, block: NonNull<u8>) {
        // SAFETY: the header stands before every block of this heap.
        let (start, header) = unsafe {
            let start = block.sub(HEADER);
            (start, start.cast::<Header>().read())
        };
        // SAFETY: the block has this capacity, and is the caller's alone.
        unsafe { overwrite(block, header.capacity) };
        if let Some(region) = header.region {
            // SAFETY: `start` came from this region, as the header says.
            unsafe { self.free_in_region(region, start) };
        } else {
            // SAFETY: these pages were made for this block alone, with this length.
            unsafe { (self.pages.unmap)(start, header.capacity + HEADER) };
        }
    }

    /// A block with the same contents and room for at least this many bytes; the old one is gone. If there is no
    /// memory, nothing is returned and the old block stays.
    ///
    /// # Safety
    ///
    /// This heap gave the block out, and only the caller uses it.
    pub unsafe fn reallocate(&self, block: NonNull<u8>, bytes: usize) -> Option<NonNull<u8>> {
        // SAFETY: this heap gave it out.
        let capacity = unsafe { Self::size(block) };
        if bytes <= capacity {
            // SAFETY: the end of the block is within its capacity, and the caller has given it up.
            unsafe { overwrite(block.add(bytes), capacity - bytes) };
            return Some(block);
        }
        let larger = self.allocate(bytes)?;
        // SAFETY: both have room for this many bytes, they are apart, and nobody uses the old one from here on.
        unsafe {
            block.copy_to_nonoverlapping(larger, capacity);
            self.free(block);
        }
        Some(larger)
    }

    /// How many bytes there is room for in a block.
    ///
    /// # Safety
    ///
    /// A heap gave it out, and it was not freed.
    pub unsafe fn size(block: NonNull<u8>) -> usize {
        // SAFETY: the header stands before every block.
        unsafe { block.sub(HEADER).cast::<Header>().as_ref().capacity }
    }

    /// Whether the address is in one of the regions.
    pub fn has_in_region(&self, address: NonNull<u8>) -> bool {
        let regions = self.regions();
        regions.iter().flatten().any(|region| region.has(address))
    }

    fn regions(&self) -> MutexGuard<'_, Vec<Option<Region>>> {
        // No code panics while it is held.
        self.regions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Fills the first regions first, so that the last ones become empty.
    fn allocate_in_region(&self, length: usize) -> Option<(NonNull<u8>, u32)> {
        let mut regions = self.regions();
        for (number, region) in (0..).zip(regions.iter_mut()) {
            if let Some(start) = region.as_mut().and_then(|region| region.allocate(length)) {
                return Some((start, number));
            }
        }
        let mut region = Region::new(self.pages)?;
        let start = region.allocate(length)?;
        let unused = regions.iter().position(Option::is_none);
        let number = unused.unwrap_or(regions.len());
        match regions.get_mut(number) {
            Some(unused) => *unused = Some(region),
            None => regions.push(Some(region)),
        }
        Some((start, u32::try_from(number).ok()?))
    }

    /// # Safety
    ///
    /// `start` came from this region, and was not freed.
    unsafe fn free_in_region(&self, number: u32, start: NonNull<u8>) {
        let mut regions = self.regions();
        let Some(Some(region)) = regions.get_mut(number as usize) else {
            return;
        };
        // SAFETY: as the caller says.
        unsafe { region.free(start) };
        if region.blocks > 0 {
            return;
        }
        // One empty region is kept: the next block would ask for it again.
        let empty = |region: &&Region| region.blocks == 0;
        if regions.iter().flatten().filter(empty).count() > 1
            && let Some(unused) = regions.get_mut(number as usize)
            && let Some(region) = unused.take()
        {
            // SAFETY: no block is left in it, and it was taken out of the list.
            unsafe { (self.pages.unmap)(region.start, REGION) };
        }
    }
}

/// The length of the block for this many bytes. Nothing if SQLite could not count it.
pub fn capacity(bytes: usize) -> Option<usize> {
    if bytes <= LARGEST_SHARED {
        Some(bytes.max(1).next_multiple_of(SHARED_STEP))
    } else if bytes <= LARGEST {
        Some((bytes + HEADER).next_multiple_of(OWN_PAGES_STEP) - HEADER)
    } else {
        None
    }
}

/// # Safety
///
/// The range is the caller's alone.
unsafe fn overwrite(start: NonNull<u8>, length: usize) {
    // The compiler may leave out writes to memory that is not read again; this makes it keep them.
    // SAFETY: as the caller says.
    unsafe { black_box(start).write_bytes(0, length) };
    black_box(start);
}

/// Pages shared by many blocks.
struct Region {
    start: NonNull<u8>,
    /// The free blocks in it.
    free: Box<rlsf::Tlsf<'static, u16, u16, 15, 16>>,
    /// How many blocks were given out and not freed.
    blocks: usize,
}

// SAFETY: the pages belong to the region alone, and any thread may use them.
unsafe impl Send for Region {}

impl Region {
    fn new(pages: Pages) -> Option<Self> {
        let start = (pages.map)(REGION)?;
        let mut free = Box::new(rlsf::Tlsf::new());
        // SAFETY: the pages are unmapped only when the region and what is free in it are dropped.
        unsafe { free.insert_free_block_ptr(NonNull::slice_from_raw_parts(start, REGION)) };
        Some(Self {
            start,
            free,
            blocks: 0,
        })
    }

    fn allocate(&mut self, length: usize) -> Option<NonNull<u8>> {
        let layout = Layout::from_size_align(length, ALIGNMENT).ok()?;
        let start = self.free.allocate(layout)?;
        self.blocks += 1;
        Some(start)
    }

    /// # Safety
    ///
    /// It came from this region, and was not freed.
    unsafe fn free(&mut self, start: NonNull<u8>) {
        // SAFETY: as the caller says; every block has this alignment.
        unsafe { self.free.deallocate(start, ALIGNMENT) };
        self.blocks -= 1;
    }

    fn has(&self, address: NonNull<u8>) -> bool {
        let start = self.start.addr().get();
        (start..start + REGION).contains(&address.addr().get())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    use proptest::prelude::*;

    use super::*;
    use crate::pages::SYSTEM;

    const CANARY: &[u8] = b"a note that nobody else may read";

    fn fill(block: NonNull<u8>, length: usize, byte: u8) {
        // SAFETY: the tests fill no more than they asked for.
        unsafe { block.write_bytes(byte, length) };
    }

    fn bytes<'a>(block: NonNull<u8>, length: usize) -> &'a [u8] {
        // SAFETY: the tests read no more than they asked for, before they free it.
        unsafe { std::slice::from_raw_parts(block.as_ptr(), length) }
    }

    fn write_canary(block: NonNull<u8>, at: usize) {
        // SAFETY: the tests write no further than they asked for.
        unsafe {
            let canary = NonNull::from(CANARY).cast::<u8>();
            block.add(at).copy_from_nonoverlapping(canary, CANARY.len());
        }
    }

    fn free(heap: &Heap, block: NonNull<u8>) {
        // SAFETY: the tests free a block once, and do not use it after that.
        unsafe { heap.free(block) };
    }

    fn reallocate(heap: &Heap, block: NonNull<u8>, length: usize) -> NonNull<u8> {
        // SAFETY: the tests go on with the returned block only.
        unsafe { heap.reallocate(block, length) }.unwrap()
    }

    fn size(block: NonNull<u8>) -> usize {
        // SAFETY: the tests ask before they free it.
        unsafe { Heap::size(block) }
    }

    fn has_canary(pages: &[u8]) -> bool {
        pages.windows(CANARY.len()).any(|found| found == CANARY)
    }

    fn regions(heap: &Heap) -> usize {
        heap.regions().iter().flatten().count()
    }

    /// Whether the canary is in any region, in use or free.
    fn keeps_canary(heap: &Heap) -> bool {
        let regions = heap.regions();
        let mut regions = regions.iter().flatten();
        regions.any(|region| has_canary(bytes(region.start, REGION)))
    }

    #[test]
    fn blocks_are_aligned_and_as_large_as_their_rounded_size() {
        let heap = Heap::new(SYSTEM);
        for length in (1..600)
            .chain([4_096, 4_376, 49_152, LARGEST_SHARED])
            .chain([LARGEST_SHARED + 1, 1 << 20, 5_000_001])
        {
            let block = heap.allocate(length).unwrap();
            assert_eq!(block.addr().get() % ALIGNMENT, 0, "{length} bytes");
            assert!(size(block) >= length, "{length} bytes");
            assert_eq!(Some(size(block)), capacity(length), "{length} bytes");
            assert_eq!(capacity(size(block)), Some(size(block)), "rounded once");
            fill(block, size(block), 0xA5);
            free(&heap, block);
        }
    }

    #[test]
    fn freed_block_is_overwritten() {
        let heap = Heap::new(SYSTEM);
        let _neighbour = heap.allocate(100).unwrap();
        for length in [100, 5_000, LARGEST_SHARED] {
            let block = heap.allocate(length).unwrap();
            write_canary(block, length - CANARY.len());
            assert!(keeps_canary(&heap), "a control that must be found");
            free(&heap, block);
            assert!(!keeps_canary(&heap), "{length} bytes");
        }
    }

    #[test]
    fn block_that_shrinks_or_moves_leaves_nothing_behind() {
        let heap = Heap::new(SYSTEM);
        let block = heap.allocate(2_000).unwrap();
        write_canary(block, 1_900);
        let same = reallocate(&heap, block, 1_000);
        assert!(!keeps_canary(&heap), "the end that was cut off");

        write_canary(same, 0);
        let neighbour = heap.allocate(100).unwrap();
        let moved = reallocate(&heap, same, 50_000);
        assert!(bytes(moved, CANARY.len()) == CANARY);
        fill(moved, CANARY.len(), 0);
        assert!(!keeps_canary(&heap), "where it was before");
        free(&heap, neighbour);
        free(&heap, moved);
    }

    #[test]
    fn large_block_is_overwritten_before_its_pages_are_returned() {
        static RETURNED: AtomicUsize = AtomicUsize::new(0);
        let watched = Pages {
            map: SYSTEM.map,
            unmap: |start, length| {
                assert!(!has_canary(bytes(start, length)));
                RETURNED.fetch_add(length, Ordering::Relaxed);
                // SAFETY: as the heap says.
                unsafe { (SYSTEM.unmap)(start, length) };
            },
        };
        let heap = Heap::new(watched);
        let block = heap.allocate(LARGEST_SHARED + 1).unwrap();
        let length = size(block) + HEADER;
        write_canary(block, LARGEST_SHARED - CANARY.len());
        let grown = reallocate(&heap, block, 3 * LARGEST_SHARED);
        assert_eq!(RETURNED.load(Ordering::Relaxed), length);
        free(&heap, grown);
        assert!(RETURNED.load(Ordering::Relaxed) > 4 * LARGEST_SHARED);
        assert_eq!(regions(&heap), 0, "no region was needed");
    }

    #[test]
    fn empty_regions_return_to_the_system() {
        let heap = Heap::new(SYSTEM);
        let blocks: Vec<_> = (0..5_000).map(|_| heap.allocate(4_376).unwrap()).collect();
        let most = regions(&heap);
        assert!((21..24).contains(&most), "22 MB in {most} MiB");
        for block in blocks {
            free(&heap, block);
        }
        assert_eq!(regions(&heap), 1);
    }

    #[test]
    fn without_memory_there_is_no_block_and_the_old_one_stays() {
        static LEFT: AtomicUsize = AtomicUsize::new(1);
        let scarce = Pages {
            map: |length| {
                let left = LEFT.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                    left.checked_sub(1)
                });
                left.ok().and_then(|_| (SYSTEM.map)(length))
            },
            unmap: SYSTEM.unmap,
        };
        let heap = Heap::new(scarce);
        let block = heap.allocate(1_000).unwrap();
        write_canary(block, 0);
        // SAFETY: the old block is used only if there is no new one.
        assert!(unsafe { heap.reallocate(block, 2 * LARGEST_SHARED) }.is_none());
        assert!(bytes(block, CANARY.len()) == CANARY);
        let mut filled = Vec::new();
        while let Some(block) = heap.allocate(LARGEST_SHARED) {
            filled.push(block);
        }
        assert_eq!(filled.len(), 3, "the region is full");
        filled.into_iter().for_each(|block| free(&heap, block));
        assert!(heap.allocate(LARGEST_SHARED).is_some());
        assert!(heap.allocate(usize::MAX).is_none());
        assert!(heap.allocate(LARGEST + 1).is_none());
    }

    #[test]
    fn threads_do_not_disturb_each_other() {
        let heap = Heap::new(SYSTEM);
        thread::scope(|scope| {
            for thread in 1..=4_u8 {
                let heap = &heap;
                scope.spawn(move || {
                    let mut held = Vec::new();
                    for turn in 0..2_000_usize {
                        let length = 1 + turn * 7_919 % 9_000;
                        let block = heap.allocate(length).unwrap();
                        fill(block, length, thread);
                        held.push((block, length));
                        if turn % 3 == 0 {
                            let (block, length) = held.swap_remove(turn % held.len());
                            assert!(bytes(block, length).iter().all(|byte| *byte == thread));
                            free(heap, block);
                        }
                    }
                    for (block, length) in held {
                        assert!(bytes(block, length).iter().all(|byte| *byte == thread));
                        free(heap, block);
                    }
                });
            }
        });
        assert_eq!(regions(&heap), 1);
    }

    #[derive(Debug, Clone)]
    enum Step {
        Allocate(usize),
        Free(usize),
        Reallocate(usize, usize),
    }

    fn length() -> impl Strategy<Value = usize> {
        prop_oneof![
            8 => 1..600_usize,
            4 => 4_000..5_000_usize,
            2 => 5_000..LARGEST_SHARED,
            1 => LARGEST_SHARED..4 * LARGEST_SHARED,
        ]
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            4 => length().prop_map(Step::Allocate),
            3 => any::<usize>().prop_map(Step::Free),
            2 => (any::<usize>(), length()).prop_map(|(which, length)| Step::Reallocate(which, length)),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn blocks_keep_their_contents(steps in prop::collection::vec(step(), 1..200)) {
            let heap = Heap::new(SYSTEM);
            let mut held: HashMap<usize, (NonNull<u8>, usize, u8)> = HashMap::new();
            for (number, step) in steps.into_iter().enumerate() {
                let byte = u8::try_from(number % 255).unwrap() + 1;
                let chosen = |which: usize| {
                    let mut numbers: Vec<_> = held.keys().copied().collect();
                    numbers.sort_unstable();
                    (!numbers.is_empty()).then(|| numbers[which % numbers.len()])
                };
                match step {
                    Step::Allocate(length) => {
                        let block = heap.allocate(length).unwrap();
                        fill(block, size(block), byte);
                        held.insert(number, (block, length, byte));
                    }
                    Step::Free(which) => {
                        if let Some(chosen) = chosen(which) {
                            let (block, length, byte) = held.remove(&chosen).unwrap();
                            prop_assert!(bytes(block, length).iter().all(|found| *found == byte));
                            free(&heap, block);
                        }
                    }
                    Step::Reallocate(which, length) => {
                        if let Some(chosen) = chosen(which) {
                            let (block, before, was) = held[&chosen];
                            let block = reallocate(&heap, block, length);
                            prop_assert!(size(block) >= length);
                            let kept = before.min(length);
                            prop_assert!(bytes(block, kept).iter().all(|found| *found == was));
                            fill(block, length, byte);
                            held.insert(chosen, (block, length, byte));
                        }
                    }
                }
            }
            for (block, length, byte) in held.into_values() {
                prop_assert!(bytes(block, length).iter().all(|found| *found == byte));
                free(&heap, block);
            }
            prop_assert!(regions(&heap) <= 1);
            prop_assert!(heap.regions().iter().flatten().all(|region| region.blocks == 0));
        }
    }
}
