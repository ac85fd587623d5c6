/* Stands before the C library's ways to flush a file to disk, counts the calls and passes them on. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdatomic.h>
#include <sys/types.h>

static atomic_long flushes;

long flushes_so_far(void) { return atomic_load(&flushes); }

#define PASSED_ON(name, parameters, arguments)                          \
    int name parameters {                                               \
        static int (*real) parameters;                                  \
        if (!real) real = (int (*) parameters) dlsym(RTLD_NEXT, #name); \
        atomic_fetch_add(&flushes, 1);                                  \
        return real arguments;                                          \
    }

PASSED_ON(fsync, (int file), (file))
PASSED_ON(fdatasync, (int file), (file))
PASSED_ON(syncfs, (int file), (file))
PASSED_ON(msync, (void *start, size_t length, int flags), (start, length, flags))
PASSED_ON(sync_file_range, (int file, off_t start, off_t length, unsigned flags), (file, start, length, flags))
