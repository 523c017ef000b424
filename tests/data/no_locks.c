/* Loaded before the C library: a folder whose server grants no lock, as LOCK_ERROR tells it (ENOLCK unless said). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>

static int refuse(const char *name, int fd, int cmd, void *argument)
{
    int (*real)(int, int, ...) = (int (*)(int, int, ...))dlsym(RTLD_NEXT, name);
    const char *error = getenv("LOCK_ERROR");
    if (cmd != F_SETLK && cmd != F_SETLKW && cmd != F_GETLK)
        return real(fd, cmd, argument);
    errno = error ? atoi(error) : ENOLCK;
    return -1;
}

#define REFUSING(name)                                                                                                 \
    int name(int fd, int cmd, ...)                                                                                     \
    {                                                                                                                  \
        va_list rest;                                                                                                  \
        va_start(rest, cmd);                                                                                           \
        void *argument = va_arg(rest, void *);                                                                         \
        va_end(rest);                                                                                                  \
        return refuse(#name, fd, cmd, argument);                                                                       \
    }
REFUSING(fcntl)
REFUSING(fcntl64)
