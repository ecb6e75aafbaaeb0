//! The heap as SQLite calls it.

use std::ffi::{c_int, c_void};
use std::ptr::{NonNull, null_mut};
use std::sync::OnceLock;

use libsqlite3_sys::{
    SQLITE_CONFIG_MALLOC, SQLITE_OK, sqlite3_config, sqlite3_free, sqlite3_malloc,
    sqlite3_mem_methods,
};

use crate::heap::{Heap, capacity};
use crate::pages::SYSTEM;

static HEAP: Heap = Heap::new(SYSTEM);

/// Makes SQLite take all its memory from here, and says whether it does. Must be called before SQLite is first used:
/// after that SQLite keeps the allocator that it has.
pub fn install() -> bool {
    static ACCEPTED: OnceLock<bool> = OnceLock::new();
    *ACCEPTED.get_or_init(configure) && is_used()
}

fn configure() -> bool {
    let methods = sqlite3_mem_methods {
        xMalloc: Some(allocate),
        xFree: Some(free),
        xRealloc: Some(reallocate),
        xSize: Some(size),
        xRoundup: Some(round_up),
        xInit: Some(begin),
        xShutdown: Some(end),
        pAppData: null_mut(),
    };
    // SAFETY: SQLite copies the functions, and they keep its contract. It refuses if it is already running. A program
    // must call `install` before it uses SQLite, and waits here for the one call, so nothing else runs in SQLite now.
    unsafe { sqlite3_config(SQLITE_CONFIG_MALLOC, &raw const methods) == SQLITE_OK }
}

/// Asks SQLite for memory, and looks where it is.
fn is_used() -> bool {
    // SAFETY: the block is in no other use, and SQLite frees a block that it allocated; it also accepts a null pointer.
    unsafe {
        let block = sqlite3_malloc(1);
        let used = NonNull::new(block).is_some_and(|block| HEAP.has_in_region(block.cast()));
        sqlite3_free(block);
        used
    }
}

extern "C" fn allocate(bytes: c_int) -> *mut c_void {
    let block = usize::try_from(bytes)
        .ok()
        .and_then(|bytes| HEAP.allocate(bytes));
    pointer(block)
}

unsafe extern "C" fn free(block: *mut c_void) {
    if let Some(block) = NonNull::new(block) {
        // SAFETY: SQLite gives back what it was given, once.
        unsafe { HEAP.free(block.cast()) };
    }
}

unsafe extern "C" fn reallocate(block: *mut c_void, bytes: c_int) -> *mut c_void {
    let Some(block) = NonNull::new(block) else {
        return allocate(bytes);
    };
    let Ok(bytes) = usize::try_from(bytes) else {
        return null_mut();
    };
    // SAFETY: SQLite was given the block, and uses only what is returned, if that is not null.
    pointer(unsafe { HEAP.reallocate(block.cast(), bytes) })
}

unsafe extern "C" fn size(block: *mut c_void) -> c_int {
    NonNull::new(block).map_or(0, |block| {
        // SAFETY: SQLite was given the block, and has not given it back.
        let size = unsafe { Heap::size(block.cast()) };
        c_int::try_from(size).unwrap_or(c_int::MAX)
    })
}

extern "C" fn round_up(bytes: c_int) -> c_int {
    let rounded = usize::try_from(bytes).ok().and_then(capacity);
    rounded
        .and_then(|rounded| c_int::try_from(rounded).ok())
        .unwrap_or(bytes)
}

extern "C" fn begin(_: *mut c_void) -> c_int {
    SQLITE_OK
}

extern "C" fn end(_: *mut c_void) {}

fn pointer(block: Option<NonNull<u8>>) -> *mut c_void {
    block.map_or(null_mut(), |block| block.as_ptr().cast())
}

#[cfg(test)]
mod tests {
    use std::ffi::CStr;

    use libsqlite3_sys::{
        SQLITE_ROW, sqlite3, sqlite3_close, sqlite3_column_int64, sqlite3_finalize, sqlite3_open,
        sqlite3_prepare_v2, sqlite3_step, sqlite3_stmt,
    };

    use super::*;

    fn number(database: *mut sqlite3, sql: &CStr) -> i64 {
        let mut statement: *mut sqlite3_stmt = null_mut();
        // SAFETY: the database is open, and the statement is finalised once.
        unsafe {
            let end = &raw mut statement;
            assert_eq!(
                sqlite3_prepare_v2(database, sql.as_ptr(), -1, end, null_mut()),
                SQLITE_OK
            );
            assert_eq!(sqlite3_step(statement), SQLITE_ROW);
            let number = sqlite3_column_int64(statement, 0);
            sqlite3_finalize(statement);
            number
        }
    }

    #[test]
    fn sqlite_takes_its_memory_from_here() {
        assert!(install());
        assert!(install(), "a second time changes nothing");
        let mut database: *mut sqlite3 = null_mut();
        // SAFETY: the database is closed once.
        unsafe {
            assert_eq!(
                sqlite3_open(c":memory:".as_ptr(), &raw mut database),
                SQLITE_OK
            );
            let database_at = NonNull::new(database).unwrap();
            assert!(HEAP.has_in_region(database_at.cast()));
            let sum =
                c"WITH RECURSIVE n(i) AS (SELECT 1 UNION SELECT i + 1 FROM n WHERE i < 20000) \
                SELECT sum(length(hex(i))) FROM n ORDER BY 1";
            assert!(number(database, sum) > 100_000);
            assert_eq!(sqlite3_close(database), SQLITE_OK);
        }
    }
}
