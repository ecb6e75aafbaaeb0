// A library to preload into a program (LD_PRELOAD). It records in KITH_PRELOAD_LOG, in order, each change that the program
// makes under KITH_PRELOAD_ROOT, and refuses the call that KITH_PRELOAD_REFUSE names.
//
// A line of the log is a letter and numbers or names between tabs; the bytes of W and A follow their line.
//   C dir name inode     a file was made            M dir name inode    a folder was made
//   W inode at length    bytes were written         T inode length      a file was shortened or extended
//   S inode              a file or folder was synced
//   R dir name dir name inode   renamed             U dir name inode    a name was removed
//   L dir name inode     a second name was given    A length            written to the standard output
//   w s r o u            one of these calls is about to be made
//
// KITH_PRELOAD_REFUSE = "kind:n:errno:lasting" refuses the n-th of these calls; with kind b, each read
// of the byte n of a vault.db fails, as from a bad sector.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static int log_fd = -1;
static char root[PATH_MAX];
static char refused_kind;
static long refused_number, refused_error, lasting, seen;

#define REAL(type, name, ...) \
  static type (*real_##name)(__VA_ARGS__); \
  if (!real_##name) real_##name = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

static ssize_t put(int fd, const void *bytes, size_t length) {
  REAL(ssize_t, write, int, const void *, size_t);
  return real_write(fd, bytes, length);
}

__attribute__((constructor)) static void begin(void) {
  const char *under = getenv("KITH_PRELOAD_ROOT"), *log = getenv("KITH_PRELOAD_LOG"), *refuse = getenv("KITH_PRELOAD_REFUSE");
  REAL(int, open, const char *, int, ...);
  if (under) snprintf(root, sizeof root, "%s/", under);
  if (log) log_fd = real_open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (refuse) sscanf(refuse, "%c:%ld:%ld:%ld", &refused_kind, &refused_number, &refused_error, &lasting);
}

// The absolute path of `path` as seen from `dirfd`; false if it is not under the root.
static int place(int dirfd, const char *path, char *full) {
  if (!*root) return 0;
  if (path[0] == '/') {
    snprintf(full, PATH_MAX, "%s", path);
  } else {
    char link[64], folder[PATH_MAX];
    if (dirfd == AT_FDCWD) snprintf(link, sizeof link, "/proc/self/cwd");
    else snprintf(link, sizeof link, "/proc/self/fd/%d", dirfd);
    ssize_t length = readlink(link, folder, sizeof folder - 1);
    if (length <= 0) return 0;
    folder[length] = 0;
    if (snprintf(full, PATH_MAX, "%s/%s", folder, path) >= PATH_MAX) return 0;
  }
  return strncmp(full, root, strlen(root)) == 0;
}

static int place_of(int fd, char *full) {
  return *root && fd > 2 && fd != log_fd && place(fd, "", full);
}

static unsigned long inode(const char *full) {
  struct stat found;
  return lstat(full, &found) == 0 ? found.st_ino : 0;
}

static unsigned long inode_of(int fd) {
  struct stat found;
  return fstat(fd, &found) == 0 ? found.st_ino : 0;
}

// "inode of the folder<tab>name"
static void named(const char *full, char *out) {
  char folder[PATH_MAX];
  snprintf(folder, sizeof folder, "%s", full);
  char *slash = strrchr(folder, '/');
  *slash = 0;
  snprintf(out, PATH_MAX + 32, "%lu\t%s", inode(folder), slash + 1);
}

static void note(const char *bytes, size_t length, const char *format, ...) {
  if (log_fd < 0) return;
  char line[3 * PATH_MAX];
  va_list words;
  va_start(words, format);
  int used = vsnprintf(line, sizeof line, format, words);
  va_end(words);
  put(log_fd, line, (size_t)used);
  if (length) put(log_fd, bytes, length);
}

// Counts a call of this kind: w rite, s ync, r ename, o pen, u nlink. One of them is refused, or from then on all.
static int refuse(char kind) {
  note(0, 0, "%c\n", kind);
  if (kind != refused_kind) return 0;
  long number = ++seen;
  if (number < refused_number || (number > refused_number && !lasting)) return 0;
  errno = (int)refused_error;
  return 1;
}

#define BEGIN int kept; pthread_mutex_lock(&turn)
#define END kept = errno; pthread_mutex_unlock(&turn); errno = kept

static int open_noted(int dirfd, const char *path, int flags, mode_t mode) {
  REAL(int, openat, int, const char *, int, ...);
  char full[PATH_MAX], name[PATH_MAX + 32];
  if (!place(dirfd, path, full)) return real_openat(dirfd, path, flags, mode);
  BEGIN;
  struct stat before;
  int was = lstat(full, &before) == 0, fd = -1;
  if (!refuse('o')) fd = real_openat(dirfd, path, flags, mode);
  if (fd >= 0 && !was) {
    named(full, name);
    note(0, 0, "C\t%s\t%lu\n", name, inode_of(fd));
  } else if (fd >= 0 && (flags & O_TRUNC) && before.st_size) {
    note(0, 0, "T\t%lu\t0\n", inode_of(fd));
  }
  END;
  return fd;
}

#define OPENING \
  mode_t mode = 0; \
  if (flags & (O_CREAT | __O_TMPFILE)) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); }
