/* marks_its_folders.c -- says how each of its folders looks, then changes one in the way it is told. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/xattr.h>
#include <unistd.h>

static void say(const char *path)
{
    struct stat st;
    struct statfs fs;
    int entries = 0;
    if (stat(path, &st) < 0 || statfs(path, &fs) < 0)
        return;
    printf("%lld.%09ld %s %o %lld %lu %lld", (long long)st.st_ctim.tv_sec, st.st_ctim.tv_nsec, path,
           (unsigned)st.st_mode & 07777, (long long)st.st_size, (unsigned long)st.st_nlink,
           (long long)(st.st_mtim.tv_sec == 42));
    printf(" %lld %lld %zd", (long long)(fs.f_blocks - fs.f_bfree), (long long)(fs.f_files - fs.f_ffree),
           getxattr(path, "user.mark", NULL, 0));
    DIR *dir = opendir(path);
    while (dir && readdir(dir))
        entries++;
    printf(" %d\n", entries);
}

int main(int argc, char **argv)
{
    const char *how = argc > 1 ? argv[1] : "";
    const struct timespec marks[2] = {{42, 0}, {42, 0}};
    struct stat st;
    const char *const folders[] = {"/work", "/tmp", "/dev/shm"};
    if (strcmp(how, "nothing") == 0) {
        for (int i = 0; i < 3; i++)
            if (stat(folders[i], &st) == 0)
                printf("%lld.%09ld\n", (long long)st.st_ctim.tv_sec, st.st_ctim.tv_nsec);
        return 0;
    }
    for (int i = 0; i < 3; i++)
        say(folders[i]);
    fflush(stdout);
    if (strcmp(how, "file") == 0)
        return open("/work/left", O_WRONLY | O_CREAT, 0600) < 0;
    if (strcmp(how, "tmp") == 0)
        return open("/tmp/left", O_WRONLY | O_CREAT, 0600) < 0;
    if (strcmp(how, "shm") == 0)
        return open("/dev/shm/left", O_WRONLY | O_CREAT, 0600) < 0;
    if (strcmp(how, "mode") == 0)
        return chmod("/work", 0700) < 0;
    if (strcmp(how, "time") == 0)
        return utimensat(AT_FDCWD, "/work", marks, 0) < 0;
    if (strcmp(how, "attribute") == 0)
        return setxattr("/work", "user.mark", "x", 1, 0) < 0;
    if (strcmp(how, "and back") == 0)
        return mkdir("/work/d", 0700) < 0 || rmdir("/work/d") < 0 || chmod("/work", 0700) < 0 ||
               chmod("/work", 0755) < 0;
    return 2;
}
