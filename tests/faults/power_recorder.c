/* Stands before the C library and writes down, in order, all that is done to the files under POWER_ROOT.
 *
 * The journal POWER_LOG is a row of entries, each a header and then two paths and the bytes written:
 *
 *     W write    T resize    S file flushed    D folder flushed
 *     C created  R renamed   U unlinked        L linked    M folder made    A acknowledged (the child's own words)
 *
 * One lock spans each call and its entry, so that the journal's order is the order of what happened.
 * Memory maps are not seen: the record's only map is its -shm, which no power cut leaves behind in earnest.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

struct entry {
    uint64_t inode, offset, size;
    uint16_t path, other;
    char what;
} __attribute__((packed));

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int journal = -1;
static const char *root;
static size_t root_length;

#define REAL(result, name, ...) static result (*real)(__VA_ARGS__); \
    if (!real) real = (result (*)(__VA_ARGS__)) dlsym(RTLD_NEXT, #name)

static void all_of(const void *bytes, size_t size) {
    REAL(ssize_t, write, int, const void *, size_t);
    const char *from = bytes;
    while (size) {
        ssize_t done = real(journal, from, size);
        if (done < 0) abort(); /* a journal with a hole would prove nothing */
        from += done;
        size -= done;
    }
}

static void enter(char what, uint64_t inode, uint64_t offset, const char *path, const char *other, const void *bytes,
                  size_t size) {
    struct entry entry = {inode, offset, size, strlen(path), strlen(other), what};
    all_of(&entry, sizeof entry);
    all_of(path, entry.path);
    all_of(other, entry.other);
    if (bytes) all_of(bytes, size);
}

__attribute__((constructor)) static void begin(void) {
    REAL(int, open, const char *, int, ...);
    root = getenv("POWER_ROOT");
    const char *name = getenv("POWER_LOG");
    if (!root || !name) return;
    root_length = strlen(root);
    journal = real(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* The path under the root, or NULL. `path` may be absolute or (with `folder`, a descriptor) relative. */
static const char *inside(int folder, const char *path, char full[4096]) {
    if (journal < 0) return NULL;
    if (path[0] == '/') snprintf(full, 4096, "%s", path);
    else {
        char link[64], base[2048];
        if (folder == AT_FDCWD) snprintf(link, sizeof link, "/proc/self/cwd");
        else snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        ssize_t length = readlink(link, base, sizeof base - 1);
        if (length < 0) return NULL;
        base[length] = 0;
        snprintf(full, 4096, "%s/%s", base, path);
    }
    return strncmp(full, root, root_length) == 0 && full[root_length] == '/' ? full + root_length + 1 : NULL;
}

/* Whether what `file` stands for is under the root; a folder's path too, "" for the root itself. */
static int watched(int file, struct stat *about, char path[4096]) {
    if (journal < 0 || file == journal) return 0;
    int kept = errno;
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, 4095);
    int found = 0;
    if (length > 0) {
        path[length] = 0;
        found = strncmp(path, root, root_length) == 0 && (path[root_length] == '/' || !path[root_length]);
        if (found) found = fstat(file, about) == 0 && (S_ISREG(about->st_mode) || S_ISDIR(about->st_mode));
        if (found) memmove(path, path + root_length + (path[root_length] == '/'), length - root_length + 1);
    }
    errno = kept;
    return found;
}

void power_acknowledge(const void *words, size_t size) {
    pthread_mutex_lock(&lock);
    if (journal >= 0) enter('A', 0, 0, "", "", words, size);
    pthread_mutex_unlock(&lock);
}

/* ---- opening ---- */

static int opened(int (*real)(int, const char *, int, ...), int folder, const char *path, int flags, mode_t mode) {
    char full[4096];
    const char *name = inside(folder, path, full);
    if (!name) return real(folder, path, flags, mode);
    pthread_mutex_lock(&lock);
    struct stat about;
    int was_there = stat(full, &about) == 0;
    int file = real(folder, path, flags, mode);
    if (file >= 0 && fstat(file, &about) == 0 && S_ISREG(about.st_mode)) {
        if (!was_there) enter('C', about.st_ino, 0, name, "", NULL, 0);
        else if (flags & O_TRUNC) enter('T', about.st_ino, 0, name, "", NULL, 0);
    }
    pthread_mutex_unlock(&lock);
    return file;
}

static int plain_openat(int folder, const char *path, int flags, ...) {
    REAL(int, openat, int, const char *, int, ...);
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, int);
    va_end(rest);
    return real(folder, path, flags, mode);
}