int open(const char *path, int flags, ...) { OPENING return open_noted(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { OPENING return open_noted(AT_FDCWD, path, flags, mode); }
int openat(int dirfd, const char *path, int flags, ...) { OPENING return open_noted(dirfd, path, flags, mode); }
int openat64(int dirfd, const char *path, int flags, ...) { OPENING return open_noted(dirfd, path, flags, mode); }
int creat(const char *path, mode_t mode) { return open_noted(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }

static ssize_t write_noted(int fd, const void *bytes, size_t length, off_t at, int has_place) {
  REAL(ssize_t, pwrite, int, const void *, size_t, off_t);
  char full[PATH_MAX];
  if (fd == 1 && !has_place) {
    BEGIN;
    ssize_t said = put(fd, bytes, length);
    if (said > 0) note(bytes, (size_t)said, "A\t%zd\n", said);
    END;
    return said;
  }
  if (!place_of(fd, full)) return has_place ? real_pwrite(fd, bytes, length, at) : put(fd, bytes, length);
  BEGIN;
  ssize_t written = -1;
  if (!refuse('w')) {
    if (!has_place) at = (fcntl(fd, F_GETFL) & O_APPEND) ? lseek(fd, 0, SEEK_END) : lseek(fd, 0, SEEK_CUR);
    written = has_place ? real_pwrite(fd, bytes, length, at) : put(fd, bytes, length);
    if (written > 0) note(bytes, (size_t)written, "W\t%lu\t%lld\t%zd\n", inode_of(fd), (long long)at, written);
  }
  END;
  return written;
}

ssize_t write(int fd, const void *bytes, size_t length) { return write_noted(fd, bytes, length, 0, 0); }
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) { return write_noted(fd, bytes, length, at, 1); }
ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t at) { return write_noted(fd, bytes, length, at, 1); }
ssize_t writev(int fd, const struct iovec *parts, int count) {
  // One part at a time is allowed: every caller must accept a shorter write than it asked for.
  for (int part = 0; part < count; part++)
    if (parts[part].iov_len) return write(fd, parts[part].iov_base, parts[part].iov_len);
  return 0;
}

static int is_bad(int fd, off_t at, size_t length) {
  char full[PATH_MAX];
  if (refused_kind != 'b' || at > refused_number || at + (off_t)length <= refused_number) return 0;
  if (!place_of(fd, full) || !strstr(full, "/vault.db/")) return 0;
  errno = (int)refused_error;
  return 1;
}

ssize_t read(int fd, void *into, size_t length) {
  REAL(ssize_t, read, int, void *, size_t);
  if (refused_kind == 'b' && is_bad(fd, lseek(fd, 0, SEEK_CUR), length)) return -1;
  return real_read(fd, into, length);
}

ssize_t pread(int fd, void *into, size_t length, off_t at) {
  REAL(ssize_t, pread, int, void *, size_t, off_t);
  return is_bad(fd, at, length) ? -1 : real_pread(fd, into, length, at);
}

ssize_t pread64(int fd, void *into, size_t length, off_t at) { return pread(fd, into, length, at); }

static int cut_noted(int fd, off_t length) {
  REAL(int, ftruncate, int, off_t);
  char full[PATH_MAX];
  if (!place_of(fd, full)) return real_ftruncate(fd, length);
  BEGIN;
  int done = refuse('w') ? -1 : real_ftruncate(fd, length);
  if (done == 0) note(0, 0, "T\t%lu\t%lld\n", inode_of(fd), (long long)length);
  END;
  return done;
}

int ftruncate(int fd, off_t length) { return cut_noted(fd, length); }
int ftruncate64(int fd, off_t length) { return cut_noted(fd, length); }

static int sync_noted(int fd, int (*real)(int)) {
  char full[PATH_MAX];
  if (!place_of(fd, full)) return real(fd);
  BEGIN;
  int done = refuse('s') ? -1 : real(fd);
  if (done == 0) note(0, 0, "S\t%lu\n", inode_of(fd));
  END;
  return done;
}

int fsync(int fd) { REAL(int, fsync, int); return sync_noted(fd, real_fsync); }
int fdatasync(int fd) { REAL(int, fdatasync, int); return sync_noted(fd, real_fdatasync); }

int renameat2(int from, const char *old, int to, const char *new, unsigned flags) {
  REAL(int, renameat2, int, const char *, int, const char *, unsigned);
  char source[PATH_MAX], target[PATH_MAX], left[PATH_MAX + 32], right[PATH_MAX + 32];
  if (!place(from, old, source) || !place(to, new, target)) return real_renameat2(from, old, to, new, flags);
  BEGIN;
  unsigned long moved = inode(source);
  named(source, left);
  named(target, right);
  int done = refuse('r') ? -1 : real_renameat2(from, old, to, new, flags);
  if (done == 0) note(0, 0, "R\t%s\t%s\t%lu\n", left, right, moved);
  END;
  return done;
}

int rename(const char *old, const char *new) { return renameat2(AT_FDCWD, old, AT_FDCWD, new, 0); }
int renameat(int from, const char *old, int to, const char *new) { return renameat2(from, old, to, new, 0); }

int linkat(int from, const char *old, int to, const char *new, int flags) {
  REAL(int, linkat, int, const char *, int, const char *, int);
  char target[PATH_MAX], name[PATH_MAX + 32];
  if (!place(to, new, target)) return real_linkat(from, old, to, new, flags);
  BEGIN;
  int done = refuse('r') ? -1 : real_linkat(from, old, to, new, flags);
  named(target, name);
  if (done == 0) note(0, 0, "L\t%s\t%lu\n", name, inode(target));
  END;
  return done;
}

int link(const char *old, const char *new) { return linkat(AT_FDCWD, old, AT_FDCWD, new, 0); }

int unlinkat(int dirfd, const char *path, int flags) {
  REAL(int, unlinkat, int, const char *, int);
  char full[PATH_MAX], name[PATH_MAX + 32];
  if (!place(dirfd, path, full)) return real_unlinkat(dirfd, path, flags);
  BEGIN;
  unsigned long gone = inode(full);
  int done = refuse('u') ? -1 : real_unlinkat(dirfd, path, flags);
  named(full, name);
  if (done == 0) note(0, 0, "U\t%s\t%lu\n", name, gone);
  END;
  return done;
}

int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }
int remove(const char *path) {
  struct stat found;
  return lstat(path, &found) == 0 && S_ISDIR(found.st_mode) ? rmdir(path) : unlink(path);
}

int mkdirat(int dirfd, const char *path, mode_t mode) {
  REAL(int, mkdirat, int, const char *, mode_t);
  char full[PATH_MAX], name[PATH_MAX + 32];
  if (!place(dirfd, path, full)) return real_mkdirat(dirfd, path, mode);
  BEGIN;
  int done = refuse('o') ? -1 : real_mkdirat(dirfd, path, mode);
  named(full, name);
  if (done == 0) note(0, 0, "M\t%s\t%lu\n", name, inode(full));
  END;
  return done;
}

int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

// Ways to change a file without a write: their callers fall back to writing.
ssize_t copy_file_range(int in, off64_t *in_at, int out, off64_t *out_at, size_t length, unsigned flags) { errno = ENOSYS; return -1; }
ssize_t sendfile(int out, int in, off_t *at, size_t length) { errno = EINVAL; return -1; }
ssize_t sendfile64(int out, int in, off64_t *at, size_t length) { errno = EINVAL; return -1; }
int fallocate(int fd, int mode, off_t at, off_t length) { errno = EOPNOTSUPP; return -1; }
int fallocate64(int fd, int mode, off64_t at, off64_t length) { errno = EOPNOTSUPP; return -1; }
int posix_fallocate(int fd, off_t at, off_t length) { return EOPNOTSUPP; }
int posix_fallocate64(int fd, off64_t at, off64_t length) { return EOPNOTSUPP; }