#define MODE mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, int); va_end(rest); }

int open(const char *path, int flags, ...) { MODE return opened(plain_openat, AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE return opened(plain_openat, AT_FDCWD, path, flags, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE return opened(plain_openat, folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE return opened(plain_openat, folder, path, flags, mode); }
int creat(const char *path, mode_t mode) { return open(path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
int creat64(const char *path, mode_t mode) { return open(path, O_CREAT | O_WRONLY | O_TRUNC, mode); }

/* ---- writing: the entry has the bytes as they now stand in the file, whichever call put them there ---- */

static void written(const struct stat *about, const char *path, off_t at, ssize_t size, const void *bytes) {
    if (size > 0) enter('W', about->st_ino, at, path, "", bytes, size);
}

#define WRITES(result, name, parameters, arguments, types, file, place, bytes)          \
    result name parameters {                                                           \
        REAL(result, name, types);                                                     \
        struct stat about;                                                             \
        char path[4096];                                                               \
        if (!watched(file, &about, path)) return real arguments;                       \
        pthread_mutex_lock(&lock);                                                     \
        off_t at = place;                                                              \
        result done = real arguments;                                                  \
        written(&about, path, at, done, bytes);                                  \
        pthread_mutex_unlock(&lock);                                                   \
        return done;                                                                   \
    }
#define LIST(...) __VA_ARGS__

static off_t here(int file, const struct stat *about) {
    return fcntl(file, F_GETFL) & O_APPEND ? about->st_size : lseek(file, 0, SEEK_CUR);
}

WRITES(ssize_t, write, (int file, const void *data, size_t size), (file, data, size),
       LIST(int, const void *, size_t), file, here(file, &about), data)
WRITES(ssize_t, pwrite, (int file, const void *data, size_t size, off_t offset), (file, data, size, offset),
       LIST(int, const void *, size_t, off_t), file, offset, data)
WRITES(ssize_t, pwrite64, (int file, const void *data, size_t size, off64_t offset), (file, data, size, offset),
       LIST(int, const void *, size_t, off64_t), file, offset, data)

static ssize_t copied(int file, off_t at, ssize_t size, const struct stat *about, const char *path) {
    char *bytes = malloc(size);
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    int again = plain_openat(AT_FDCWD, link, O_RDONLY | O_CLOEXEC); /* `file` may be open for writing alone */
    if (again < 0 || pread(again, bytes, size, at) != size) abort();
    close(again);
    written(about, path, at, size, bytes);
    free(bytes);
    return size;
}

#define COPIES(name, parameters, arguments, types, file, place)                         \
    ssize_t name parameters {                                                          \
        REAL(ssize_t, name, types);                                                    \
        struct stat about;                                                             \
        char path[4096];                                                               \
        if (!watched(file, &about, path)) return real arguments;                       \
        pthread_mutex_lock(&lock);                                                     \
        off_t at = place;                                                              \
        ssize_t done = real arguments;                                                 \
        if (done > 0) copied(file, at, done, &about, path);                            \
        pthread_mutex_unlock(&lock);                                                   \
        return done;                                                                   \
    }

COPIES(writev, (int file, const struct iovec *parts, int count), (file, parts, count),
       LIST(int, const struct iovec *, int), file, here(file, &about))
COPIES(pwritev, (int file, const struct iovec *parts, int count, off_t offset), (file, parts, count, offset),
       LIST(int, const struct iovec *, int, off_t), file, offset)
COPIES(pwritev64, (int file, const struct iovec *parts, int count, off64_t offset), (file, parts, count, offset),
       LIST(int, const struct iovec *, int, off64_t), file, offset)
COPIES(sendfile, (int file, int from, off_t *offset, size_t size), (file, from, offset, size),
       LIST(int, int, off_t *, size_t), file, here(file, &about))
COPIES(sendfile64, (int file, int from, off64_t *offset, size_t size), (file, from, offset, size),
       LIST(int, int, off64_t *, size_t), file, here(file, &about))
COPIES(copy_file_range, (int from, off64_t *start, int file, off64_t *place, size_t size, unsigned flags),
       (from, start, file, place, size, flags), LIST(int, off64_t *, int, off64_t *, size_t, unsigned), file,
       place ? *place : here(file, &about))

/* ---- sizes and flushes: entered when the call has succeeded ---- */

#define OF_FILE(name, parameters, arguments, types, file, what, size)                   \
    int name parameters {                                                              \
        REAL(int, name, types);                                                        \
        struct stat about;                                                             \
        char path[4096];                                                               \
        if (!watched(file, &about, path)) return real arguments;                       \
        pthread_mutex_lock(&lock);                                                     \
        int failed = real arguments;                                                   \
        if (!failed) enter(what, about.st_ino, size, path, "", NULL, 0);               \
        pthread_mutex_unlock(&lock);                                                   \
        return failed;                                                                 \
    }
#define FLUSH (S_ISDIR(about.st_mode) ? 'D' : 'S')
#define GROWN (about.st_size > offset + size ? about.st_size : offset + size)

OF_FILE(ftruncate, (int file, off_t size), (file, size), LIST(int, off_t), file, 'T', size)
OF_FILE(ftruncate64, (int file, off64_t size), (file, size), LIST(int, off64_t), file, 'T', size)
OF_FILE(posix_fallocate, (int file, off_t offset, off_t size), (file, offset, size), LIST(int, off_t, off_t), file,
        'T', GROWN)
OF_FILE(posix_fallocate64, (int file, off64_t offset, off64_t size), (file, offset, size),
        LIST(int, off64_t, off64_t), file, 'T', GROWN)
OF_FILE(fsync, (int file), (file), int, file, FLUSH, 0)
OF_FILE(fdatasync, (int file), (file), int, file, FLUSH, 0)

/* ---- names ---- */

#define OF_NAMES(name, parameters, arguments, types, first_folder, first, second_folder, second, what)   \
    int name parameters {                                                                               \
        REAL(int, name, types);                                                                         \
        char one[4096], two[4096];                                                                      \
        const char *from = inside(first_folder, first, one), *to = inside(second_folder, second, two);  \
        if (!from && !to) return real arguments;                                                        \
        pthread_mutex_lock(&lock);                                                                      \
        int failed = real arguments;                                                                    \
        struct stat about = {0};                                                                        \
        if (!failed && to) stat(two, &about);                                                           \
        if (!failed) enter(what, about.st_ino, 0, from ? from : "", to ? to : "", NULL, 0);             \
        pthread_mutex_unlock(&lock);                                                                    \
        return failed;                                                                                  \
    }
#define PATHS LIST(const char *, const char *)
#define PATHS_AT LIST(int, const char *, int, const char *)

OF_NAMES(rename, (const char *old, const char *new), (old, new), PATHS, AT_FDCWD, old, AT_FDCWD, new, 'R')
OF_NAMES(renameat, (int a, const char *old, int b, const char *new), (a, old, b, new), PATHS_AT, a, old, b, new, 'R')
OF_NAMES(renameat2, (int a, const char *old, int b, const char *new, unsigned how), (a, old, b, new, how),
         LIST(int, const char *, int, const char *, unsigned), a, old, b, new, 'R')
OF_NAMES(link, (const char *old, const char *new), (old, new), PATHS, AT_FDCWD, old, AT_FDCWD, new, 'L')
OF_NAMES(linkat, (int a, const char *old, int b, const char *new, int how), (a, old, b, new, how),
         LIST(int, const char *, int, const char *, int), a, old, b, new, 'L')
OF_NAMES(unlink, (const char *old), (old), const char *, AT_FDCWD, old, AT_FDCWD, "/", 'U')
OF_NAMES(unlinkat, (int a, const char *old, int how), (a, old, how), LIST(int, const char *, int), a, old, AT_FDCWD,
         "/", 'U')
OF_NAMES(rmdir, (const char *old), (old), const char *, AT_FDCWD, old, AT_FDCWD, "/", 'U')
OF_NAMES(mkdir, (const char *new, mode_t mode), (new, mode), LIST(const char *, mode_t), AT_FDCWD, new, AT_FDCWD,
         "/", 'M')
OF_NAMES(mkdirat, (int a, const char *new, mode_t mode), (a, new, mode), LIST(int, const char *, mode_t), a, new,
         AT_FDCWD, "/", 'M')
